"""When to look: APScheduler wakes the worker at every review instant, and now and then anyway.

It only rings. Which accounts are due is in their rows, so a bell that rings twice, late or in
every process does no harm, and one that was missed is made good by the next.
"""

from __future__ import annotations

import threading
from datetime import UTC
from typing import TYPE_CHECKING

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from service.usecases.review_time import Clocks, next_review_at, trigger_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from apscheduler.job import Job

__all__ = ["Clocks", "Scheduler", "next_review_at"]

SWEEP_SECONDS = 20
SWEEP = "sweep"


class Scheduler:
    """Calls `wake` at the review instants in use and every `sweep_seconds`, in its own thread.

    `wake` must be quick and must not raise; the `set` of a `threading.Event` is meant.
    """

    def __init__(
        self, wake: Callable[[], object], *, sweep_seconds: float = SWEEP_SECONDS
    ) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._jobs: dict[Clocks, Job] = {}
        self._apscheduler = BackgroundScheduler(
            timezone=UTC,
            # A late bell still rings: after a night's sleep, once for all it slept through.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        sweep = IntervalTrigger(seconds=sweep_seconds, timezone=UTC)
        self._apscheduler.add_job(wake, sweep, id=SWEEP, name=SWEEP)

    def start(self) -> None:
        """Begin to ring."""
        self._apscheduler.start()

    def shutdown(self) -> None:
        """Stop ringing; a bell that is being rung is waited for. Calling it twice is fine."""
        if self._apscheduler.running:
            self._apscheduler.shutdown(wait=True)

    def sync_jobs(self, clocks: Iterable[Clocks]) -> None:
        """Ring at exactly these zones, weekdays and times from now on."""
        wanted = set(clocks)
        with self._lock:
            for gone in self._jobs.keys() - wanted:
                self._jobs.pop(gone).remove()
            for new in sorted(wanted - self._jobs.keys()):
                name = "review {} {} {:02}:{:02}".format(*new)
                self._jobs[new] = self._apscheduler.add_job(
                    self._wake, trigger_of(new), id=name, name=name
                )

    def jobs(self) -> tuple[Job, ...]:
        """Return the bells, the sweep among them; for the status page and for tests."""
        return tuple(self._apscheduler.get_jobs())
