"""Telling how far a run is: to whoever watches, and in the database for everybody else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from service.store import runs
from service.usecases.ending import Draining

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from threading import Event

    from service.store.database import Database
    from service.worker.pace import OnProgress

EVERY = timedelta(seconds=0.5)


class Report:
    """Called with done, total and what: tells the watcher always, the database now and then.

    Raises `Draining` once `stop` is set: between two steps a turn may end without harm.
    """

    def __init__(
        self,
        database: Database,
        run_id: int,
        *,
        clock: Callable[[], datetime],
        watcher: OnProgress,
        stop: Event | None = None,
    ) -> None:
        self._database = database
        self._run_id = run_id
        self._clock = clock
        self._watcher = watcher
        self._stop = stop
        self._told_at: datetime | None = None

    def __call__(self, done: int, total: int, what: str) -> None:
        """Tell it."""
        if self._stop is not None and self._stop.is_set():
            raise Draining("The service is going down.", hint="The next one goes on with it.")
        self._watcher(done, total, what)
        now = self._clock()
        if self._told_at is None or now >= self._told_at + EVERY:
            self._told_at = now
            with self._database.begin() as tx:
                runs.progress(tx, self._run_id, done, total, what)
