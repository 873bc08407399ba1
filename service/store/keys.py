"""API keys: shown once, kept as a hash. They are random enough to need no slow one.

Each belongs to an account and has a name there. The key of the settings is that of whoever runs
the service: it opens the account of a service for one person, as long as it is the only one.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, update

from service.errors import Conflict, InvalidInput, NotFound
from service.store import accounts
from service.store.tables import api_keys
from service.store.upsert import insert_new

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Connection

row = api_keys.c

PREFIX = "mk_"
SECRET_BYTES = 32
LONGEST_NAME = 60
MOST = 50
"""So many keys an account may have."""
FIRST = "first key"
SETTINGS = "MOMENTUM_API_KEY"


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of a key; the key itself is not."""

    name: str
    created_at: datetime
    last_used_on: date | None


def create(tx: Connection, account_id: int, name: str, now: datetime) -> str:
    """Make a key for an account and return it: it cannot be shown again.

    Raises `InvalidInput` for a name that is none, and `Conflict` for one that is taken.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise InvalidInput(
            f"A key's name has 1 to {LONGEST_NAME} characters.",
            hint="Say what the key is for, such as `calendar script`.",
        )
    if len(every(tx, account_id)) >= MOST:
        raise Conflict(f"There are {MOST} keys already.", hint="Revoke one first.")
    key = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    if name == SETTINGS or not _store(tx, key, now, account_id=account_id, name=name):
        raise Conflict(
            f"There is a key called {name} already.", hint="Revoke it, or choose another name."
        )
    return key


def every(tx: Connection, account_id: int) -> tuple[Key, ...]:
    """Return what is known of an account's keys, the oldest first."""
    columns = (row.name, row.created_at, row.last_used_on)
    found = select(*columns).where(row.account_id == account_id, ~row.from_settings)
    return tuple(Key(*one) for one in tx.execute(found.order_by(row.id)))


def revoke(tx: Connection, account_id: int, name: str) -> None:
    """Let a key open nothing any more, or raise `NotFound`."""
    mine = (row.account_id == account_id, row.name == name, ~row.from_settings)
    if tx.execute(delete(api_keys).where(*mine)).rowcount == 0:
        names = ", ".join(key.name for key in every(tx, account_id)) or "none"
        raise NotFound("There is no key of this name.", hint=f"There are: {names}.")


def configure(
    tx: Connection, key: str | None, now: datetime, *, account_id: int | None = None
) -> None:
    """Accept the key of the settings, and no longer the one that they held before.

    It opens the account that is named, as long as there is no other one.
    """
    tx.execute(delete(api_keys).where(row.from_settings))
    if key is not None:
        _store(tx, key, now, account_id=account_id, name=SETTINGS)


def check(tx: Connection, presented: str, now: datetime) -> int | None:
    """Return the account that a key opens, and note the day; None for what is no key of ours.

    Raises `Conflict` for the key of the settings where it opens none.
    """
    columns = (row.id, row.account_id, row.from_settings)
    found = tx.execute(select(*columns).where(_is(presented))).one_or_none()
    if found is None:
        return None
    key_id, account_id, from_settings = found
    _note_the_day(tx, key_id, now)
    if from_settings and (account_id is None or len(accounts.ids(tx, 2)) > 1):
        raise Conflict(
            "MOMENTUM_API_KEY opens an account only where it is the only one.",
            hint="Use a key of your account's: `momentum key add NAME`, or the settings page.",
        )
    return int(account_id)


def operators(tx: Connection, presented: str, now: datetime) -> int | None:
    """Return the id of a key of whoever runs the service, and note the day.

    It is the settings', or any one of the only account's; where there are several accounts,
    a person's key is theirs alone.
    """
    columns = (row.id, row.from_settings)
    found = tx.execute(select(*columns).where(_is(presented))).one_or_none()
    if found is None:
        return None
    key_id, from_settings = found
    if not from_settings and len(accounts.ids(tx, 2)) > 1:
        return None
    _note_the_day(tx, key_id, now)
    return int(key_id)


def any(tx: Connection) -> bool:  # noqa: A001 - read as keys.any
    """Say whether there is a key at all."""
    return tx.execute(select(row.id).limit(1)).first() is not None


def _store(
    tx: Connection, key: str, now: datetime, *, account_id: int | None, name: str
) -> bool:
    values = {
        "account_id": account_id,
        "name": name,
        "digest": _digest(key),
        "from_settings": name == SETTINGS,
        "created_at": now,
    }
    return insert_new(tx, api_keys, values)


def _note_the_day(tx: Connection, key_id: int, now: datetime) -> None:
    before = or_(row.last_used_on.is_(None), row.last_used_on < now.date())
    noting = update(api_keys).where(row.id == key_id, before)
    tx.execute(noting.values(last_used_on=now.date()))


def _is(presented: str) -> ColumnElement[bool]:
    return row.digest == _digest(presented)


def _digest(key: str) -> str:
    return sha256(key.encode(errors="replace")).hexdigest()
