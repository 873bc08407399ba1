"""One turn of work, asked for on the command line: through the queue, as everybody else's."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

from service.cli.countdown import wait_until
from service.cli.outcome import Report
from service.cli.progress import progress
from service.errors import ServiceError, TryLater
from service.store import accounts
from service.store.accounts import Answer
from service.store.states import RECOVERABLE
from service.usecases import ending
from service.usecases.sync.outcome import Status
from service.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.bootstrap import App
    from service.store.accounts import Account
    from service.store.runs import Run

PATIENCE = timedelta(minutes=3)
WITH_WAIT = timedelta(hours=1)


def take_turn(
    app: App,
    account: Account,
    *,
    answer: Answer | None = None,
    review: bool = False,
    wait: bool = False,
    sleep: Callable[[float], None] = time.sleep,
) -> Report:
    """Ask for a turn, do it or wait for the worker that does, and return what it came to.

    An account that has stopped is tried again. With `wait` the turn is repeated until Asana
    has answered for everything. One that did not come to its end is raised as the error that
    ended it.
    """
    if answer is None and account.state in RECOVERABLE:
        answer = Answer.AGAIN
    while True:
        with app.database.begin() as tx:
            ticket = accounts.request(
                tx, account.id, now=app.clock(), review=review, answer=answer
            )
        with progress("Looking at Asana") as on_progress:
            run = Worker(app, wait=sleep).run_ticket(
                account.id,
                ticket,
                on_progress=on_progress,
                patience=WITH_WAIT if wait else PATIENCE,
            )
        report = _report_of(run)
        if not wait or report.look_again_at is None:
            return report
        why = "Asana has not answered for everything yet; looking again in"
        wait_until(report.look_again_at, why, clock=app.clock, sleep=sleep)


def _report_of(run: Run) -> Report:
    if run.status in (Status.DONE, Status.UNCERTAIN):
        return Report(run.result or {})
    told = run.error or {}
    kind = TryLater if run.status == ending.WAITING else ServiceError
    raise kind(str(told.get("message", "The sync failed.")), hint=str(told.get("hint", "")))
