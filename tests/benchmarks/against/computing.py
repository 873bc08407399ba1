"""What the processor does for a command that only looks, and for turns, beside the bare SDK."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.against.standin import asana
from benchmarks.against.ways import HERE, Momentum

from service.domain.review_words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TIMES = 9
SIZES = (20, 100)
STEPS = 2
IMPORTS = "import typer, rich, sqlalchemy"
NEEDED = (
    f"{IMPORTS}, typer._adapters, rich.console, pydantic_settings, sqlite3, "
    "sqlalchemy.dialects.sqlite, cryptography.fernet"
)
"""What of libraries no command can do without: an option, a line, settings, database, seal."""
Row = tuple[str, str, str]
Found = dict[str, dict[str, float]]


def measured() -> str:
    """Measure everything, and return the table."""
    return table({goals: turns(goals) for goals in SIZES}, starts(TIMES))


def table(found: Mapping[int, Found], started: Sequence[Row]) -> str:
    """Seconds of starts, and milliseconds of turns by goals."""
    rows = [
        ("", "the processor's time", "beside the bare one"),
        ("---", "---", "---"),
        *started,
    ]
    for goals, them in found.items():
        for what, spent in them.items():
            calls = counted(int(spent["requests"]), "bare call")
            ratio = f"{spent['ours'] / spent['bare']:.1f} times"
            rows += [
                (f"{calls} of the SDK", f"{spent['bare']:.1f} ms", ""),
                (f"{what}, {goals} goals", f"{spent['ours']:.1f} ms", ratio),
            ]
    return "".join(f"| {' | '.join(row)} |\n".replace("|  |", "| |") for row in rows)


def starts(times: int) -> list[Row]:
    """A command that only looks, beside the libraries that it cannot do without."""
    with asana(0) as board, tempfile.TemporaryDirectory() as home:
        momentum = Momentum(Path(home), board)
        momentum.settle_in(SIZES[0], STEPS)
        status = (*momentum.command, "status")
        bare, needed = ((sys.executable, "-c", code) for code in (IMPORTS, NEEDED))
        spent = [[cpu(momentum, *one) for one in (bare, needed, status)] for _ in range(times)]
    seconds = [f"{median(each):.2f} s" for each in zip(*spent, strict=True)]
    libraries = median(one[1] / one[0] for one in spent)
    ours = median(one[2] / one[0] for one in spent)
    return [
        (f"`python -c '{IMPORTS}'`", seconds[0], ""),
        (
            "The libraries that it needs, as far as it needs them",
            seconds[1],
            f"{libraries:.1f} times",
        ),
        ("`momentum status`", seconds[2], f"{ours:.1f} times"),
    ]


def cpu(momentum: Momentum, *command: str) -> float:
    """Seconds of the processor of one command."""
    before = os.times()
    momentum.told(*command)
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def turns(goals: int) -> Found:
    """Milliseconds of turns by us and by the SDK's bare calls, with so many goals."""
    with asana(0) as board, tempfile.TemporaryDirectory() as home:
        momentum = Momentum(Path(home), board)
        momentum.settle_in(goals, STEPS)
        said = momentum.told(sys.executable, HERE / "turns.py", given=board.token)
    return dict(json.loads(said.splitlines()[-1]))
