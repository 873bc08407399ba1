"""Hunts: each mutant in a process of its own, until something that it does wrong is seen."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulation.battery import battery
from simulation.ground import Ground
from simulation.mutants import MUTANTS
from simulation.mutants.mutant import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulation.mutants.mutant import Mutant

HEAD = """| Mutant | What is wrong with it | Killed by | Because | Schedules | Seconds |
|---|---|---|---|---|---|"""
SURVIVED = "survived"
BROKEN = "unexpected"
"""How a fault begins that is no wrong behaviour, but a mutant that cannot run."""


@dataclass(frozen=True, slots=True)
class Hunt:
    """How a hunt ended: by which schedule, for which reason, after how many and how long."""

    mutant: str
    schedule: str
    reason: str
    schedules: int
    seconds: float

    @property
    def killed(self) -> bool:
        """Whether the simulation told this engine from the real one."""
        return self.schedule != SURVIVED and not self.reason.startswith(BROKEN)


def hunt(mutants: Sequence[Mutant], processes: int, seconds: float) -> Iterator[Hunt]:
    """Hunt all mutants, so many at a time, each at most so long."""
    with ThreadPoolExecutor(processes) as pool:
        yield from pool.map(lambda one: _apart(one, seconds), mutants)


def hunt_here(name: str, seconds: float) -> Hunt:
    """Let schedules run on the engine of this process until one is wrong.

    `seconds` of the processor's time, so that a busy machine makes no difference.
    """
    first = next(mutant.shown_by for mutant in MUTANTS if mutant.name == name)
    start, number = time.process_time(), 0
    for number, (schedule, run) in enumerate(battery(Ground(), first), 1):
        faults = run()
        spent = time.process_time() - start
        if faults:
            return Hunt(name, schedule, faults[0], number, round(spent, 1))
        if spent > seconds:
            break
    return Hunt(name, SURVIVED, "", number, round(time.process_time() - start, 1))


def row(one: Hunt) -> str:
    """One row of the table."""
    why = next(mutant.why for mutant in MUTANTS if mutant.name == one.mutant)
    reason = re.sub(r"\d{16}", "a task", " ".join(one.reason.split())).replace("|", "/")[:90]
    counts = f"{one.schedules} | {one.seconds}"
    return f"| {one.mutant} | {why} | {one.schedule} | {reason} | {counts} |"


def _apart(mutant: Mutant, seconds: float) -> Hunt:
    with tempfile.TemporaryDirectory(prefix="mutant-") as name:
        directory = Path(name)
        mutant.planted_in(directory)
        command = [sys.executable, str(Path(__file__).parent), "hunt", mutant.name]
        done = subprocess.run(  # noqa: S603 - our own program
            [*command, "--seconds", str(seconds)],
            env={**os.environ, "PYTHONPATH": str(directory), "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        return Hunt(mutant.name, SURVIVED, f"{BROKEN}: {done.stderr[-600:]}", 0, 0.0)
    return Hunt(**json.loads(done.stdout.splitlines()[-1]))


def as_line(found: Hunt) -> str:
    """What a process says to the one that started it."""
    return json.dumps(asdict(found))
