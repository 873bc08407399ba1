"""API keys: shown once, kept as a hash. They are random enough to need no slow one."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from service.store import accounts
from service.store.tables import api_keys
from service.store.upsert import insert_new

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

row = api_keys.c

PREFIX = "mk_"
SECRET_BYTES = 32


def create(tx: Connection, now: datetime) -> str:
    """Make a key for the laptop's one account and return it: it cannot be shown again."""
    key = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    _store(tx, key, now, from_settings=False)
    return key


def configure(tx: Connection, key: str | None, now: datetime) -> None:
    """Accept the key of the settings, and no longer the one that they held before."""
    tx.execute(delete(api_keys).where(row.from_settings))
    if key is not None:
        _store(tx, key, now, from_settings=True)


def check(tx: Connection, presented: str) -> int | None:
    """Return the account that a key opens; None for what is no key of ours."""
    statement = select(row.account_id).where(row.digest == _digest(presented))
    return tx.execute(statement).scalar_one_or_none()


def any(tx: Connection) -> bool:  # noqa: A001 - read as keys.any
    """Say whether there is a key at all."""
    return tx.execute(select(row.id).limit(1)).first() is not None


def _store(tx: Connection, key: str, now: datetime, *, from_settings: bool) -> None:
    values = {
        "account_id": accounts.ensure(tx, now).id,
        "digest": _digest(key),
        "from_settings": from_settings,
        "created_at": now,
    }
    insert_new(tx, api_keys, values)


def _digest(key: str) -> str:
    return sha256(key.encode(errors="replace")).hexdigest()
