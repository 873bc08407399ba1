"""What a review remembers for the next one, and what has changed between the two."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from service.domain.coverage import asked_for, coverage
from service.domain.plan import State
from service.domain.quarter import Calendar
from service.domain.review_words import counted, day_name
from service.domain.schedule import due_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.domain.plan import Goal, Plan


@dataclass(frozen=True, slots=True)
class GoalThen:
    """One goal as a review found it."""

    skill: str
    state: str
    steps_done: int = 0
    steps: int = 0
    due_on: str | None = None

    @classmethod
    def of(cls, goal: Goal, due: date | None) -> GoalThen:
        """Return what is remembered of `goal`."""
        state = (goal.state or State.DEFERRED).value
        day = due.isoformat() if due else None
        return cls(goal.skill, state, goal.steps_done, len(goal.steps), day)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The figures of one review, storable as JSON.

    `mastered` of `total` counts goals without the let-go ones; `answered` of `asked` are
    weights of requirements. `streak` counts the reviews before it that were completed in a row.
    `asked_for` are goals that answered a line of some posting, then or at an earlier review.
    """

    mastered: int = 0
    total: int = 0
    answered: int = 0
    asked: int = 0
    streak: int = 0
    goals: Mapping[str, GoalThen] = field(default_factory=dict)
    asked_for: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The snapshot as plain data."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Snapshot:
        """Read `as_dict` back; figures that an older version did not know are 0."""
        goals = data.get("goals")
        figures = {key: int(str(data.get(key, 0))) for key in FIGURES}
        kept = goals if isinstance(goals, dict) else {}
        then = {str(goal_id): _goal_then(values) for goal_id, values in kept.items()}
        asked = data.get("asked_for")
        asked_for = tuple(map(str, asked)) if isinstance(asked, list | tuple) else ()
        return cls(**figures, goals=then, asked_for=asked_for)


FIGURES = ("mastered", "total", "answered", "asked", "streak")


def snapshot(plan: Plan, *, streak: int = 0, previous: Snapshot | None = None) -> Snapshot:
    """Return what is to be remembered of `plan`, and of the review before."""
    calendar = Calendar(plan.settings.quarter_starts)
    covered = coverage(plan)
    kept = [goal for goal in plan.goals if goal.state is not State.LET_GO]
    known = {goal.id for goal in plan.goals}
    asked = asked_for(plan) | (known & set(previous.asked_for if previous else ()))
    return Snapshot(
        mastered=sum(goal.state is State.MASTERED for goal in kept),
        total=len(kept),
        answered=covered.answered,
        asked=covered.total,
        streak=streak,
        goals={goal.id: GoalThen.of(goal, due_on(goal, calendar)) for goal in plan.goals},
        asked_for=tuple(sorted(asked)),
    )


def changes(then: GoalThen | None, now: GoalThen) -> tuple[str, ...]:
    """Say what has changed about one goal; `then` is None for one that is new."""
    if then is None:
        return ("new in the plan",)
    found = []
    if then.skill != now.skill:
        found.append(f"renamed from “{then.skill}”")
    if then.state != now.state:
        found.append(_moved(now.state))
    ticked = now.steps_done - then.steps_done
    if ticked:
        verb = "ticked" if ticked > 0 else "not ticked any more"
        found.append(f"{counted(abs(ticked), 'step')} {verb}")
    added = now.steps - then.steps
    if added:
        found.append(f"{counted(abs(added), 'step')} {'added' if added > 0 else 'removed'}")
    if then.state == now.state and then.due_on != now.due_on:
        found.append(_redated(now))
    return tuple(found)


def _moved(state: str) -> str:
    return {
        State.ACTIVE.value: "taken up",
        State.DEFERRED.value: "put off",
        State.MASTERED.value: "mastered",
        State.LET_GO.value: "let go",
    }[state]


def _redated(now: GoalThen) -> str:
    what = "the day it comes back" if now.state == State.DEFERRED.value else "its due date"
    if now.due_on is None:
        return f"{what} was taken off"
    return f"{what} moved to {day_name(date.fromisoformat(now.due_on))}"


def _goal_then(values: Mapping[str, object]) -> GoalThen:
    day = values.get("due_on")
    return GoalThen(
        skill=str(values.get("skill", "")),
        state=str(values.get("state", State.DEFERRED.value)),
        steps_done=int(str(values.get("steps_done", 0))),
        steps=int(str(values.get("steps", 0))),
        due_on=str(day) if day else None,
    )
