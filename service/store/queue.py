"""Asking for work: an account's row counts what is wanted and knows when to look.

`wanted` counts requests and `done` is what `wanted` was when the last finished run began, so
a request during a run means one more run afterwards, never a lost change.
"""

from __future__ import annotations

from datetime import timedelta
from enum import IntEnum, StrEnum
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import SmallInteger, String, bindparam, case, literal, or_, select, update

from service.errors import NotFound
from service.store.columns import Instant
from service.store.states import RECOVERABLE, AccountState
from service.store.tables import accounts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection, Update
    from sqlalchemy.sql.dml import ReturningUpdate

    from service.store.states import Answer

row = accounts.c

LOOKS_AFTER_RING = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120))
"""A bell may be ahead of the event stream: when to look again while nothing is there."""


class Priority(IntEnum):
    """Who goes first of those that are due."""

    PEOPLE = 0
    REVIEW = 1
    FULL = 2


class Trigger(StrEnum):
    """Why a run began."""

    COMMAND = "command"
    ASKED = "asked"  # through the service, or by a change of the plan
    REVIEW = "review"
    DAILY = "daily"
    NEWS = "news"


def request(
    tx: Connection,
    account_id: int,
    *,
    now: datetime,
    priority: Priority = Priority.PEOPLE,
    review: bool = False,
    answer: Answer | None = None,
    rung: bool = False,
) -> int:
    """Ask for a run, and with `review` for a review after it; return the ticket.

    The first run whose lease covers the ticket answers it. With an `answer` work that has
    stopped for a reason that may have passed begins again. `rung` says that Asana asks, and
    that its event stream will say what for. Locks the account's row.
    """
    values = {"wanted_id": account_id, "moment": now, "rank": priority, "says": answer}
    asking = _asking(review=review, answered=answer is not None, rung=rung)
    ticket = tx.execute(asking, values).scalar_one_or_none()
    if ticket is None:
        raise _no_such(account_id)
    return int(ticket)


def ring_for(tx: Connection, account_ids: Iterable[int], now: datetime) -> None:
    """Let Asana's bell be heard for these accounts. Locks their rows, in order."""
    if ids := list(account_ids):
        values = {"wanted_ids": ids, "moment": now, "rank": Priority.PEOPLE}
        tx.execute(_ringing(), values)


def next_look(rung_at: datetime | None, now: datetime) -> datetime | None:
    """When to look for what a bell rang for, which was not there yet; None when it is late."""
    looks = (rung_at + after for after in LOOKS_AFTER_RING) if rung_at else ()
    return next((at for at in looks if at > now), None)


def set_next_review(tx: Connection, account_id: int, at: datetime) -> None:
    """Say when the next review is due; a run is due no later."""
    sooner = or_(row.due_at.is_(None), row.due_at > at)
    statement = update(accounts).where(row.id == account_id)
    values = {
        "next_review_at": at,
        "priority": case((sooner, Priority.REVIEW), else_=row.priority),
        "due_at": case((sooner, literal(at, Instant())), else_=row.due_at),
    }
    tx.execute(statement.values(values))


def stir(tx: Connection, account_id: int) -> None:
    """Let the next turn look at all that is known, whenever it comes; asks for none."""
    tx.execute(update(accounts).where(row.id == account_id).values(quiet_until=None))


_IN_ORDER = (
    select(row.id)
    .where(row.id.in_(bindparam("wanted_ids", expanding=True)))
    .order_by(row.id)
    .with_for_update()
    .cte("in_order")
)
"""An UPDATE of several locks them in any order; two of them could wait for each other."""


@cache  # built once: building it took longer than running it
def _asking(*, review: bool, answered: bool, rung: bool) -> ReturningUpdate[int]:
    asked = _asked(review=review, answered=answered, rung=rung)
    return asked.where(row.id == bindparam("wanted_id")).returning(row.wanted)


@cache
def _ringing() -> Update:
    asked = _asked(review=False, answered=False, rung=True)
    return asked.where(row.id.in_(select(_IN_ORDER.c.id)))


def _asked(*, review: bool, answered: bool, rung: bool) -> Update:
    moment = bindparam("moment", type_=Instant())
    rank = bindparam("rank", type_=SmallInteger())
    soonest = case((row.hold_until > moment, row.hold_until), else_=moment)
    waits = or_(row.due_at.is_(None), row.due_at > moment)
    values: dict[str, object] = {
        "wanted": row.wanted + 1,
        "priority": case((or_(waits, row.priority > rank), rank), else_=row.priority),
        "due_at": case((waits, soonest), else_=row.due_at),
    }
    if review:
        values["review_wanted"] = True
    if answered:
        values |= {"answer": bindparam("says", type_=String()), **_going_on()}
    # What Asana rings for is in its event stream; everybody else may have changed something.
    values |= {"rung_at": moment} if rung else {"quiet_until": None}
    return update(accounts).values(values)


def lock(tx: Connection, account_id: int) -> None:
    """Keep every other change to the account out until the transaction ends."""
    statement = select(row.id).where(row.id == account_id).with_for_update()
    if tx.execute(statement).first() is None:
        raise _no_such(account_id)


def _going_on() -> dict[str, object]:
    """The columns of an account whose stop is over, or as they are."""
    stopped = row.state.in_(RECOVERABLE)
    return {
        "state": case((stopped, AccountState.OK), else_=row.state),
        "state_message": case((stopped, ""), else_=row.state_message),
        "state_hint": case((stopped, ""), else_=row.state_hint),
    }


def _no_such(account_id: int) -> NotFound:
    return NotFound(
        f"There is no account {account_id}.", hint="`momentum accounts list` shows them."
    )
