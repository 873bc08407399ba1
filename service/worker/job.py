"""The work of one turn, put together from the application: a client, a board, a sync."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from service import pictures
from service.usecases import turn
from service.usecases.sync.context import Context, Tally
from service.worker.pace import OnProgress, Pace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from integrations.asana.client import AsanaClient
    from service.bootstrap import App
    from service.domain.progress import Progress
    from service.store.accounts import Lease
    from service.usecases.turn import Turn

Pay = Callable[["Connection", "Sequence[Lease]", "datetime"], "Sequence[Lease]"]
"""Counts what these turns are sure to send, and returns their leases with that noted."""
Draw = Callable[["Progress"], bytes | None]


class Job(Protocol):
    """The work of one turn; it raises `ServiceError` for everything that it foresees."""

    def __call__(self, lease: Lease, run_id: int, on_progress: OnProgress) -> Turn:
        """Do the turn."""


def job_of(app: App, wait: Callable[[float], object], *, draw: Draw = pictures.png) -> Job:
    """Return the real work: with the account's token, at Asana; `draw` draws the progress."""
    from service.board import AsanaBoard  # noqa: PLC0415 - only who works needs it

    def job(lease: Lease, run_id: int, on_progress: OnProgress) -> Turn:
        pace = Pace(on_progress, wait)
        with _metered(app, lease, pace) as (client, tally):
            context = Context(
                app.database,
                AsanaBoard(client, lease.account),
                lease,
                run_id,
                app.clock,
                timedelta(seconds=app.settings.create_grace_seconds),
                app.settings.lease_seconds,
                pace.report,
                draw,
                tally,
                timedelta(minutes=app.settings.review_spread_minutes),
                pace.make_room,
            )
            return turn.run(context)

    return job


@contextmanager
def _metered(app: App, lease: Lease, pace: Pace) -> Iterator[tuple[AsanaClient, Tally]]:
    """Lend a client and a tally, and count what they say in the end, however it came."""
    tally = Tally()
    client = app.client_for(lease, pace.on)
    try:
        yield client, tally
    finally:
        app.meters.asked(client.requests, rate_limited=client.rate_limited)
        app.meters.met(unanswered=tally.unanswered, adopted=tally.adopted)
