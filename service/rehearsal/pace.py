"""The person who finishes goals in the plan's order: steadily, slowly, or not at all."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from service.domain.names_of_days import WEEKDAYS
from service.domain.plan import State
from service.domain.quarter import Calendar
from service.rehearsal.hands import NotThereError

if TYPE_CHECKING:
    from datetime import date

    from service.domain.plan import Plan
    from service.rehearsal.hands import Hands

FRIDAY = WEEKDAYS.index("Friday")
A_QUARTER = 13  # weeks


class Pace(StrEnum):
    """How much a person gets done."""

    STEADY = "steady"
    SLOW = "slow"
    NONE = "none"


class Diligence:
    """Every Friday a fair share of what is in ink: its steps, then the goal itself.

    Steady shares it out over the Fridays that the quarter has left, so that everything is
    finished by its end. Slow shares it out over a quarter more, which leaves about half of it.
    """

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._owed = Fraction(0)

    def is_for(self, day: date) -> bool:
        """Whether something is done on this day."""
        return self._pace is not Pace.NONE and day.weekday() == FRIDAY

    def act(self, day: date, plan: Plan, hands: Hands) -> None:
        """Do the day's share, if any."""
        if not self.is_for(day):
            return
        active = [goal for goal in plan.goals if goal.state is State.ACTIVE]
        left = sum(1 + len(goal.steps) - goal.steps_done for goal in active)
        self._owed += Fraction(left, self._fridays(day, plan))
        share = min(int(self._owed), left)
        self._owed -= share
        for goal, task in hands.tasks_of(active):
            for _ in range(1 + len(goal.steps) - goal.steps_done):
                if share == 0:
                    return
                with suppress(NotThereError):  # a gesture of the same day was first
                    hands.go_on_with(task)
                share -= 1

    def _fridays(self, day: date, plan: Plan) -> int:
        """How many Fridays the work is shared out over, this one among them."""
        calendar = Calendar(plan.settings.quarter_starts)
        last = calendar.last_working_day(calendar.quarter_of(day))
        left = 1 + max(last - day, timedelta()).days // len(WEEKDAYS)
        return left + A_QUARTER if self._pace is Pace.SLOW else left
