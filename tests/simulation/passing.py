"""Time that passes in the middle of a turn, between two glances at the clock."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

from service.domain.schedule import daily
from service.usecases.sync.context import end_of, local_day

if TYPE_CHECKING:
    from datetime import date, datetime
    from random import Random

    from service.domain.plan import Plan
    from simulation.life import Life

LOOKS = 3
"""So many it takes until nothing is loaded: our own echoes, nothing to do, and nothing new."""
YEARS = 3 * 366


class Clock:
    """The clock as the engine reads it. Before one glance it may have gone on by itself."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._left = 0
        self._seconds = 0.0

    def __call__(self) -> datetime:
        self._left -= 1
        if self._left == 0:
            self._life.wait(self._seconds)
            self._life.tell(f"{self._seconds:.0f} s between two glances at the clock")
        return self._life.now()

    def stall(self, glance: int, seconds: float) -> None:
        """Let so many seconds pass before one glance, so many from now."""
        self._left, self._seconds = glance, seconds

    def go_on(self) -> None:
        """Stall no more."""
        self._left = 0


def midnight(life: Life, rng: Random) -> None:
    """Let a day on which the plan has something to do begin in the middle of a look."""
    life.wait_out_holds()
    life.work()
    plan = life.home.plan()
    today = local_day(plan, life.now())
    if (last := _last_day_before_a_change(plan, today)) is None:
        return
    begins = end_of(last, plan.settings)
    life.wait(max(0.0, (begins - life.now()).total_seconds() - LOOKS * 61 - 1))
    for _ in range(rng.randint(0, LOOKS)):
        life.work()
        life.wait(61)
    life.clock.stall(rng.randint(1, 20), max(1.0, (begins - life.now()).total_seconds()))
    life.work()
    life.clock.go_on()
    life.wait(max(0.0, (begins - life.now()).total_seconds()) + 61)
    run = life.work()
    if run is not None and run.status == "done":
        _judge(life)


def _judge(life: Life) -> None:
    plan = life.home.plan()
    today = local_day(plan, life.now())
    if daily(plan, today)[0] != plan:
        life.blame(f"what {today} brings is not in the plan after a look on that day")


def _last_day_before_a_change(plan: Plan, today: date) -> date | None:
    days = (today + timedelta(days=number) for number in count())
    ahead = (day for day, _ in zip(days, range(YEARS), strict=False))
    return next((d for d in ahead if daily(plan, d + timedelta(days=1))[0] != plan), None)
