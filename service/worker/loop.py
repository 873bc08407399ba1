"""The loop that claims accounts that are due and does their turn, one at a time.

Any number of workers may run, in one process or on many machines: the row of an account is
its queue, and a lease with a fencing token keeps two from working for it at once.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from service import log_ids
from service.errors import AccountStopped, ServiceError
from service.store import accounts, runs
from service.store.accounts import AccountState
from service.store.desk import Desk
from service.store.queue import Trigger
from service.store.runs import Run
from service.usecases import ending
from service.usecases.ending import Ended
from service.worker.heartbeat import Heartbeat
from service.worker.job import Job, Pay, job_of
from service.worker.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from threading import Event

    from sqlalchemy import Connection

    from service.bootstrap import App
    from service.store.accounts import Account, Lease
    from service.usecases.ending import Ending
    from service.worker.pace import OnProgress

log = logging.getLogger(__name__)

SWEEP_SECONDS = 20.0
LOOK_SECONDS = 0.5
MOST_RUNS = 20
NOTHING = "nothing"
"""How a run is counted that looked, and found nothing to do."""
PATIENCE = timedelta(minutes=3)
"""How long a command waits where Asana asks to, before it leaves the rest for later."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A turn that has begun: whose, why and since when."""

    lease: Lease
    run_id: int
    why: str
    at: datetime

    def ended(self, how: runs.End, now: datetime) -> Run:
        """The run at its end."""
        lease = self.lease
        so_far = (self.run_id, lease.account_id, self.why, lease.covers, self.at)
        return Run(*so_far, now, how.status, None, how.result, how.error)


def _nothing_paid(_tx: Connection, leases: Sequence[Lease], _now: datetime) -> Sequence[Lease]:
    """Leave it to the turns."""
    return leases


def _nothing(_done: int, _total: int, _what: str) -> None:
    """Nobody watches."""


class Worker:
    """Does turns. May be shared by threads; `wake` makes an idle one look at once."""

    def __init__(
        self,
        app: App,
        *,
        job: Job | None = None,
        pay: Pay | None = None,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        """Take `job` in place of the real work, `wait` in place of real waiting.

        `pay` counts beforehand what turns that have been claimed are sure to send.
        """
        self._database = app.database
        self._clock = app.clock
        self._meters = app.meters
        self._poll = timedelta(seconds=app.settings.poll_seconds)
        self._lease_seconds = app.settings.lease_seconds
        self._job = job or job_of(app, wait)
        self._pay = pay or (app.pay if job is None else _nothing_paid)
        self._wait = wait
        self._owner = f"{socket.gethostname()}:{os.getpid()}"
        self._bell = threading.Event()
        self._desk = Desk(self._serve)
        self._heartbeat = Heartbeat(
            self._database, clock=self._clock, seconds=self._lease_seconds
        )

    def wake(self) -> None:
        """Look for work now. Quick, and safe from any thread."""
        self._bell.set()

    def loop(self, stop: Event) -> None:
        """Work until `stop` is set; set it and `wake` to end an idle loop at once.

        A turn under way ends at its next step, which loses nothing: it is due again.
        """
        while not stop.is_set():
            self._bell.clear()
            if stop.is_set():
                break
            idle = SWEEP_SECONDS
            try:
                self._work_through(stop)
                idle = self._idle_seconds()
            except ServiceError as error:
                log.warning("looking for work again soon: %s", error.in_full)
            except Exception:  # a loop that ends would leave everybody's work undone
                log.exception("looking for work again soon")
            if not stop.is_set():
                self._bell.wait(idle)
        self._bell.set()  # another thread may have missed the bell that this one cleared

    def _work_through(self, stop: Event) -> None:
        """Do turns until nothing is due, or `stop` is set."""
        begun = self._desk.visit()
        while begun is not None:
            ended = self._do(begun, _nothing, stop)
            begun = self._desk.visit(ended, wants=not stop.is_set())

    def _idle_seconds(self) -> float:
        """How long there is nothing to do: until one is due, or its worker seems to be dead."""
        now = self._clock()
        with self._database.begin() as tx:
            at = accounts.next_chance(tx, now)
        seconds = (at - now).total_seconds() if at is not None else SWEEP_SECONDS
        return min(max(seconds, LOOK_SECONDS), SWEEP_SECONDS)

    def run_once(
        self,
        account_id: int | None = None,
        *,
        on_progress: OnProgress = _nothing,
        trigger: Trigger | None = None,
    ) -> Run | None:
        """Do the turn of the account that is due and comes first; None where none is due."""
        return self._turn(account_id, on_progress, trigger)

    def run_ticket(
        self,
        account_id: int,
        ticket: int,
        *,
        on_progress: OnProgress = _nothing,
        patience: timedelta = PATIENCE,
    ) -> Run:
        """Return the run that answers a ticket: our own, or that of a worker already at it.

        Waits for that worker, and as long as `patience` where Asana asks to wait; then the
        run that was told to wait is returned. Raises `AccountStopped` where nothing will be
        done for the account until the person acts.
        """
        give_up_at = self._clock() + patience
        while True:
            if (answer := self._answer(account_id, ticket, give_up_at)) is not None:
                return answer
            if self._turn(account_id, on_progress, Trigger.COMMAND) is None:
                self._wait_for(account_id, on_progress)

    def _turn(
        self, account_id: int | None, on_progress: OnProgress, trigger: Trigger | None
    ) -> Run | None:
        with self._database.begin() as tx:
            begun = self._begin(tx, 1, account_id=account_id, trigger=trigger)
        for one in begun:
            ended = self._do(one, on_progress)
            with self._database.begin() as tx:
                (end,) = ending.record(tx, [ended], now := self._clock(), poll=self._poll)
            return one.ended(end, now)
        return None

    def _serve(self, ended: Sequence[Ended], wanted: int) -> list[Begun]:
        """Record what has ended and begin what is due, in one transaction."""
        with self._database.begin() as tx:
            ending.record(tx, ended, self._clock(), poll=self._poll)
            return self._begin(tx, wanted) if wanted else []

    def _begin(
        self,
        tx: Connection,
        most: int,
        *,
        account_id: int | None = None,
        trigger: Trigger | None = None,
    ) -> list[Begun]:
        """Claim accounts that are due, record that runs begin, and pay for what is sure."""
        now = self._clock()
        leases = accounts.claim_many(
            tx,
            most,
            owner=self._owner,
            now=now,
            seconds=self._lease_seconds,
            account_id=account_id,
        )
        reasons = [trigger or lease.why for lease in leases]
        ids = runs.start_many(tx, list(zip(leases, reasons, strict=True)), now)
        paid = self._pay(tx, leases, now)
        return [Begun(*one, now) for one in zip(paid, ids, reasons, strict=True)]

    def _do(self, begun: Begun, on_progress: OnProgress, stop: Event | None = None) -> Ended:
        """Do the turn, keeping the lease meanwhile."""
        lease, run_id = begun.lease, begun.run_id
        report = Report(
            self._database, run_id, clock=self._clock, watcher=on_progress, stop=stop
        )
        with log_ids.about(account=lease.account_id, run=run_id):
            with self.keeping(lease):
                how = self._work(lease, run_id, report)
            self._tell(how, begun.why, self._clock() - begun.at)
        return Ended(lease, run_id, how)

    def keeping(self, lease: Lease) -> AbstractContextManager[object]:
        """Keep the account while its work takes long."""
        return self._heartbeat.keeping(lease)

    def _work(self, lease: Lease, run_id: int, report: OnProgress) -> Ending:
        """Do the job; whatever happens becomes an ending."""
        try:
            return ending.of_turn(self._job(lease, run_id, report))
        except ServiceError as error:
            return self._failed(lease, error)
        except Exception:  # the account must be given back, and others have their turn
            log.exception("the run failed")
            return self._failed(lease, ending.UNEXPECTED)

    def _failed(self, lease: Lease, error: ServiceError) -> Ending:
        with self._database.begin() as tx:
            failures = ending.failures_in_a_row(tx, lease.account_id)
        return ending.of_error(error, self._clock(), failures=failures)

    def _tell(self, how: Ending, why: str, took: timedelta) -> None:
        """Count the run and log its end; a look that found nothing is told at DEBUG alone."""
        status = NOTHING if how.went_well and how.found_nothing else str(how.status)
        self._meters.ended(status, took)
        facts = {
            "status": status,
            "trigger": str(why),
            "seconds": round(took.total_seconds(), 3),
            "requests": (how.result or {}).get("requests"),
            "error": type(how.error).__name__ if how.error else None,
        }
        level = logging.DEBUG if status == NOTHING else logging.INFO
        log.log(level, "the run ended: %s", status, extra={"facts": facts})

    def _answer(self, account_id: int, ticket: int, give_up_at: datetime) -> Run | None:
        """The oldest run that answers the ticket, and neither waits nor was cut off."""
        with self._database.begin() as tx:
            found = runs.latest(tx, account_id, MOST_RUNS)
            hold_until = accounts.get(tx, account_id).hold_until
        ended = [run for run in reversed(found) if run.covers >= ticket and run.finished_at]
        unsettled = (runs.INTERRUPTED, ending.WAITING)
        for run in ended:
            if run.status not in unsettled:
                return run
        waiting = [run for run in ended if run.status == ending.WAITING]
        too_long = hold_until is not None and hold_until > give_up_at
        return waiting[-1] if waiting and too_long else None

    def _wait_for(self, account_id: int, on_progress: OnProgress) -> None:
        """Wait a little for whatever keeps the account from being ours, and say what it is."""
        with self._database.begin() as tx:
            account = accounts.get(tx, account_id)
            latest = runs.latest(tx, account_id, 1)
        _check_state(account)
        now = self._clock()
        if account.hold_until is not None and account.hold_until > now:
            left = (account.hold_until - now).total_seconds()
            why = (latest[0].error or {}).get("message") if latest else None
            on_progress(0, 0, f"{why or 'Waiting for Asana.'} Again in {left:.0f} s")
            self._wait(min(1.0, left))
            return
        state = latest[0].progress if latest else None
        if state:
            on_progress(int(str(state["done"])), int(str(state["total"])), str(state["what"]))
        self._wait(LOOK_SECONDS)


def _check_state(account: Account) -> None:
    if account.state is not AccountState.OK:
        raise AccountStopped(
            account.state_message or "Asana is not connected yet.",
            hint=account.state_hint or "Run `momentum connect`.",
        )
