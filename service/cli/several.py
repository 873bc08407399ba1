"""Several processes that do the same, and one that keeps their number and does nothing else.

Each is begun anew, as from a shell, and not as a copy: it has no lock, thread or connection of
its parent. What all of them share is a pipe that nobody reads from. There is something in it
once the parent has said to end, and an end of it once the parent is gone.
"""

from __future__ import annotations

import logging
import signal
import sys
from contextlib import contextmanager
from ctypes import c_bool, c_double
from dataclasses import dataclass
from multiprocessing import connection, get_context, resource_tracker
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

import typer

from service.cli.errors import FAILED, report
from service.cli.listening import ENDING, on_signal
from service.meters import SIZE, Meters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from ctypes import Array
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    Shared = tuple[Sequence[Array[c_double]], Connection, Array[c_bool]]

log = logging.getLogger(__name__)

AGAIN_SECONDS = 5.0
"""One that ended is started again at once, but not twice within this time."""
ENDS_WITHIN = 9.5
"""What each needs at most to end by itself; with its last half second that makes ten."""

_SPAWN = get_context("spawn")


@dataclass(frozen=True, slots=True)
class Place:
    """One process of several: its number, its figures beside those of the others."""

    number: int
    meters: Meters
    _heard: Connection
    _runs: Array[c_bool]

    @contextmanager
    def told(self, stop: Callable[[], None]) -> Iterator[None]:
        """Say that this one runs, and call `stop` when it shall end, whoever says so."""
        Thread(target=self._listen, args=(stop,), name="parent", daemon=True).start()
        with on_signal(stop):
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
            self._runs[self.number] = True
            yield

    def _listen(self, stop: Callable[[], None]) -> None:
        self._heard.poll(None)
        stop()


class Several:
    """The parent's view of them."""

    def __init__(self, number: int, role: Callable[..., None], given: Sequence[object]) -> None:
        self._role, self._given = role, given
        self._heard, self._mouth = _SPAWN.Pipe(duplex=False)
        self._sheets: list[Array[c_double]] = [
            _SPAWN.RawArray(c_double, SIZE) for _ in range(number)
        ]
        self._runs: Array[c_bool] = _SPAWN.RawArray(c_bool, number)
        self._began = [-AGAIN_SECONDS] * number
        self._processes: list[SpawnProcess | None] = [None] * number

    def keep(self) -> None:
        """Start whichever does not run, until `stop`; exit where one cannot even begin."""
        while True:
            waits = [self._fill(number) for number in range(len(self._processes))]
            living = [each.sentinel for each in self._living()]
            heard = connection.wait([self._heard, *living], min(waits))
            if self._heard in heard:
                return

    def stop(self) -> None:
        """Tell all of them to end, and `keep` too."""
        self._mouth.send_bytes(b"end")

    def drain(self) -> None:
        """Wait until all have ended, and end those that take too long."""
        give_up_at = monotonic() + ENDS_WITHIN
        for process in self._living():
            process.join(max(0.0, give_up_at - monotonic()))
        for process in self._living():
            log.warning("process %s did not end in time", process.pid)
        self.kill()

    def kill(self) -> None:
        """End all of them now."""
        for process in self._living():
            process.kill()

    def _fill(self, number: int) -> float:
        """Start the process of this number where there is none; return when to look again."""
        process = self._processes[number]
        if process is not None and process.is_alive():
            return AGAIN_SECONDS
        if process is not None:
            self._look_at_the_end_of(process, number)
        wait = self._began[number] + AGAIN_SECONDS - monotonic()
        if wait > 0:
            return wait
        self._start(number)
        return AGAIN_SECONDS

    def _look_at_the_end_of(self, process: SpawnProcess, number: int) -> None:
        if process.exitcode == FAILED and not self._runs[number]:
            raise typer.Exit(FAILED)  # it has said why
        log.warning("process %s ended with %s", process.pid, process.exitcode)
        self._processes[number] = None

    def _start(self, number: int) -> None:
        self._began[number] = monotonic()
        shared = (self._sheets, self._heard, self._runs)
        process = _SPAWN.Process(target=_be, args=(self._role, number, shared, self._given))
        resource_tracker.ensure_running()  # starting it would end the block too early
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)  # until the process can hear them
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
        self._processes[number] = process

    def _living(self) -> list[SpawnProcess]:
        return [each for each in self._processes if each is not None and each.is_alive()]


@contextmanager
def several(number: int, role: Callable[..., None], *given: object) -> Iterator[Several]:
    """Lend so many processes, told to end by a signal; the context's end waits for theirs.

    Each calls `role`, a function of a module, with its `Place` and with what was `given`.
    """
    crew = Several(number, role, given)
    with on_signal(crew.stop, at_once=crew.kill):
        try:
            yield crew
        finally:
            crew.stop()
            crew.drain()


def _be(
    role: Callable[..., None], number: int, shared: Shared, given: Sequence[object]
) -> None:
    """Be one of them; what goes wrong is said as every command says it."""
    sheets, heard, runs = shared
    try:
        role(Place(number, Meters(sheets, number), heard, runs), *given)
    except Exception as error:  # noqa: BLE001 - the edge: every error ends as a sentence
        sys.exit(report(error))
