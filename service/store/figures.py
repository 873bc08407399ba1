"""How things stand in the whole database, in a few figures that tell of nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from service.store.states import AccountState
from service.store.tables import accounts, intents, reviews, webhooks
from service.store.webhooks import HookState

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection


@dataclass(frozen=True, slots=True)
class Figures:
    """`overdue_since` is since when the account has waited that nobody has begun with.

    `heard_at` is when the webhook was last heard that has been silent for longest, `open` how
    many creations wait for a clear answer, `reviews` how many were made.
    """

    accounts: dict[str, int]
    overdue_since: datetime | None
    open: int
    webhooks: int
    heard_at: datetime | None
    reviews: int


def figures(tx: Connection, now: datetime) -> Figures:
    """Read them."""
    by_state = select(accounts.c.state, func.count().label("number")).group_by(accounts.c.state)
    heard = func.coalesce(webhooks.c.heard_at, webhooks.c.made_at)
    ringing = select(func.count(), func.min(heard, type_=webhooks.c.made_at.type))
    hooks, heard_at = tx.execute(ringing.where(webhooks.c.state == HookState.ACTIVE)).one()
    return Figures(
        accounts={row.state: row.number for row in tx.execute(by_state)},
        overdue_since=_overdue_since(tx, now),
        open=_count(tx, intents.c.is_open),
        webhooks=hooks,
        heard_at=heard_at,
        reviews=_count(tx, reviews.c.finished_at.is_not(None)),
    )


def _overdue_since(tx: Connection, now: datetime) -> datetime | None:
    row = accounts.c
    free = or_(row.lease_until.is_(None), row.lease_until <= now)
    due = (row.state == AccountState.OK, row.due_at <= now, free)
    first: datetime | None = tx.execute(select(func.min(row.due_at)).where(*due)).scalar_one()
    return first


def _count(tx: Connection, which: ColumnElement[bool]) -> int:
    return tx.execute(select(func.count()).where(which)).scalar_one()
