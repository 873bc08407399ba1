"""Waiting out the minute's budget in the middle of a turn, and saying so meanwhile.

To give up and come back would read the whole board again each time: a large plan on Asana's
free plan would spend every minute's requests on reading and never get to writing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from integrations.asana.limits import Unlimited

if TYPE_CHECKING:
    from integrations.asana.limits import Budget

OnProgress = Callable[[int, int, str], None]
"""Called with how much is done, of how much, and what is being done."""

PATIENCE = 65.0
"""A minute's requests come back within it; longer waits give the account back."""
TICK = 1.0


class Pace:
    """Passes progress on, and makes a budget wait where it would have refused.

    While it waits it reports every second, so a turn can be ended there too.
    """

    def __init__(self, on_progress: OnProgress, wait: Callable[[float], object]) -> None:
        self._on_progress = on_progress
        self._wait = wait
        self._so_far = (0, 0)
        self._budget: Budget = Unlimited()

    def report(self, done: int, total: int, what: str) -> None:
        """Report progress; in place of the `on_progress` that this was made with."""
        self._so_far = (done, total)
        self._on_progress(done, total, what)

    def on(self, budget: Budget) -> Budget:
        """Return the budget, with this patience; it is the one in which room is made."""
        self._budget = budget
        return _Patient(budget, self)

    def make_room(self, requests: int) -> None:
        """Wait once until so many can be sent one after the other, if that is soon enough.

        Whoever shares the token may take the room meanwhile: to wait again could be for ever.
        """
        if 0 < (seconds := self._budget.until_room(requests)) <= PATIENCE:
            self.pause(seconds)

    def pause(self, seconds: float) -> None:
        """Wait, telling every second how much is left."""
        left = seconds
        while left > 0:
            self._on_progress(*self._so_far, f"Waiting for Asana's limit: {left:.0f} s")
            self._wait(min(TICK, left))
            left -= TICK


class _Patient:
    def __init__(self, budget: Budget, pace: Pace) -> None:
        self._budget = budget
        self._pace = pace

    def spend(self, requests: int) -> float:
        """Spend as soon as there is room; what would take too long is the caller's."""
        while 0 < (seconds := self._budget.spend(requests)) <= PATIENCE:
            self._pace.pause(seconds)
        return seconds

    def until_room(self, requests: int) -> float:
        """As the budget has it."""
        return self._budget.until_room(requests)
