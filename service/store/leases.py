"""Doing the work: leases of accounts, claimed, renewed and released.

The lease's owner is a fencing token, fresh with every claim: who lost an account can neither
renew nor release it. The same statements on both databases; PostgreSQL's workers pass over
rows that another has locked, SQLite's come one by one anyway.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, literal_column, or_, select, update

from service.errors import ServiceError
from service.store.columns import Instant
from service.store.queue import Priority, next_look
from service.store.states import AccountState, Answer
from service.store.tables import accounts

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Result, Row
    from sqlalchemy.sql.dml import ReturningUpdate

    Claiming = ReturningUpdate[int, str, datetime, int, bool, str | None]
    Due = Row[int, bool, int, str | None, datetime | None, datetime | None, datetime | None]

row = accounts.c


class LeaseLost(ServiceError):
    """Another worker has taken the account over; what it does is what counts."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work for one account, until `until` unless renewed.

    `covers` is the last request that the run answers; `review` says that a person asked for a
    review; whether one is due by the clock is for the turn to find out. `answer` is what the
    person said to why the work had stopped.
    """

    account_id: int
    owner: str
    until: datetime
    covers: int
    review: bool
    answer: Answer | None = None


def _claiming(which: ColumnElement[bool]) -> Claiming:
    """Claim the longest waiting account of `which` that is due and free, in one statement."""
    # It has to stand in the text, or the index of accounts that are OK is of no use.
    ok = row.state == literal_column(f"'{AccountState.OK}'")
    now = bindparam("now", type_=Instant())
    due = and_(row.due_at <= now, or_(row.lease_until.is_(None), row.lease_until <= now))
    first = select(row.id).where(ok, which, due).order_by(row.due_at, row.id).limit(1)
    return (
        update(accounts)
        # SQLite knows no FOR UPDATE and needs none: the whole transaction is alone.
        .where(row.id == first.with_for_update(skip_locked=True).scalar_subquery())
        .values(
            lease_owner=bindparam("new_owner"),
            lease_until=bindparam("new_until", type_=Instant()),
        )
        .returning(
            row.id,
            row.lease_owner,
            row.lease_until,
            row.wanted,
            row.review_wanted,
            row.answer,
        )
    )


# Built once: building them took longer than running them.
_CLAIM_FIRST = _claiming(row.priority == bindparam("rank"))
_CLAIM_ONE = _claiming(row.id == bindparam("wanted_id"))

_HELD = (row.id == bindparam("held_id"), row.lease_owner == bindparam("held_by"))
_RENEW = update(accounts).where(*_HELD).values(lease_until=bindparam("until", type_=Instant()))
_LOCK = (
    select(
        row.wanted,
        row.review_wanted,
        row.priority,
        row.answer,
        row.next_review_at,
        row.next_full_at,
        row.rung_at,
    )
    .where(*_HELD)
    .with_for_update()
)


def claim(
    tx: Connection,
    *,
    owner: str,
    now: datetime,
    seconds: float,
    account_id: int | None = None,
) -> Lease | None:
    """Take the account that is due and comes first, or None where there is none.

    People come before reviews, reviews before full readings, then who has waited longest.
    With `account_id` only that one is looked at.
    """
    values = {
        "now": now,
        "new_until": now + timedelta(seconds=seconds),
        "new_owner": f"{owner}/{secrets.token_hex(8)}",
    }
    if account_id is not None:
        return _lease(tx.execute(_CLAIM_ONE, {**values, "wanted_id": account_id}))
    for priority in Priority:  # one look into the index each, however many are due
        if lease := _lease(tx.execute(_CLAIM_FIRST, {**values, "rank": priority})):
            return lease
    return None


def renew(tx: Connection, lease: Lease, now: datetime, seconds: float) -> None:
    """Keep the account for longer, or raise `LeaseLost`. Locks the account's row."""
    values = {"until": now + timedelta(seconds=seconds)}
    if tx.execute(_RENEW, {**_held(lease), **values}).rowcount == 0:
        raise _lost()


def release(
    tx: Connection,
    lease: Lease,
    *,
    now: datetime,
    due_at: datetime | None = None,
    not_before: datetime | None = None,
    review_done: bool = False,
    synced: bool = False,
    answered: bool = False,
    heard: bool = False,
    next_full_at: datetime | None = None,
    poll_at: datetime | None = None,
) -> None:
    """Give the account back, or raise `LeaseLost`.

    It is due at once if more was asked for meanwhile, else at the earliest of `due_at`, the
    look for news at `poll_at`, the next full reading and the next review. `not_before` holds
    all of that up: Asana asked to wait. `synced` says that the run ended well, `answered`
    that it did what the person's answer asked for, `heard` that it answered a bell.
    """
    found = _locked(tx, lease)
    full_at = next_full_at or found.next_full_at
    ring_at = next_look(found.rung_at, now) if synced and not heard else None
    look_at = min((at for at in (full_at, poll_at, ring_at) if at is not None), default=None)
    due, priority = _next(found, lease, now, due_at, look_at)
    if not_before is not None:
        due = max(due or not_before, not_before)
    values: dict[str, object] = {
        "due_at": due,
        "hold_until": not_before,
        "priority": priority,
        "next_full_at": full_at,
        **_dealt_with(found, lease, review=review_done, answered=answered, heard=heard),
        **({"last_sync_at": now} if synced else {}),
    }
    tx.execute(update(accounts).where(row.id == lease.account_id).values(values))


def _lease(claimed: Result[int, str, datetime, int, bool, str | None]) -> Lease | None:
    found = claimed.one_or_none()
    if found is None:
        return None
    account_id, owner, until, covers, review, answer = found
    said = Answer(answer) if answer else None
    return Lease(account_id, owner, until, covers, review, said)


def _locked(tx: Connection, lease: Lease) -> Due:
    """Lock the account's row and return what decides when it is due, or raise `LeaseLost`."""
    found = tx.execute(_LOCK, _held(lease)).one_or_none()
    if found is None:
        raise _lost()
    return found


def _dealt_with(
    found: Due, lease: Lease, *, review: bool, answered: bool, heard: bool
) -> dict[str, object]:
    """What the run has put behind it, unless that came up once more meanwhile."""
    values: dict[str, object] = {
        "done": lease.covers,
        "lease_owner": None,
        "lease_until": None,
    }
    if answered and found.answer == lease.answer:
        values["answer"] = None
    if found.wanted > lease.covers:
        return values
    if review:
        values["review_wanted"] = False
    if heard:
        values["rung_at"] = None
    return values


def _held(lease: Lease) -> dict[str, object]:
    return {"held_id": lease.account_id, "held_by": lease.owner}


def _next(
    found: Due,
    lease: Lease,
    now: datetime,
    due_at: datetime | None,
    look_at: datetime | None,
) -> tuple[datetime | None, Priority]:
    """When the account is due again, and how it is ranked then."""
    if found.wanted > lease.covers:
        return now, Priority(found.priority)
    reasons = (
        (due_at, Priority.PEOPLE),
        (found.next_review_at, Priority.REVIEW),
        (look_at, Priority.FULL),
    )
    return min(
        ((at, priority) for at, priority in reasons if at is not None),
        default=(None, Priority.FULL),
    )


def _lost() -> LeaseLost:
    return LeaseLost(
        "Another worker has taken over this account.",
        hint="Nothing to do: that worker finishes the work.",
    )
