"""The days of a rehearsal, and the moments in them at which there is work.

In real life somebody looks every minute. Here everybody sleeps until something happens: on a
morning that the calendar has a part in, at the hour of a review, on the day that
the person is at the board. To sleep in between loses nothing, as it loses nothing in life.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from service.domain.plan import Plan
from service.domain.planfile import read_plan
from service.domain.review import Snapshot
from service.domain.schedule import daily
from service.errors import InvalidInput, ServiceError
from service.rehearsal.hands import Hands
from service.rehearsal.person import Person
from service.rehearsal.stage import Stage, stage
from service.rehearsal.story import Story
from service.store import accounts, plans, reviews
from service.usecases import ending
from service.usecases.import_plan import import_plan
from service.usecases.reconnect_days import next_on
from service.usecases.sync.context import no_picture
from service.worker import Worker
from service.worker.job import job_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.rehearsal.gestures import Script
    from service.store.runs import Run

    OnProgress = Callable[[int, int, str], None]

MORNING, EVENING = time(0, 5), time(18)
MOST_WEEKS = 520
FIRST_YEAR, LAST_YEAR = 2000, 2200


def rehearse(
    source: str | bytes,
    script: Script,
    *,
    first: date,
    weeks: int,
    on_progress: OnProgress = lambda _done, _total, _what: None,
    every_day: bool = False,
) -> Story:
    """Live through `weeks` of a plan file from the day `first` on, and tell what was.

    It is the code of real life with a clock and an Asana of its own; nothing of the person's
    is read or written. The same plan, script and day always tell the same story, with
    `every_day` too, which looks at Asana on days without any work. Raises `PlanProblems`
    where the file is no plan.
    """
    plan = read_plan(source)
    _check(plan, first, weeks)
    zone = ZoneInfo(plan.settings.timezone)
    with stage(_at(first, MORNING, zone)) as played:
        import_plan(played.app.database, played.account.id, source, now=played.clock())
        days = _Days(played, script, zone, every_day=every_day)
        for number in range(weeks * 7):
            day = first + timedelta(days=number)
            days.live(day)
            on_progress(number + 1, weeks * 7, f"{day:%B} {day.year}")
        days.story.end(days.person.skipped)
        return days.story


class _Days:
    """Lives them, and takes notes for the story."""

    def __init__(
        self, played: Stage, script: Script, zone: ZoneInfo, *, every_day: bool
    ) -> None:
        self.story = Story()
        self.person = Person(script, Hands(played))
        self._stage = played
        self._zone = zone
        self._every_day = every_day
        wait = played.clock.wait
        job = job_of(played.app, wait, draw=no_picture)  # which takes a third of the time
        self._worker = Worker(played.app, job=job, wait=wait)
        self._plan = Plan()
        self._reconnects_on: date | None = None

    def live(self, day: date) -> None:
        if self._every_day or self._brings_something(day):
            self._look_at(_at(day, MORNING, self._zone))
        self.story.look(day, self._plan, by_itself=True)
        evening = _at(day, EVENING, self._zone)
        self._review_before(evening)
        if self.person.acts_on(day, self._plan):
            self.person.act(day, self._plan)
            self._look_at(evening)
            self.story.look(day, self._plan, by_itself=False)
        self._review_before(_at(day + timedelta(days=1), MORNING, self._zone))

    def _brings_something(self, day: date) -> bool:
        """Whether the calendar or the person will change anything on this day.

        Before the person does, the day has its first sync: a goal that then finds room comes
        back on the next morning, as it would in life.
        """
        if self._reconnects_on is not None and day >= self._reconnects_on:
            return True
        if not self._plan.goals or self.person.acts_on(day, self._plan):
            return True
        return daily(self._plan, day)[0] != self._plan

    def _review_before(self, moment: datetime) -> None:
        """Make the review if its hour comes before this moment."""
        with self._stage.app.database.begin() as tx:
            due = accounts.get(tx, self._stage.account.id).next_review_at
        if due is not None and due < moment:
            self._look_at(due)

    def _look_at(self, moment: datetime) -> None:
        """Do all the work that there is at this moment, as a worker does that wakes up."""
        self._stage.clock.turn_to(moment)
        with self._stage.app.database.begin() as tx:
            accounts.request(tx, self._stage.account.id, now=self._stage.clock())
        while (run := self._worker.run_once()) is not None:
            self._take_note(run)
        with self._stage.app.database.begin() as tx:
            self._plan = plans.load(tx, self._stage.account.id)
            self._reconnects_on = next_on(tx, self._stage.account.id, self._plan)

    def _take_note(self, run: Run) -> None:
        if run.status in (ending.FAILED, ending.STOPPED):
            told = run.error or {}
            raise ServiceError(
                f"The rehearsal ended on {self._today():%A %d %B %Y}: {told.get('message')}",
                hint=str(told.get("hint", "")),
            )
        made = (run.result or {}).get("review")
        if isinstance(made, dict) and made.get("new"):
            with self._stage.app.database.begin() as tx:
                (latest,) = reviews.latest(tx, self._stage.account.id, 1)
            self.story.review(self._today(), Snapshot.from_dict(latest.facts or {}))
        again = (run.result or {}).get("reconnect")
        if isinstance(again, dict) and again.get("new"):
            self.story.reconnects.append(self._today())

    def _today(self) -> date:
        return self._stage.clock().astimezone(self._zone).date()


def _at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone).astimezone(UTC)


def _check(plan: Plan, first: date, weeks: int) -> None:
    if not plan.goals:
        raise InvalidInput(
            "The plan has no goals: there is nothing to rehearse.",
            hint="Add the first under `goals:`, as in examples/plan.yaml.",
        )
    if not 1 <= weeks <= MOST_WEEKS:
        raise InvalidInput(
            f"{weeks} weeks cannot be rehearsed.", hint=f"Take 1 to {MOST_WEEKS}; a year is 52."
        )
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        raise InvalidInput(
            f"A rehearsal cannot begin on {first.isoformat()}.",
            hint=f"Take a day from {FIRST_YEAR} to {LAST_YEAR}.",
        )
