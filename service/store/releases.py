"""Giving accounts back: what a run has put behind it, and when the account is due again."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from sqlalchemy import bindparam, select, update

from service.store.leases import lost
from service.store.queue import Priority, next_look
from service.store.tables import accounts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from service.store.leases import Lease

    Found = Row[*tuple[Any, ...]]

row = accounts.c


class Afterwards(TypedDict, total=False):
    """What is to be said of an account when it is given back.

    It is due at once if more was asked for meanwhile, else at the earliest of `due_at`, the
    look for news at `poll_at`, the next full reading and the next review. `not_before` holds
    all of that up: Asana asked to wait. `retry_at` puts off what is due by the clock: the run
    failed, and would fail at once again. `synced` says that the run ended well, `answered`
    that it did what the person's answer asked for, `heard` that it answered a bell. Until
    `quiet_until` only what Asana's event stream tells can make work, unless somebody asks;
    `event_token` is the place in the stream, where nothing but the stream was read.
    """

    due_at: datetime | None
    not_before: datetime | None
    retry_at: datetime | None
    review_done: bool
    synced: bool
    answered: bool
    heard: bool
    next_full_at: datetime | None
    poll_at: datetime | None
    quiet_until: datetime | None
    event_token: str | None


# Who gives something back is told apart by the owner, below: a lease of before is none.
_LOCK = (
    select(
        row.id,
        row.lease_owner,
        row.wanted,
        row.review_wanted,
        row.priority,
        row.answer,
        row.next_review_at,
        row.next_full_at,
        row.rung_at,
        row.last_sync_at,
        row.quiet_until,
        row.event_token,
    )
    .where(row.id.in_(bindparam("held_ids", expanding=True)))
    .order_by(row.id)  # so that no two who lock several wait for each other
    .with_for_update()
)
_WRITTEN = (
    "done",
    "due_at",
    "hold_until",
    "priority",
    "review_wanted",
    "answer",
    "rung_at",
    "next_full_at",
    "next_review_at",
    "last_sync_at",
    "quiet_until",
    "event_token",
)
_GIVE_BACK = (
    update(accounts)
    .where(row.id == bindparam("held_id"))
    .values(
        lease_owner=None,
        lease_until=None,
        **{name: bindparam(name, type_=row[name].type) for name in _WRITTEN},
    )
)


def release(
    tx: Connection, lease: Lease, *, now: datetime, **afterwards: Unpack[Afterwards]
) -> None:
    """Give one account back, or raise `LeaseLost`."""
    if release_many(tx, [(lease, afterwards)], now):
        raise lost()


def release_many(
    tx: Connection, given_back: Sequence[tuple[Lease, Afterwards]], now: datetime
) -> list[Lease]:
    """Give accounts back, and return the leases that were lost. Locks the accounts' rows.

    Nothing is written about the account of a lost lease.
    """
    ids = [lease.account_id for lease, _ in given_back]
    found = {one.id: one for one in tx.execute(_LOCK, {"held_ids": ids})}
    held, gone = [], []
    for lease, afterwards in given_back:
        its = found.get(lease.account_id)
        if its is not None and its.lease_owner == lease.owner:
            held.append(_written(its, lease, now, afterwards))
        else:
            gone.append(lease)
    if held:
        tx.execute(_GIVE_BACK, sorted(held, key=itemgetter("held_id")))
    return gone


def _written(
    found: Found, lease: Lease, now: datetime, afterwards: Afterwards
) -> dict[str, Any]:
    """The row as it is to be."""
    synced = afterwards.get("synced", False)
    full_at, review_at = _by_the_clock(found, afterwards)
    rung_at = None if afterwards.get("heard") else found.rung_at
    ring_at = next_look(rung_at, now) if synced else None
    look_at = _first(full_at, afterwards.get("poll_at"), ring_at)
    due, priority = _next(found, lease, now, (afterwards.get("due_at"), review_at, look_at))
    not_before = afterwards.get("not_before")
    if not_before is not None:
        due = max(due or not_before, not_before)
    return {
        "held_id": lease.account_id,
        "due_at": due,
        "hold_until": not_before,
        "priority": priority,
        "next_full_at": full_at,
        "next_review_at": review_at,
        "last_sync_at": now if synced else found.last_sync_at,
        "event_token": afterwards.get("event_token") or found.event_token,
        **_dealt_with(found, lease, afterwards),
    }


def _by_the_clock(
    found: Found, afterwards: Afterwards
) -> tuple[datetime | None, datetime | None]:
    """The next full reading and the next review."""
    full_at = afterwards.get("next_full_at") or found.next_full_at
    both = (full_at, found.next_review_at)
    retry_at = afterwards.get("retry_at")
    if retry_at is None:
        return both
    full_at, review_at = (max(at, retry_at) if at else None for at in both)
    return full_at, review_at


def _dealt_with(found: Found, lease: Lease, afterwards: Afterwards) -> dict[str, object]:
    """What the run has put behind it, unless that came up once more meanwhile."""
    answered = afterwards.get("answered") and found.answer == lease.answer
    more = found.wanted > lease.covers
    review_done = afterwards.get("review_done") and not more
    heard = afterwards.get("heard") and not more
    quiet_until = None if more else afterwards.get("quiet_until")
    return {
        "done": lease.covers,
        "answer": None if answered else found.answer,
        "review_wanted": found.review_wanted and not review_done,
        "rung_at": None if heard else found.rung_at,
        "quiet_until": quiet_until or found.quiet_until,
    }


def _next(
    found: Found,
    lease: Lease,
    now: datetime,
    moments: tuple[datetime | None, datetime | None, datetime | None],
) -> tuple[datetime | None, Priority]:
    """When the account is due again, and how it is ranked then."""
    if found.wanted > lease.covers:
        return now, Priority(found.priority)
    return min(
        ((at, priority) for at, priority in zip(moments, Priority, strict=True) if at),
        default=(None, Priority.FULL),
    )


def _first(*moments: datetime | None) -> datetime | None:
    return min((at for at in moments if at is not None), default=None)
