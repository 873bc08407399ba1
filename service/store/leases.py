"""Doing the work: leases of accounts, claimed and renewed. Given back: releases.py.

The lease's owner is a fencing token, fresh with every claim: who lost an account can neither
renew nor release it. The same statements on both databases; PostgreSQL's workers pass over
rows that another has locked, SQLite's come one by one anyway.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import (
    Integer,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    union_all,
    update,
)

from service.errors import ServiceError
from service.store.account_row import COLUMNS, account_of
from service.store.columns import Instant
from service.store.links import project_of
from service.store.queue import Priority, Trigger
from service.store.states import AccountState, Answer
from service.store.tables import accounts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from typing import Any

    from sqlalchemy import ColumnElement, CompoundSelect, Connection, Row
    from sqlalchemy.sql.dml import ReturningUpdate

    from service.store.account_row import Account

row = accounts.c


class LeaseLost(ServiceError):
    """Another worker has taken the account over; what it does is what counts."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work for one account, until `until` unless renewed.

    `covers` is the last request that the run answers; `review` says that a person asked for a
    review; whether one is due by the clock is for the turn to find out. `answer` is what the
    person said to why the work had stopped; `asked` tells whether a request is not answered
    yet, `why` what made the account due, as far as its row tells. `account` is the row as it
    was claimed, `token`, `access` and its end what it had to work with then, sealed, and
    `project` the gid of its project in Asana, where it has one: a look that hears nothing needs
    nothing else. Until `paid_until` it may send one request that has been counted already.
    """

    account_id: int
    owner: str
    until: datetime
    covers: int
    review: bool
    answer: Answer | None
    asked: bool
    why: Trigger
    account: Account = field(compare=False, repr=False)
    token: bytes | None = field(compare=False, repr=False)
    access: bytes | None = field(compare=False, repr=False)
    access_until: datetime | None = field(compare=False)
    project: str | None = field(compare=False)
    paid_until: datetime | None = field(default=None, compare=False)

    def only_listens(self, now: datetime) -> bool:
        """Whether the turn asks the event stream first, and is over where that is empty."""
        return self.project is not None and self.account.is_quiet(now)


_PROJECT = project_of(row.id).label("project")


def _claiming(which: ColumnElement[bool]) -> ReturningUpdate[*tuple[Any, ...]]:
    """Claim the longest waiting accounts of `which` that are due and free, in one statement."""
    # It has to stand in the text, or the index of accounts that are OK is of no use.
    ok = row.state == literal_column(f"'{AccountState.OK}'")
    now = bindparam("now", type_=Instant())
    due = and_(row.due_at <= now, or_(row.lease_until.is_(None), row.lease_until <= now))
    first = (
        select(row.id)
        .where(ok, which, due)
        # By nothing else: all that are due at the same instant would be sorted each time.
        .order_by(row.due_at)
        .limit(bindparam("most", type_=Integer()))
        # SQLite knows no FOR UPDATE and needs none: the whole transaction is alone.
        .with_for_update(skip_locked=True)
        .cte("first")
    )
    return (
        update(accounts)
        .where(row.id.in_(select(first.c.id)))
        .values(
            lease_owner=bindparam("new_owner"),
            lease_until=bindparam("new_until", type_=Instant()),
        )
        .returning(
            *COLUMNS,
            row.token,
            row.access,
            row.access_until,
            row.lease_owner,
            row.review_wanted,
            row.answer,
            _PROJECT,
        )
    )


# Built once: building them took longer than running them.
_CLAIM_FIRST = _claiming(row.priority == bindparam("rank"))
_CLAIM_ONE = _claiming(row.id == bindparam("wanted_id"))


def _next_chances() -> CompoundSelect[datetime | None]:
    """Look into the index for each priority: who is due next, and whose lease ends next."""
    ok = row.state == literal_column(f"'{AccountState.OK}'")
    now = bindparam("now", type_=Instant())
    due = [
        select(func.min(row.due_at).label("at")).where(
            ok, row.priority == priority, row.due_at > now
        )
        for priority in Priority
    ]
    free = [
        select(func.min(row.lease_until).label("at")).where(
            ok, row.priority == priority, row.due_at <= now, row.lease_until > now
        )
        for priority in Priority
    ]
    return union_all(*due, *free)


_NEXT_CHANCES = _next_chances()

_HELD = (row.id == bindparam("held_id"), row.lease_owner == bindparam("held_by"))
_RENEW = (
    update(accounts)
    .where(*_HELD)
    # Whatever is recorded with it may be cut off there, and leave something to do.
    .values(lease_until=bindparam("until", type_=Instant()), quiet_until=None)
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

    With `account_id` only that one is looked at.
    """
    taken = claim_many(tx, 1, owner=owner, now=now, seconds=seconds, account_id=account_id)
    return next(iter(taken), None)


def claim_many(
    tx: Connection,
    most: int,
    *,
    owner: str,
    now: datetime,
    seconds: float,
    account_id: int | None = None,
) -> list[Lease]:
    """Take the accounts that are due and come first, at most so many.

    People come before reviews, reviews before full readings, then who has waited longest.
    With `account_id` only that one is looked at.
    """
    values = {
        "now": now,
        "new_until": now + timedelta(seconds=seconds),
        "new_owner": f"{owner}/{secrets.token_hex(8)}",
        "most": most,
    }
    if account_id is not None:
        found = tx.execute(_CLAIM_ONE, {**values, "wanted_id": account_id})
        return list(_leases(found, now))
    taken: list[Lease] = []
    for priority in Priority:  # one look into the index each, however many are due
        if len(taken) == most:
            break
        rank = {"rank": priority, "most": most - len(taken)}
        taken += _leases(tx.execute(_CLAIM_FIRST, {**values, **rank}), now)
    return taken


def next_chance(tx: Connection, now: datetime) -> datetime | None:
    """Return when there may be something to claim that is not there now, or None."""
    found = tx.execute(_NEXT_CHANCES, {"now": now}).scalars()
    return min((at for at in found if at is not None), default=None)


def renew(tx: Connection, lease: Lease, now: datetime, seconds: float) -> None:
    """Keep the account for longer, or raise `LeaseLost`. Locks the account's row."""
    values = {"until": now + timedelta(seconds=seconds)}
    if tx.execute(_RENEW, {**_held(lease), **values}).rowcount == 0:
        raise lost()


def renew_all(tx: Connection, leases: Iterable[Lease], now: datetime, seconds: float) -> None:
    """Keep those accounts for longer that are still held. Locks their rows, in order."""
    until = {"until": now + timedelta(seconds=seconds)}
    held = sorted(leases, key=lambda lease: lease.account_id)
    if held:
        tx.execute(_RENEW, [{**_held(lease), **until} for lease in held])


def lost() -> LeaseLost:
    """What to raise where a lease is not held any more."""
    return LeaseLost(
        "Another worker has taken over this account.",
        hint="Nothing to do: that worker finishes the work.",
    )


def _leases(claimed: Iterable[Row[*tuple[Any, ...]]], now: datetime) -> Iterator[Lease]:
    """The leases of one claim, who has waited longest first."""
    for found in sorted(claimed, key=lambda found: (found.due_at, found.id)):
        yield Lease(
            found.id,
            found.lease_owner,
            found.lease_until,
            found.wanted,
            found.review_wanted,
            Answer(found.answer) if found.answer else None,
            found.wanted > found.done,
            _why(found, now),
            account_of(found),
            found.token,
            found.access,
            found.access_until,
            found.project,
        )


def _why(found: Row[*tuple[Any, ...]], now: datetime) -> Trigger:
    if found.rung_at is not None:
        return Trigger.NEWS
    if found.wanted > found.done:
        return Trigger.ASKED
    if found.next_review_at is not None and found.next_review_at <= now:
        return Trigger.REVIEW
    if found.next_full_at is None or found.next_full_at <= now:
        return Trigger.DAILY
    return Trigger.NEWS


def _held(lease: Lease) -> dict[str, object]:
    return {"held_id": lease.account_id, "held_by": lease.owner}
