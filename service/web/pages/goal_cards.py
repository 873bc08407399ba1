"""The plan as pages show it: each goal with its day, its task and what is to be known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from service.domain.plan import Group, State
from service.domain.quarter import Calendar
from service.domain.schedule import due_on, over_capacity
from service.usecases.status import plan_and_links
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from service.config import Settings
    from service.domain.plan import Goal, Plan
    from service.domain.quarter import Quarter
    from service.store.links import Link
    from service.web.pages.visit import Visit

ASANA = "app.asana.com"


@dataclass(frozen=True, slots=True)
class Card:
    """One goal. `address` is its task in Asana, empty before it has one."""

    goal: Goal
    due: date | None
    is_overdue: bool
    is_extra: bool
    has_energy: bool
    address: str


@dataclass(frozen=True, slots=True)
class Later:
    """A quarter to come, the day it begins on, and what comes back in it."""

    quarter: Quarter
    day: date
    cards: tuple[Card, ...]


class Shown:
    """A plan on one day, in the plan's order throughout."""

    def __init__(
        self, plan: Plan, links: dict[str, Link], today: date, settings: Settings
    ) -> None:
        self.plan = plan
        self.today = today
        self.calendar = Calendar(plan.settings.quarter_starts)
        self.quarter = self.calendar.quarter_of(today)
        self._links = links
        self._settings = settings
        self._extra = {goal.id for goal in over_capacity(plan, today)}

    @property
    def zone(self) -> tzinfo:
        """The person's time zone."""
        return ZoneInfo(self.plan.settings.timezone)

    def card(self, goal: Goal) -> Card:
        """Return one goal, ready to be shown."""
        link = self._links.get(goal.id)
        due = due_on(goal, self.calendar)
        return Card(
            goal,
            due,
            is_overdue=goal.state is State.ACTIVE and due is not None and due < self.today,
            is_extra=goal.id in self._extra,
            has_energy=bool(link and (link.base or {}).get("liked")),
            address=task_address(self._settings, link.gid) if link else "",
        )

    def active(self, group: Group) -> tuple[Card, ...]:
        """What is worked on this quarter, in the role or outside of it."""
        return self._cards(
            goal
            for goal in self.plan.goals
            if goal.state is State.ACTIVE and goal.home is group
        )

    def room(self, group: Group) -> int:
        """How many more goals of a group this quarter takes."""
        return max(0, self.plan.settings.capacity.of(group) - len(self.active(group)))

    def later(self) -> tuple[Later, ...]:
        """What comes back, quarter by quarter, the earliest day first."""
        waiting = [goal for goal in self.plan.goals if goal.state is State.DEFERRED]
        quarters = sorted({goal.quarter for goal in waiting if goal.quarter})
        return tuple(
            Later(
                quarter,
                self.calendar.first_working_day(quarter),
                tuple(
                    sorted(self._cards(g for g in waiting if g.quarter == quarter), key=_day)
                ),
            )
            for quarter in quarters
        )

    def without_a_day(self) -> tuple[Card, ...]:
        """What waits, and comes back only by hand; and what has no place yet."""
        return self._cards(
            goal
            for goal in self.plan.goals
            if goal.state is None or (goal.state is State.DEFERRED and not goal.quarter)
        )

    def all_in(self, state: State) -> tuple[Card, ...]:
        """Every goal in a state."""
        return self._cards(goal for goal in self.plan.goals if goal.state is state)

    def _cards(self, goals: Iterable[Goal]) -> tuple[Card, ...]:
        return tuple(self.card(goal) for goal in goals)


def shown(here: Visit) -> Shown:
    """Read the visitor's plan as it is today."""
    with here.app.database.begin() as tx:
        plan, links = plan_and_links(tx, here.account_id)
    return Shown(plan, links, local_day(plan, here.now), here.app.settings)


def task_address(settings: Settings, gid: str) -> str:
    """Return where a task is seen in a browser: in Asana, or on the stand-in's board."""
    api = urlsplit(str(settings.asana_url))
    if api.hostname == ASANA:
        return f"https://{ASANA}/0/0/{gid}/f"
    return f"{api.scheme}://{api.netloc}/tasks/{gid}"


def _day(card: Card) -> date:
    return card.due or date.max
