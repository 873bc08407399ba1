"""How a turn of work ended: what its run remembers, and when the account is due again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from service.errors import NeedsConfirmation, ServiceError
from service.store import accounts, runs, webhooks
from service.store.accounts import AccountState
from service.usecases import review
from service.usecases.ports import ComeBack, Stopped

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from service.store.accounts import Account, Lease
    from service.store.runs import Run
    from service.usecases.turn import Turn

FAILED = "failed"
STOPPED = "stopped"
WAITING = "waiting"
"""Asana asked to wait; the account is held until then."""

FULL_READING_EVERY = timedelta(days=1)
BESIDE_A_WEBHOOK = timedelta(hours=1)
"""How often to look for news that a webhook should have rung for."""
FIRST_RETRY = timedelta(seconds=10)
LAST_RETRY = timedelta(minutes=15)
AFTER_A_REFUSAL = timedelta(minutes=15)
"""What Asana refused is tried again, but not at every look for news."""

UNEXPECTED = ServiceError(
    "Something went wrong that Momentum did not expect.",
    hint="It tries again by itself. The log of the process that ran it tells more.",
)
"""Stands for every error of which no person could make sense, or that might tell too much."""


class Draining(ServiceError):
    """The process ends in the middle of a turn; the next worker does the rest."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What is written about a turn when its lease is given back."""

    status: str
    result: dict[str, object] | None = None
    error: ServiceError | None = None
    due_at: datetime | None = None
    not_before: datetime | None = None
    review_done: bool = False
    stop: AccountState | None = None
    whole: bool = False
    heard: bool = False

    @property
    def found_nothing(self) -> bool:
        """Whether the turn looked, and there was nothing to do."""
        result = self.result or {"changes": True}
        did = any(result.get(part) for part in ("changes", "review", "reconnect"))
        return not (self.whole or did)

    @property
    def went_well(self) -> bool:
        """Whether the turn came to its end."""
        return self.error is None


def of_turn(turn: Turn) -> Ending:
    """Return the ending of a turn that came to its end."""
    return Ending(
        turn.status,
        result=turn.as_dict(),
        due_at=turn.look_again_at,
        review_done=turn.review_done,
        whole=turn.outcome.whole,
        heard=turn.outcome.heard,
    )


def of_error(error: ServiceError, now: datetime, *, failures: int) -> Ending:
    """Return the ending of a turn that an error cut off; `failures` went before it in a row."""
    match error:
        case Stopped(state=state):
            return Ending(STOPPED, error=error, stop=AccountState(state))
        case NeedsConfirmation():
            return Ending(STOPPED, error=error, stop=AccountState.CONFIRM)
        case ComeBack(seconds=seconds):
            until = now + timedelta(seconds=seconds)
            return Ending(WAITING, error=error, due_at=until, not_before=until)
        case Draining():
            return Ending(runs.INTERRUPTED, error=error, due_at=now)
        case _:
            return Ending(FAILED, error=error, due_at=now + retry_after(failures))


def retry_after(failures: int) -> timedelta:
    """How long to wait: twice as long with every failure, up to a quarter of an hour."""
    doublings: int = 2 ** min(failures, 10)
    return min(LAST_RETRY, FIRST_RETRY * doublings)


def failures_in_a_row(tx: Connection, account_id: int) -> int:
    """Count the failed runs since the last one that did not fail."""
    ended = (run.status for run in runs.latest(tx, account_id, 12) if run.finished_at)
    count = 0
    for status in ended:
        if status != FAILED:
            break
        count += 1
    return count


def record(
    tx: Connection,
    lease: Lease,
    run_id: int,
    ending: Ending,
    now: datetime,
    *,
    poll: timedelta,
) -> Run | None:
    """Write the ending down and give the account back; raises `LeaseLost`.

    Returns the run, also where it was nothing to remember. After a turn that went well the
    account is due for a look at the news after `poll`, or seldom where a webhook rings.
    """
    account = accounts.get(tx, lease.account_id)
    full_at = _next_full_at(tx, account, ending, now)
    if webhooks.rings(tx, account.id, now):
        poll = max(poll, BESIDE_A_WEBHOOK)
    accounts.release(
        tx,
        lease,
        now=now,
        due_at=ending.due_at,
        not_before=ending.not_before,
        review_done=ending.review_done,
        synced=ending.went_well,
        answered=ending.went_well or ending.stop is not None,
        heard=ending.heard,
        next_full_at=full_at,
        poll_at=_poll_at(ending, now, poll),
    )
    error = ending.error
    if ending.stop is not None and error is not None:
        accounts.set_state(tx, lease.account_id, ending.stop, str(error), error.hint)
    told = error_as_dict(error)
    runs.finish(tx, run_id, ending.status, now=now, result=ending.result, error=told)
    run = runs.get(tx, run_id)
    if ending.found_nothing and lease.covers == account.done:
        runs.forget(tx, run_id)  # a look each minute that nobody asked for is no history
    return run


def _poll_at(ending: Ending, now: datetime, poll: timedelta) -> datetime | None:
    """When to look for news: what is unanswered has its own time, what was refused waits."""
    if not ending.went_well or ending.due_at is not None:
        return None
    refused = bool((ending.result or {}).get("refused"))
    return now + (max(poll, AFTER_A_REFUSAL) if refused else poll)


def _next_full_at(
    tx: Connection, account: Account, ending: Ending, now: datetime
) -> datetime | None:
    """When everything is read again; what is due already waits for the retry of a failure."""
    if ending.whole:
        return now + FULL_READING_EVERY
    if ending.went_well or ending.due_at is None:
        return account.next_full_at
    # It would be due at once, again and again.
    review.postpone(tx, account.id, ending.due_at)
    return max(account.next_full_at, ending.due_at) if account.next_full_at else None


def error_as_dict(error: ServiceError | None) -> dict[str, object] | None:
    """The error as a run remembers it."""
    if error is None:
        return None
    return {"error": type(error).__name__, "message": str(error), "hint": error.hint}
