"""Momentum beside what one would use instead: every figure, and the pages that show them.

python tests/benchmarks/against          all of it, written into the pages: about six minutes
python tests/benchmarks/against 20       with so many goals, and only printed
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(1, str(Path(__file__).parents[3]))

from benchmarks.against import picture, syncall_home, tables
from benchmarks.against.measuring import one_round, repeated
from benchmarks.against.tables import STEPS
from benchmarks.against.ways import WAYS

SIZES = (20, 100, 400)
ANSWERS = (0, 50)
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
            for way in WAYS:
                times = 1 if (goals, ms) == LONG else TIMES
                found = results[goals, ms, way.name] = repeated(way, goals, STEPS, ms, times)
                for phase, spread in found.items():
                    told = f"{tables.asked(spread)} requests, {tables.timed(spread)} s"
                    cpu = f"{spread.cpu:.2f} s of the processor"
                    print(f"{goals:4} goals, {ms:2} ms: {way.name}, {phase}: {told}, {cpu}")
    if not sizes:
        tables.write(results)
        picture.draw(results)


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]))
