"""Intents: what was sent to Asana to be made, committed before it was sent.

An intent is open until the gid of what it made is known. Settled, it stays: a late duplicate
of what was sent more than once is recognised by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, delete, insert, select, update

from service.store.links import LinkKind
from service.store.tables import intents

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

row = intents.c
EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing that was to be made: how often it was sent, and when first and last."""

    id: int
    kind: LinkKind
    key: str
    parent_key: str | None
    marker: str
    payload: dict[str, object]
    first_sent_at: datetime
    last_sent_at: datetime
    sends: int
    is_open: bool

    @property
    def earlier(self) -> list[dict[str, object]]:
        """What was sent before, oldest first."""
        found = self.payload.get(EARLIER, [])
        return list(found) if isinstance(found, list) else []


_COLUMNS = (
    row.id,
    row.kind,
    row.key,
    row.parent_key,
    row.marker,
    row.payload,
    row.first_sent_at,
    row.last_sent_at,
    row.sends,
    row.is_open,
)


def all_of(tx: Connection, account_id: int) -> list[Intent]:
    """Return the account's intents, oldest first, open and settled."""
    return _select(tx, row.account_id == account_id)


def open_intents(tx: Connection, account_id: int) -> list[Intent]:
    """Return the intents whose outcome is not known, oldest first."""
    return _select(tx, row.account_id == account_id, row.is_open)


def get(tx: Connection, account_id: int, kind: LinkKind, key: str) -> Intent | None:
    """Return the intent for one thing, if it was ever sent."""
    found = _select(tx, *_one(account_id, kind, key))
    return found[0] if found else None


def send(
    tx: Connection,
    account_id: int,
    kind: LinkKind,
    key: str,
    *,
    parent_key: str | None,
    marker: str,
    payload: Mapping[str, object],
    now: datetime,
) -> None:
    """Record that a thing is about to be sent, for the first time or once more.

    Once it has been answered, sending it again (its section was deleted, say) begins anew.
    Until then what was sent before is kept, under `EARLIER` in the payload: it may still
    take effect as it was.
    """
    before = get(tx, account_id, kind, key)
    if before is not None and before.is_open:
        first = {name: value for name, value in before.payload.items() if name != EARLIER}
        payload = {**payload, EARLIER: [*before.earlier, first]}
    values = {
        "parent_key": parent_key,
        "marker": marker,
        "payload": dict(payload),
        "last_sent_at": now,
    }
    again = {
        "first_sent_at": case((row.is_open, row.first_sent_at), else_=now),
        "sends": case((row.is_open, row.sends + 1), else_=1),
        "is_open": True,
    }
    which = _one(account_id, kind, key)
    if tx.execute(update(intents).where(*which).values(**values, **again)).rowcount == 0:
        first = {"first_sent_at": now, "sends": 1, "is_open": True}
        names = {"account_id": account_id, "kind": kind, "key": key}
        tx.execute(insert(intents).values(**names, **values, **first))


def settle(tx: Connection, account_id: int, kind: LinkKind, key: str) -> None:
    """Record that what was made is known."""
    tx.execute(update(intents).where(*_one(account_id, kind, key)).values(is_open=False))


def refuse(tx: Connection, account_id: int, kind: LinkKind, key: str) -> None:
    """Record that the last sending did not make anything.

    What was sent only once is forgotten; an earlier sending may still take effect.
    """
    which = _one(account_id, kind, key)
    tx.execute(delete(intents).where(*which, row.is_open, row.sends == 1))
    tx.execute(update(intents).where(*which, row.is_open).values(sends=row.sends - 1))


def _select(tx: Connection, *which: ColumnElement[bool]) -> list[Intent]:
    found = tx.execute(select(*_COLUMNS).where(*which).order_by(row.id))
    return [Intent(id_, LinkKind(kind), *rest) for id_, kind, *rest in found]


def _one(account_id: int, kind: LinkKind, key: str) -> tuple[ColumnElement[bool], ...]:
    return (row.account_id == account_id, row.kind == kind, row.key == key)
