"""The boundaries of a journey, where mishaps befall it: every request, every transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.asana.sandbox import Fault
from integrations.asana.sandbox.faults import Faults
from simulation.ground import Killed

if TYPE_CHECKING:
    from collections.abc import Callable

LAG = 70
READ, WRITE, COMMIT, LOOK = "read", "write", "commit", "look"
_REQUEST = (
    "timeout_before", "timeout_after", "late_effect", "drop_before", "drop_after",
    "unreachable", "500_before", "500_after", "503_after", "504_after", "502_html",
    "502_html_after", "truncated_201", "garbage_200", "429", "429_no_header", "429_date",
    "429_huge", "stale_list", "403", "404", "before", "after", "person",
)  # fmt: skip
EVERY = {
    READ: _REQUEST,
    WRITE: _REQUEST,
    COMMIT: ("before", "after", "locked"),
    LOOK: ("locked",),
}
"""Every kind of fault; "before" and "after" are the process's death.

To die around a transaction that writes nothing is to die before the next that does.
"""

TELLING = {
    READ: ("timeout_before", "stale_list"),
    WRITE: ("before", "timeout_before", "timeout_after", "late_effect", "429"),
    COMMIT: ("before",),
    LOOK: (),
}
"""One of each sort that differs for the engine: what pairs are made of.

A reading has no effect that could come late or without an answer, and is tried again by the
client whatever befalls it; a write has no list. To die after an effect is to die before the
next.
"""


@dataclass(frozen=True, slots=True)
class Mishap:
    """What goes wrong at which boundary; these are numbered as they come."""

    number: int
    kind: str

    def __str__(self) -> str:
        return f"{self.kind} at {self.number}"


class Boundaries(Faults):
    """In place of a world's faults: numbers every boundary, and lets something happen there."""

    def __init__(self, *mishaps: Mishap) -> None:
        super().__init__()
        self.kinds = {mishap.number: mishap.kind for mishap in mishaps}
        self.passed: list[str] = []
        self.person: Callable[[], object] = die
        self.writes: Callable[[], bool] = lambda: True  # whether the request under way does

    def take(self, method: str, path: str, *, in_batch: bool = False) -> Fault | None:
        """Number a request; what is inside of a batch has no number."""
        if in_batch:
            return None
        kind = self.at_next(WRITE if self.writes() else READ)
        if kind is None:
            return None
        if kind == "person":
            return Fault("before", method=method, path=path, do=self.person)
        return Fault(kind, method=method, path=path, seconds=LAG, do=die)

    def fate(self) -> str | None:
        """Number a transaction."""
        return self.at_next(COMMIT)

    def looked(self) -> None:
        """Note that the last transaction has written nothing."""
        self.passed[-1] = LOOK

    def at_next(self, what: str) -> str | None:
        """Pass the next boundary, and say what happens there, if anything."""
        self.passed.append(what)
        return self.kinds.get(len(self.passed) - 1)


def die() -> None:
    """Let the process end here."""
    raise Killed
