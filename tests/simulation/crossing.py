"""The journey with one mishap after another, each made from where it befalls it to the end.

Up to a mishap a journey is the same as without it: the process forks there, and only the
child makes the rest of the way with it, where it may fork again.
"""

from __future__ import annotations

import gc
import os
import pickle
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from simulation.boundaries import EVERY, TELLING, Boundaries, Mishap
from simulation.journey import travel

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulation.ground import Ground

    Wanted = Callable[[tuple[Mishap, ...]], bool]

NOTHING: dict[str, tuple[str, ...]] = dict.fromkeys(EVERY, ())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was wrong after these mishaps, and which boundaries were passed."""

    mishaps: tuple[Mishap, ...]
    faults: tuple[str, ...]
    passed: list[str]

    def __str__(self) -> str:
        return " and ".join(map(str, self.mishaps))


def journeys(
    ground: Ground, *, share: int = 0, of: int = 1, part: int = 0, parts: int = 1
) -> list[Outcome]:
    """With every single mishap, and with one share of all ordered pairs of telling ones.

    The second is numbered in the journey as the first has changed it. Of `parts` processes
    each takes firsts of its own.
    """

    def wanted(mishaps: tuple[Mishap, ...]) -> bool:
        return _drawn(mishaps, *((share, of) if mishaps[1:] else (part, parts)))

    return [one for one in outcomes(ground, wanted) if one.mishaps]


def outcomes(ground: Ground, wanted: Wanted) -> list[Outcome]:
    """The journey, and what becomes of it with each mishap, and each pair, that is wanted.

    `wanted` is asked for a first mishap before it is asked for a second after it.
    """
    crossing = Crossing(wanted)
    try:
        faults = travel(ground, crossing)
    except BaseException:
        if not crossing.befallen:
            raise
        faults = (traceback.format_exc(),)
    crossing.outcomes.append(Outcome(crossing.befallen, faults, crossing.passed))
    if crossing.befallen:
        crossing.tell()
    return crossing.outcomes


class Crossing(Boundaries):
    """Forks where a mishap is wanted. A child has been `befallen` by some, and tells."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self._wanted, self._kinds = wanted, EVERY
        self.befallen: tuple[Mishap, ...] = ()
        self.outcomes: list[Outcome] = []
        self._pipe = -1

    def at_next(self, what: str) -> str | None:
        """Pass the next boundary: with each mishap that is wanted there, and without."""
        super().at_next(what)
        for kind in self._kinds[what]:
            mishaps = (*self.befallen, Mishap(len(self.passed) - 1, kind))
            if self._wanted(mishaps) and self._forked(mishaps):
                first = len(mishaps) == 1 and kind in TELLING[what]
                self._kinds = TELLING if first else NOTHING
                return kind
        return None

    def looked(self) -> None:
        """To die around a transaction that writes nothing is no mishap of its own."""
        super().looked()
        if self.befallen and self.befallen[-1].number == len(self.passed) - 1:
            self.tell()

    def tell(self) -> None:
        """End this child with what came of it."""
        with os.fdopen(self._pipe, "wb") as pipe:
            pickle.dump(self.outcomes, pipe)
        os._exit(0)

    def _forked(self, mishaps: tuple[Mishap, ...]) -> bool:
        """Whether this is the child; the parent waits for what it has to tell."""
        out, into = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(out)
            gc.disable()  # it ends before that is worth its while
            self.befallen, self.outcomes, self._pipe = mishaps, [], into
            return True
        os.close(into)
        with os.fdopen(out, "rb") as pipe:
            said = pipe.read()
        os.waitpid(child, 0)
        dumb = [Outcome(mishaps, ("the process ended without a word",), [])]
        self.outcomes += pickle.loads(said) if said else dumb  # noqa: S301 - our own child
        return False


def _drawn(mishaps: tuple[Mishap, ...], share: int, of: int) -> bool:
    """Whether these are in the share; each has some from everywhere."""
    return crc32(repr(mishaps).encode()) % of == share
