"""How much of Asana one token may use: a budget by the minute, and writes in flight."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Condition
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

# Asana takes 15 at once: https://developers.asana.com/docs/rate-limits
WRITES_IN_FLIGHT = 12


class Budget(Protocol):
    """Requests by the minute, shared by everybody who uses the same token."""

    def spend(self, requests: int) -> float:
        """Take this many and return 0.0; or take nothing and return the seconds to wait."""

    def until_room(self, requests: int) -> float:
        """Return the seconds until this many could be taken; takes nothing."""


class Unlimited:
    """A budget for a token that nobody shares; Asana's own limit still holds."""

    def spend(self, requests: int) -> float:  # noqa: ARG002 - a Budget's signature
        """Let everything pass."""
        return 0.0

    def until_room(self, requests: int) -> float:  # noqa: ARG002 - a Budget's signature
        """There is always room."""
        return 0.0


class InFlight:
    """Room for so many writes at once; whoever finds none waits."""

    def __init__(self, room: int = WRITES_IN_FLIGHT) -> None:
        self._room = room
        self._changed = Condition()

    @contextmanager
    def hold(self, places: int) -> Iterator[None]:
        """Take the places for as long as the block lasts."""
        with self._changed:
            self._changed.wait_for(lambda: self._room >= places)
            self._room -= places
        try:
            yield
        finally:
            with self._changed:
                self._room += places
                self._changed.notify_all()
