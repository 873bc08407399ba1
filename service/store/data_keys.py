"""Data keys: secrets are sealed with them, and they with the key that is kept apart.

One is in use. A retired one stays for a while, for what was sealed with it at that very
moment. Ids are random, so that a backup put back never gives a known id to another key.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, text, update

from service.store.tables import data_keys

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

row = data_keys.c

KEPT = timedelta(days=1)
"""How long a retired one stays, at the least."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """A key, itself sealed."""

    id: str
    sealed: bytes = field(repr=False)


def lock(tx: Connection) -> None:
    """Let nobody else make or change a data key until the transaction ends."""
    if tx.dialect.name == "postgresql":  # SQLite's transactions are alone anyway
        tx.execute(text("LOCK TABLE data_keys IN SHARE ROW EXCLUSIVE MODE"))


def current(tx: Connection) -> DataKey | None:
    """Return the one in use."""
    found = tx.execute(select(row.id, row.sealed).where(row.retired_at.is_(None))).first()
    return DataKey(*found) if found else None


def get(tx: Connection, key_id: str) -> DataKey | None:
    """Return one of them."""
    found = tx.execute(select(row.id, row.sealed).where(row.id == key_id)).first()
    return DataKey(*found) if found else None


def every(tx: Connection) -> list[DataKey]:
    """Return all of them, the retired ones too."""
    return [DataKey(*found) for found in tx.execute(select(row.id, row.sealed))]


def add(tx: Connection, sealed: bytes) -> str:
    """Put a new one in use, and return its id."""
    key_id = secrets.token_hex(8)
    tx.execute(insert(data_keys).values(id=key_id, sealed=sealed))
    return key_id


def seal_anew(tx: Connection, key_id: str, sealed: bytes) -> None:
    """Keep a key in another wrapping."""
    tx.execute(update(data_keys).where(row.id == key_id).values(sealed=sealed))


def retire(tx: Connection, now: datetime) -> None:
    """Use none of them any more, and forget those that were retired long ago."""
    tx.execute(delete(data_keys).where(row.retired_at < now - KEPT))
    tx.execute(update(data_keys).where(row.retired_at.is_(None)).values(retired_at=now))


def forget(tx: Connection, key_id: str) -> None:
    """Drop one that opens nothing."""
    tx.execute(delete(data_keys).where(row.id == key_id))
