"""One round of a way: a first sync, what follows it, nothing new, one change in Asana."""

from __future__ import annotations

import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.against.standin import asana

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.against.ways import Way

FIRST, ECHOES, NOTHING, ONE = PHASES = ("first", "echoes", "nothing", "one")
"""The echoes: Momentum's own writes come back by the event stream, in the sync after them."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one sync took: requests sent, requests as Asana counts them, seconds.

    The processor's seconds are those of the whole process, and of those that it started.
    """

    requests: int
    counted: int
    seconds: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The same sync, some times over."""

    all: tuple[Figures, ...]

    @property
    def requests(self) -> tuple[int, int]:
        """Sent and counted; they are the same every time."""
        (requests,) = {(one.requests, one.counted) for one in self.all}
        return requests

    @property
    def seconds(self) -> float:
        return median(one.seconds for one in self.all)

    @property
    def cpu(self) -> float:
        return median(one.cpu for one in self.all)

    @property
    def range(self) -> tuple[float, float]:
        """The shortest and the longest time."""
        return min(one.seconds for one in self.all), max(one.seconds for one in self.all)


def repeated(
    way: type[Way], goals: int, steps: int, answer_ms: int, times: int
) -> dict[str, Spread]:
    """Measure rounds, each with a new Asana and a new home."""
    rounds = [one_round(way, goals, steps, answer_ms) for _ in range(times)]
    return {phase: Spread(tuple(one[phase] for one in rounds)) for phase in rounds[0]}


def one_round(way: type[Way], goals: int, steps: int, answer_ms: int) -> dict[str, Figures]:
    """Measure each phase once, and see that it came to what it should."""
    with asana(answer_ms) as board, tempfile.TemporaryDirectory() as home:
        one = way(Path(home), board)
        one.settle_in(goals, steps)
        figures = {FIRST: _synced(one)}
        carried = steps if way.carries_steps else 0
        assert board.names() == sorted(_names(goals, carried))
        if way.has_echoes:
            figures[ECHOES] = _synced(one)
        figures[NOTHING] = _synced(one)
        board.rename("Skill 1", "Renamed by hand")
        figures[ONE] = _synced(one)
        assert "Renamed by hand" in one.goals()
    return figures


def _names(goals: int, steps: int) -> Iterable[str]:
    for goal in range(goals):
        yield f"Skill {goal}"
        yield from (f"Step {goal}-{step}" for step in range(steps))


def _synced(way: Way) -> Figures:
    way.rest()
    log = way.asana.world.requests
    before, began = len(log), perf_counter()
    cpu = _run(way)
    seconds = perf_counter() - began
    asked = log[before:]
    sent = sum(not entry.in_batch for entry in asked)
    return Figures(sent, sum(entry.counted for entry in asked), seconds, cpu)


def _run(way: Way) -> float:
    """Run a sync to its end, and return the processor's seconds."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - a way's own command
            way.sync(), cwd=way.home, env=way.environment, stdout=said, stderr=said
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        assert process.returncode == 0, said.read().decode()
    return used.ru_utime + used.ru_stime
