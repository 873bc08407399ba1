"""All ordered pairs of mishaps, each from where the second befalls it to the end.

Up to its second mishap a journey is the same for all that may come second: the process forks
there, and only the child makes the rest of the way with it.
"""

from __future__ import annotations

import os
import pickle
import traceback
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from simulation.boundaries import TELLING, Boundaries, Mishap
from simulation.journey import attempt, travel

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from simulation.ground import Ground

    Faults = tuple[str, ...]
    Told = tuple[Faults, list[str]]

SPREAD = 7919  # a prime, so that each share has pairs from everywhere


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was wrong after two mishaps, and which boundaries were passed."""

    pair: tuple[Mishap, Mishap]
    faults: Faults
    passed: list[str]


def firsts(ground: Ground) -> list[Mishap]:
    """Every telling mishap of the journey: what a pair may begin with."""
    _, passed = attempt(ground)
    return [Mishap(at, kind) for at, what in enumerate(passed) for kind in TELLING[what]]


def outcomes(
    ground: Ground, *, share: int = 0, of: int = 1, part: int = 0, parts: int = 1
) -> Iterator[Outcome]:
    """Every ordered pair, or one share of them, with what was wrong after it.

    The second is numbered in the journey as the first has changed it. Of `parts` processes
    each takes firsts of its own.
    """
    for index, first in islice(enumerate(firsts(ground)), part, None, parts):
        _, passed = attempt(ground, first)
        seconds = {
            Mishap(at, kind)
            for at, what in enumerate(passed)
            for order, kind in enumerate(TELLING[what])
            if at > first.number and (index * SPREAD + at + order) % of == share
        }
        if seconds:
            yield from following(ground, first, seconds)


def following(ground: Ground, first: Mishap, seconds: Collection[Mishap]) -> list[Outcome]:
    """The pairs of `first` with each of `seconds`."""
    crossing = Crossing(first, seconds)
    try:
        faults = travel(ground, crossing)
    except BaseException:
        if crossing.tell is None:
            raise
        faults = (traceback.format_exc(),)
    if crossing.tell is not None:
        crossing.tell((faults, crossing.passed))
    return crossing.outcomes


class Crossing(Boundaries):
    """Forks where a second mishap is due. A child has `tell`, which ends it."""

    def __init__(self, first: Mishap, seconds: Collection[Mishap]) -> None:
        super().__init__(first)
        self._first, self._seconds = first, seconds
        self.outcomes: list[Outcome] = []
        self.tell: Callable[[Told], None] | None = None

    def at_next(self, what: str) -> str | None:
        """Pass the next boundary, once for each mishap that is due there, and once without."""
        kind = super().at_next(what)
        number = len(self.passed) - 1
        for second in TELLING[what] if self.tell is None else ():
            due = Mishap(number, second)
            if due in self._seconds and self._forked(due):
                return second
        return kind

    def _forked(self, second: Mishap) -> bool:
        """Whether this is the child; the parent waits for what it has to tell."""
        out, into = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(out)

            def tell(told: Told) -> None:
                with os.fdopen(into, "wb") as pipe:
                    pickle.dump(told, pipe)
                os._exit(0)

            self.tell = tell
            return True
        os.close(into)
        with os.fdopen(out, "rb") as pipe:
            said = pipe.read()
        os.waitpid(child, 0)
        told = pickle.loads(said) if said else (("the process ended without a word",), [])  # noqa: S301 - our own child
        self.outcomes.append(Outcome((self._first, second), *told))
        return False
