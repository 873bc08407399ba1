"""How a turn of work ended: what its run remembers, and when the account is due again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from service.domain.spread import next_full_reading
from service.errors import NeedsConfirmation, ServiceError
from service.store import accounts, runs, webhooks
from service.store.accounts import AccountState
from service.usecases.ports import ComeBack, Stopped

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from service.store.accounts import Afterwards, Lease
    from service.usecases.turn import Turn

FAILED = "failed"
STOPPED = "stopped"
WAITING = "waiting"
"""Asana asked to wait; the account is held until then."""

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
    quiet_until: datetime | None = None
    event_token: str | None = None

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
        quiet_until=turn.quiet_until,
        event_token=turn.outcome.token,
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


@dataclass(frozen=True, slots=True)
class Ended:
    """A run that has come to its end, whichever, and is to be recorded."""

    lease: Lease
    run_id: int
    how: Ending

    @property
    def is_nothing(self) -> bool:
        """Whether nobody asked for it, and it found nothing: no history."""
        return self.how.found_nothing and not self.lease.asked


def record(
    tx: Connection, ended: Sequence[Ended], now: datetime, *, poll: timedelta
) -> list[runs.End]:
    """Write the endings down and give the accounts back; return how each run ended.

    About an account that was lost to another worker nothing is written but that its run was
    cut off. After a turn that went well an account is due for a look at the news after `poll`,
    or seldom where a webhook rings.
    """
    if not ended:
        return []
    ringing = webhooks.ringing(tx, [one.lease.account_id for one in ended], now)
    given_back = [
        (one.lease, _afterwards(one, now, _every(poll, ringing, one.lease))) for one in ended
    ]
    lost = accounts.release_many(tx, given_back, now)
    for one in ended:
        _stop(tx, one, lost)
    ends = [_end(one, lost) for one in ended]
    # A look each minute that nobody asked for is no history.
    nothing = {one.run_id for one in ended if one.is_nothing and one.lease not in lost}
    runs.finish_many(tx, [end for end in ends if end.run_id not in nothing], now)
    runs.forget(tx, nothing)
    return ends


def _every(poll: timedelta, ringing: Container[int], lease: Lease) -> timedelta:
    return max(poll, BESIDE_A_WEBHOOK) if lease.account_id in ringing else poll


def _afterwards(ended: Ended, now: datetime, poll: timedelta) -> Afterwards:
    how = ended.how
    return {
        "due_at": how.due_at,
        "not_before": how.not_before,
        "retry_at": None if how.went_well else how.due_at,
        "review_done": how.review_done,
        "synced": how.went_well,
        "answered": how.went_well or how.stop is not None,
        "heard": how.heard,
        "next_full_at": next_full_reading(ended.lease.account_id, now) if how.whole else None,
        "poll_at": _poll_at(how, now, poll),
        "quiet_until": how.quiet_until,
        "event_token": how.event_token,
    }


def _stop(tx: Connection, ended: Ended, lost: Container[Lease]) -> None:
    """Let the account wait for the person, where the run says so."""
    stop, error = ended.how.stop, ended.how.error
    if stop is not None and error is not None and ended.lease not in lost:
        accounts.set_state(tx, ended.lease.account_id, stop, str(error), error.hint)


def _end(ended: Ended, lost: Container[Lease]) -> runs.End:
    if ended.lease in lost:
        return runs.End(ended.run_id, runs.INTERRUPTED, error=error_as_dict(accounts.lost()))
    how = ended.how
    return runs.End(ended.run_id, how.status, how.result, error_as_dict(how.error))


def _poll_at(ending: Ending, now: datetime, poll: timedelta) -> datetime | None:
    """When to look for news: what is unanswered has its own time, what was refused waits."""
    if not ending.went_well or ending.due_at is not None:
        return None
    refused = bool((ending.result or {}).get("refused"))
    return now + (max(poll, AFTER_A_REFUSAL) if refused else poll)


def error_as_dict(error: ServiceError | None) -> dict[str, object] | None:
    """The error as a run remembers it."""
    if error is None:
        return None
    return {"error": type(error).__name__, "message": str(error), "hint": error.hint}
