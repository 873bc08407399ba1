"""The plan quarter by quarter: what is in ink now, and what comes back when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.plan import State
from service.domain.quarter import Calendar

if TYPE_CHECKING:
    from datetime import date

    from service.domain.plan import Goal, Plan
    from service.domain.quarter import Quarter


@dataclass(frozen=True, slots=True)
class InQuarter:
    """The goals of one quarter, in the plan's order.

    `back_on` is the day on which they come back, where no other was chosen for a goal; it is
    None for this quarter, and for `quarter` None, where goals wait without a day.
    """

    quarter: Quarter | None
    back_on: date | None
    goals: tuple[Goal, ...]


def outlook(plan: Plan, today: date) -> tuple[InQuarter, ...]:
    """This quarter with its active goals, empty or not; then what waits, by quarter.

    Goals without a quarter come last. What is mastered or let go is left out.
    """
    calendar = Calendar(plan.settings.quarter_starts)
    active = tuple(goal for goal in plan.goals if goal.state is State.ACTIVE)
    waiting = [goal for goal in plan.goals if goal.state is State.DEFERRED]
    quarters = sorted({goal.quarter for goal in waiting if goal.quarter})
    later = [
        InQuarter(
            quarter,
            calendar.first_working_day(quarter),
            tuple(goal for goal in waiting if goal.quarter == quarter),
        )
        for quarter in quarters
    ]
    undated = tuple(goal for goal in waiting if goal.quarter is None)
    return (
        InQuarter(calendar.quarter_of(today), None, active),
        *later,
        *([InQuarter(None, None, undated)] if undated else []),
    )
