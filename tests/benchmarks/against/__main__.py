"""Momentum beside what one would use instead: every figure, and the pages that show them.

python tests/benchmarks/against          all of it, written into the pages: about six minutes
python tests/benchmarks/against 20       with so many goals, and only printed
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(1, str(Path(__file__).parents[3]))

from benchmarks.against import computing, picture, syncall_home, tables
from benchmarks.against.measuring import one_round, repeated
from benchmarks.against.tables import ANSWERS, SIZES, STEPS
from benchmarks.against.ways import WAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.against.measuring import Spread
    from benchmarks.against.ways import Way

TIMES = 3
LONG = (400, 50)
"""This one is measured once: it takes minutes, and nearly all of them are the answers'."""


def main(sizes: tuple[int, ...]) -> None:
    """Measure; the pages are written when it was everything."""
    syncall_home.install()
    for way in WAYS:
        one_round(way, 2, STEPS, 0)
    results = {}
    for goals in sizes or SIZES:
        for ms in ANSWERS:
            for way, found in measured(goals, ms):
                results[goals, ms, way.name] = found
                tell(f"{goals:4} goals, {ms:2} ms: {way.name}", found)
    if not sizes:
        tables.write(results)
        tables.put(tables.PAGE, "computing", computing.measured())
        picture.draw(results)


def measured(goals: int, ms: int) -> Iterator[tuple[type[Way], dict[str, Spread]]]:
    """Measure each way: one after the other, or side by side where all that they do is wait."""
    times = 1 if (goals, ms) == LONG else TIMES

    def one(way: type[Way]) -> dict[str, Spread]:
        return repeated(way, goals, STEPS, ms, times)

    with ThreadPoolExecutor(len(WAYS) if ms else 1) as pool:
        yield from zip(WAYS, pool.map(one, WAYS), strict=True)


def tell(what: str, found: dict[str, Spread]) -> None:
    """Print the figures of each phase."""
    for phase, spread in found.items():
        told = f"{tables.asked(spread)} requests, {tables.timed(spread)} s"
        print(f"{what}, {phase}: {told}, {spread.cpu:.2f} s of the processor", flush=True)


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]))
