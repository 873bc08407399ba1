"""Sorting: what the postings ask for, line by line, into goals; each answer is kept at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.domain.goal_search import find
from service.domain.naming import short_name
from service.domain.outlook import outlook
from service.domain.plan import Goal, new_id, wording
from service.domain.quarter import Calendar
from service.domain.schedule import due_on
from service.domain.sorting import (
    lines_of,
    probable_goals,
    put_back,
    sorted_lines,
    unsorted,
    without,
)
from service.errors import Conflict, NotFound, TryLater
from service.store import accounts, plans
from service.usecases.changing import changing, refuse_let_go, seen
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from service.domain.outlook import InQuarter
    from service.domain.plan import Group, Plan, Via
    from service.domain.sorting import Asked, Dropped, Line
    from service.store.database import Database
    from service.usecases.changing import Change


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is still to be sorted, and the schedule as it stands; `today` is the person's day.

    `goals` has the goals that seem to answer a line already, by its text. `sorted` of `total`
    lines are done, each wording counted once.
    """

    plan: Plan
    today: date
    asked: tuple[Asked, ...]
    goals: dict[str, tuple[Goal, ...]]
    sorted: int
    total: int

    @property
    def quarters(self) -> tuple[InQuarter, ...]:
        """What is in ink this quarter, and what comes back when."""
        return outlook(self.plan, self.today)

    def as_dict(self) -> dict[str, object]:
        """The same as plain data: the keys of `momentum sort --json`."""
        return {
            "waiting": [self._asked(asked) for asked in self.asked],
            "sorted": self.sorted,
            "total": self.total,
            "quarters": [self._quarter(part) for part in self.quarters],
        }

    def _asked(self, asked: Asked) -> dict[str, object]:
        return {
            **_line(asked.lines[0]),
            "skill": asked.name,
            "like": [_line(line) for line in asked.like],
            "answered_by": [_goal(goal) for goal in self.goals[asked.text]],
        }

    def _quarter(self, part: InQuarter) -> dict[str, object]:
        calendar = Calendar(self.plan.settings.quarter_starts)
        return {
            "quarter": str(part.quarter) if part.quarter else None,
            "goals": [
                {**_goal(goal), "due_on": day.isoformat() if day else None}
                for goal in part.goals
                for day in (due_on(goal, calendar),)
            ],
        }


@dataclass(frozen=True, slots=True)
class NewGoal:
    """A line becomes a goal; without a `skill` it is called as `Asked.name` suggests."""

    group: Group
    skill: str = ""
    evidence: str = ""
    how: str = ""
    via: Via | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A line is answered by a goal that is there, called as `goal_search.find` knows it."""

    goal: str


@dataclass(frozen=True, slots=True)
class Drop:
    """A line leaves the postings."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """What was done with a line, and with those that the person said are the same.

    `goal` answers them now, in its place, and was `made` for it; it is None where the lines
    were `dropped`.
    """

    lines: tuple[str, ...]
    goal: Goal | None = None
    made: bool = False
    dropped: tuple[Dropped, ...] = ()


def waiting(database: Database, account_id: int, *, now: datetime) -> Waiting:
    """Read what is to be sorted, with what is proposed about it."""
    with database.begin() as tx:
        plan = plans.load(tx, account_id)
    asked = unsorted(plan)
    lines, done = lines_of(plan), sorted_lines(plan)
    return Waiting(
        plan=plan,
        today=local_day(plan, now),
        asked=asked,
        goals={one.text: probable_goals(plan, one) for one in asked},
        sorted=sum(wording(line.text) in done for line in lines),
        total=len(lines),
    )


def sort_line(
    database: Database,
    account_id: int,
    line: str,
    into: NewGoal | Answered | Drop,
    *,
    like: Sequence[str] = (),
    now: datetime,
) -> Sorted:
    """Decide about one line, and about those `like` it that the person said are the same.

    Lines that are the same live on as the answers of one goal; that is all that is kept of
    it. Raises `NotFound` for a line that no posting asks for, and `Conflict` for one that a
    goal answers already.
    """
    with changing(database, account_id, now) as change:
        lines = _unsorted_lines(change.plan, (line, *like))
        match into:
            case NewGoal():
                done = _made(change, lines, into)
            case Answered():
                done = _answered(change, lines, into)
            case Drop():
                change.plan, dropped = without(change.plan, lines)
                done = Sorted(lines, dropped=dropped)
    return done


def undo(database: Database, account_id: int, done: Sorted, *, now: datetime) -> None:
    """Let the lines wait again: the goal made for them is gone, or answers them no more.

    A goal that Asana shows already, or may do any moment, is not taken away: `Conflict`. Nor
    is one while a sync is under way: `TryLater`.
    """
    with changing(database, account_id, now) as change:
        if done.goal is None:
            change.plan = put_back(change.plan, done.dropped)
            return
        goal = find(change.plan, done.goal.id)
        if done.made:
            _refuse_seen(change, goal)
            left = tuple(one for one in change.plan.goals if one.id != goal.id)
            change.plan = replace(change.plan, goals=left)
        else:
            words = {wording(line) for line in done.lines}
            answers = tuple(one for one in goal.answers if wording(one) not in words)
            change.put(replace(goal, answers=answers))


def _unsorted_lines(plan: Plan, wanted: Sequence[str]) -> tuple[str, ...]:
    """The lines as the postings write them, each once."""
    asked = {wording(line.text): line.text for line in lines_of(plan)}
    answers = {wording(one): goal for goal in plan.goals for one in goal.answers}
    for line in wanted:
        if goal := answers.get(wording(line)):
            raise Conflict(
                f"“{line[:100]}” is sorted already: “{goal.skill}” answers it.",
                hint=f'Change that goal: momentum goal edit "{goal.skill}"',
            )
        if wording(line) not in asked:
            raise NotFound(
                f"No posting asks for “{line[:100]}”.",
                hint="`momentum sort --json` lists what is waiting, word for word.",
            )
    return tuple(dict.fromkeys(asked[wording(line)] for line in wanted))


def _made(change: Change, lines: tuple[str, ...], new: NewGoal) -> Sorted:
    goal = Goal(
        new.skill.strip() or short_name(lines[0]),
        new.group,
        id=new_id(),
        how=new.how,
        via=new.via,
        evidence=new.evidence,
        answers=lines,
    )
    change.put(goal)
    return Sorted(lines, change.result(goal.id), made=True)


def _answered(change: Change, lines: tuple[str, ...], by: Answered) -> Sorted:
    goal = find(change.plan, by.goal)
    refuse_let_go(goal)
    change.put(replace(goal, answers=(*goal.answers, *lines)))
    return Sorted(lines, change.result(goal.id))


def _refuse_seen(change: Change, goal: Goal) -> None:
    """Refuse for a goal that Asana shows, or that a sync under way may be about to send."""
    lease_until = accounts.get(change.tx, change.account_id).lease_until
    if lease_until and lease_until > change.now:
        raise TryLater(
            "A sync is under way, so nothing is taken back right now.",
            hint="Undo it again in a moment.",
        )
    if goal.id in seen(change.tx, change.account_id):
        raise Conflict(
            f"Asana shows “{goal.skill}” already, so it is not taken back.",
            hint=f'Move it: momentum goal move "{goal.skill}" --group outside',
        )


def _line(line: Line) -> dict[str, object]:
    return {
        "line": line.text,
        "kind": line.kind.value,
        "nice_to_have": line.nice_to_have,
        "postings": list(line.titles),
        "weight": line.weight,
    }


def _goal(goal: Goal) -> dict[str, object]:
    return {"id": goal.id, "skill": goal.skill, "group": goal.group.value}
