"""The worker threads and the scheduler, for as long as the process serves."""

from __future__ import annotations

import logging
import math
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

from service.errors import ServiceError
from service.scheduler import Scheduler
from service.store import plans
from service.usecases.review_time import clocks_of
from service.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp, Receive, Scope, Send

    from service.bootstrap import App
    from service.usecases.review_time import Clocks

log = logging.getLogger(__name__)

CLOCKS_SECONDS = 20.0
DRAIN_SECONDS = 8.0
READING = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(slots=True)
class Crew:
    """What works in this process: told to look at once, and to stop."""

    worker: Worker
    stopping: Event
    threads: list[Thread] = field(default_factory=list)
    give_up_at: float = math.inf

    def stop(self) -> None:
        """Begin nothing more; a turn under way ends at its next step."""
        self.give_up_at = min(self.give_up_at, monotonic() + DRAIN_SECONDS)
        self.stopping.set()
        self.worker.wake()

    def drain(self, seconds: float = DRAIN_SECONDS) -> None:
        """Wait for what has begun; no longer than this, nor than `DRAIN_SECONDS` in all."""
        give_up_at = min(self.give_up_at, monotonic() + seconds)
        for thread in self.threads:
            thread.join(max(0.0, give_up_at - monotonic()))

    def waking(self, web: ASGIApp) -> ASGIApp:
        """Wrap the application: what a request may have asked for begins at once."""

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await web(scope, receive, send)
            if scope["type"] == "http" and scope["method"] not in READING:
                self.worker.wake()

        return app


@contextmanager
def working(app: App, *, threads: int = 1) -> Iterator[Crew]:
    """Work in threads until the end of the context, which waits for what has begun."""
    crew = Crew(Worker(app), Event())
    scheduler = Scheduler(crew.worker.wake)
    crew.threads.extend(
        Thread(target=crew.worker.loop, args=(crew.stopping,), name=f"worker-{number}")
        for number in range(threads)
    )
    crew.threads.append(Thread(target=_keep_clocks, args=(app, scheduler, crew.stopping)))
    scheduler.start()
    for thread in crew.threads:
        thread.daemon = True  # a second signal ends the process whatever they do
        thread.start()
    try:
        yield crew
    finally:
        crew.stop()
        scheduler.shutdown()
        crew.drain()


def _keep_clocks(app: App, scheduler: Scheduler, stopping: Event) -> None:
    """Let the bells follow the plans: a zone or an hour may be changed at any time."""
    while not stopping.is_set():
        try:
            scheduler.sync_jobs(_clocks(app))
        except ServiceError as error:
            log.warning("the review hours could not be read: %s", error)
        stopping.wait(CLOCKS_SECONDS)


def _clocks(app: App) -> set[Clocks]:
    with app.database.begin() as tx:
        return {clocks_of(settings) for settings in plans.settings_in_use(tx)}
