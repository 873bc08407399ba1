"""Intents: what was sent to Asana to be made, committed before it was sent.

An intent is open until the gid of what it made is known. Settled, it stays: a late duplicate
of what was sent more than once is recognised by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select, update

from service.store.links import LinkKind
from service.store.tables import intents
from service.store.upsert import insert_or_update

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

row = intents.c
EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class Making:
    """One thing to be made: what it is, how it is known again, and what is sent."""

    kind: LinkKind
    key: str
    marker: str
    payload: Mapping[str, object]
    parent_key: str | None = None


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

_MINE = row.account_id == bindparam("account")
_WHICH = (_MINE, row.kind == bindparam("of_kind"), row.key == bindparam("with_key"))
_ALL = select(*_COLUMNS).where(_MINE).order_by(row.id)
_ONE = select(*_COLUMNS).where(*_WHICH)
_SOME = (
    _MINE,
    row.kind == bindparam("of_kind"),
    row.key.in_(bindparam("keys", expanding=True)),
)
_OPEN = select(*_COLUMNS).where(*_SOME, row.is_open)
_SETTLE = (
    update(intents).where(*_SOME, row.is_open).values(is_open=False).returning(row.key, row.id)
)
_FORGET = delete(intents).where(*_WHICH, row.is_open, row.sends == 1)
_TAKE_BACK = update(intents).where(*_WHICH, row.is_open).values(sends=row.sends - 1)


def all_of(tx: Connection, account_id: int) -> list[Intent]:
    """Return the account's intents, oldest first, open and settled."""
    return _read(tx.execute(_ALL, {"account": account_id}))


def get(tx: Connection, account_id: int, kind: LinkKind, key: str) -> Intent | None:
    """Return the intent for one thing, if it was ever sent."""
    found = _read(tx.execute(_ONE, _names(account_id, kind, key)))
    return found[0] if found else None


def send(tx: Connection, account_id: int, makings: Sequence[Making], now: datetime) -> None:
    """Record that things of one kind are about to be sent, for the first time or once more.

    Once one has been answered, sending it again (its section was deleted, say) begins anew.
    Until then what was sent before is kept, under `EARLIER` in the payload: it may still
    take effect as it was.
    """
    which = _some(account_id, makings[0].kind, [making.key for making in makings])
    before = {intent.key: intent for intent in _read(tx.execute(_OPEN, which))}
    rows = [_sent(account_id, making, before.get(making.key), now) for making in makings]
    insert_or_update(tx, intents, rows, "account_id", "kind", "key")


def settle(
    tx: Connection, account_id: int, kind: LinkKind, keys: Sequence[str]
) -> Mapping[str, int]:
    """Record that what was made is known; return the ids of the intents that were open."""
    return dict(tx.execute(_SETTLE, _some(account_id, kind, keys)).all())


def refuse(tx: Connection, account_id: int, kind: LinkKind, key: str) -> None:
    """Record that the last sending did not make anything.

    What was sent only once is forgotten; an earlier sending may still take effect.
    """
    names = _names(account_id, kind, key)
    tx.execute(_FORGET, names)
    tx.execute(_TAKE_BACK, names)


def forget_all(tx: Connection, account_id: int) -> None:
    """Forget what was sent: it was meant for another workspace."""
    tx.execute(delete(intents).where(row.account_id == account_id))


def _sent(
    account_id: int, making: Making, before: Intent | None, now: datetime
) -> dict[str, object]:
    payload = dict(making.payload)
    if before is not None:
        last = {name: value for name, value in before.payload.items() if name != EARLIER}
        payload[EARLIER] = [*before.earlier, last]
    return {
        "account_id": account_id,
        "kind": making.kind,
        "key": making.key,
        "parent_key": making.parent_key,
        "marker": making.marker,
        "payload": payload,
        "first_sent_at": before.first_sent_at if before else now,
        "last_sent_at": now,
        "sends": before.sends + 1 if before else 1,
        "is_open": True,
    }


def _read(found: Iterable[Sequence[Any]]) -> list[Intent]:
    return [Intent(id_, LinkKind(kind), *rest) for id_, kind, *rest in found]


def _names(account_id: int, kind: LinkKind, key: str) -> dict[str, object]:
    return {"account": account_id, "of_kind": kind, "with_key": key}


def _some(account_id: int, kind: LinkKind, keys: Sequence[str]) -> dict[str, object]:
    return {"account": account_id, "of_kind": kind, "keys": keys}
