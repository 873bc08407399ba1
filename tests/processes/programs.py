"""`momentum serve` and `momentum worker` in processes of their own, ended as a test likes.

They are forked off a process that has imported everything already, so that a start takes
a moment, and that has neither threads nor connections. What differs from the commands is
where the settings and the clock come from.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from support.processes import ROOT, answer_to

from service.bootstrap import build
from service.cli.serve import serve_until_told, work_until_told
from service.config import GivenSettings

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess, SpawnProcess
    from pathlib import Path

    from processes.clock import Clock

PRELOADED = ["processes.programs", "processes.stand_in", "service.board", "service.pictures"]
RUNS = "Ctrl-C stops it."
LONGEST_END = 10.0
"""What is promised: so many seconds after SIGTERM a process is gone."""

PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload([*PRELOADED, "matplotlib.figure", "alembic.command"])
os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "tests")])  # for the preload


@dataclass(frozen=True)
class Orders:
    """What a process is to be: a service on a port, or a worker, and where its log goes."""

    settings: dict[str, object]
    clock: Clock
    log: Path
    host: str = "127.0.0.1"
    port: int | None = None
    threads: int = 1
    tree: Path | None = None
    """Where the program is, if it is not this very version."""


@dataclass(frozen=True)
class Program:
    """A process that runs, or has run."""

    process: ForkServerProcess | SpawnProcess
    orders: Orders

    @property
    def pid(self) -> int:
        assert self.process.pid
        return self.process.pid

    def alive(self) -> bool:
        return self.process.is_alive()

    def kill(self) -> None:
        """End it with SIGKILL, wherever it is."""
        self.process.kill()
        self.process.join()

    def pause(self) -> None:
        os.kill(self.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def told_to_end(self) -> bool:
        """Send SIGTERM once it runs, and say whether it came to an end as promised."""
        answer_to(self._runs, bool)
        self.process.terminate()
        self.process.join(LONGEST_END)
        return self.process.exitcode == 0

    def _runs(self) -> bool:
        """Whether it hears signals, which it says as soon as it does."""
        return self.orders.log.exists() and RUNS in self.orders.log.read_text()


def begin(orders: Orders) -> Program:
    """Start one; it may not answer yet."""
    if orders.tree is not None:
        return _begin_another_version(orders, orders.tree)
    process = PROCESSES.Process(target=_run, args=(orders,), daemon=True)
    process.start()
    return Program(process, orders)


def _begin_another_version(orders: Orders, tree: Path) -> Program:
    """Start it with nothing imported yet, so that it imports its own."""
    process = get_context("spawn").Process(target=_run, args=(orders,), daemon=True)
    sys.path.insert(0, str(tree))
    try:
        process.start()
    finally:
        sys.path.remove(str(tree))
    return Program(process, orders)


def _run(orders: Orders) -> None:
    log = os.open(orders.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(log, stream)
    app = build(GivenSettings(**orders.settings), clock=orders.clock)
    if orders.port is None:
        work_until_told(app, orders.threads, 0)
    else:
        serve_until_told(app, orders.host, orders.port, orders.threads)
