"""What the processor does for a command that only looks, and for a turn that finds nothing."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.against.standin import asana
from benchmarks.against.ways import HERE, Momentum

TIMES = 9
SIZES = (20, 100)
STEPS = 2
IMPORTS = "import typer, rich, sqlalchemy"


def table() -> str:
    """Seconds of starts, and milliseconds of looks."""
    with asana(0) as board, tempfile.TemporaryDirectory() as home:
        momentum = Momentum(Path(home), board)
        momentum.settle_in(SIZES[0], STEPS)
        status = (*momentum.command, "status")
        bare = (sys.executable, "-c", IMPORTS)
        starts = [(cpu(momentum, *bare), cpu(momentum, *status)) for _ in range(TIMES)]
    alone = median(one for one, _ in starts)
    ours = median(one for _, one in starts)
    ratio = median(one / other for other, one in starts)
    rows = [
        ("", "the processor's time", "beside the bare one"),
        ("---", "---", "---"),
        (f"`python -c '{IMPORTS}'`", f"{alone:.2f} s", ""),
        ("`momentum status`", f"{ours:.2f} s", f"{ratio:.1f} times"),
    ]
    for goals in SIZES:
        look = looks(goals)
        rows += [
            (f"The SDK asks for events, {goals} goals", f"{look['bare']:.1f} ms", ""),
            (
                f"A turn that finds nothing new, {goals} goals",
                f"{look['ours']:.1f} ms",
                f"{look['ours'] / look['bare']:.0f} times",
            ),
        ]
    return "".join(f"| {' | '.join(row)} |\n".replace("|  |", "| |") for row in rows)


def cpu(momentum: Momentum, *command: str) -> float:
    """Seconds of the processor of one command."""
    before = os.times()
    momentum.told(*command)
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def looks(goals: int) -> dict[str, float]:
    """Milliseconds of a look by us and by the bare SDK, in a home with so many goals."""
    with asana(0) as board, tempfile.TemporaryDirectory() as home:
        momentum = Momentum(Path(home), board)
        momentum.settle_in(goals, STEPS)
        for _ in range(2):
            momentum.told(*momentum.sync())
            momentum.rest()
        said = momentum.told(sys.executable, HERE / "looks.py", given=board.token)
    return dict(json.loads(said.splitlines()[-1]))
