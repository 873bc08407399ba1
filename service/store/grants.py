"""What consent gave an account: a refresh token that stays, and access that lasts an hour.

New access is asked for by one at a time: the right to do so is a lease in the account's row,
taken under the row's lock and fenced by its owner. The request to Asana goes out between two
transactions, because on SQLite one that waited for Asana would hold up everybody.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from service.store.accounts import move_on
from service.store.queue import request
from service.store.states import AccountState
from service.store.tables import accounts

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

row = accounts.c

OAUTH = "oauth"
RENEWING_LASTS = timedelta(seconds=60)
"""Longer than Asana's answer is waited for: who takes this long has been cut off."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a new consent gives, sealed."""

    refresh: bytes
    access: bytes
    until: datetime


@dataclass(frozen=True, slots=True)
class Grant:
    """What an account has, all of it sealed; none of it once the consent has ended."""

    refresh: bytes | None
    access: bytes | None
    access_until: datetime | None
    renewer_until: datetime | None


def current(tx: Connection, account_id: int) -> Grant:
    """Return what an account has, and lock its row until the transaction ends."""
    columns = (row.token, row.access, row.access_until, row.renewer_until)
    one = select(*columns).where(row.id == account_id, row.auth == OAUTH).with_for_update()
    found = tx.execute(one).one_or_none()
    return Grant(*found) if found is not None else Grant(None, None, None, None)


def keep(tx: Connection, account_id: int, consent: Consent) -> None:
    """Keep what a new consent gave; whoever was at it with the one from before loses it."""
    values = {
        "auth": OAUTH,
        "token": consent.refresh,
        "access": consent.access,
        "access_until": consent.until,
        "renewer": None,
        "renewer_until": None,
        "lease_owner": None,
        "lease_until": None,
    }
    tx.execute(update(accounts).where(row.id == account_id).values(values))


def go_on(tx: Connection, account_id: int, now: datetime) -> None:
    """Let work go on where it was, with a new consent."""
    move_on(tx, account_id, AccountState.OK)
    request(tx, account_id, now=now)


def begin(tx: Connection, account_id: int, now: datetime) -> str:
    """Take the right to ask for new access, and return its owner. The row is locked by us."""
    owner = secrets.token_hex(8)
    values = {"renewer": owner, "renewer_until": now + RENEWING_LASTS}
    tx.execute(update(accounts).where(row.id == account_id).values(values))
    return owner


def renewed(
    tx: Connection,
    account_id: int,
    owner: str,
    *,
    access: bytes,
    until: datetime,
    refresh: bytes | None,
) -> bool:
    """Keep new access, and a new refresh token where there is one; False for a former owner."""
    values = {"access": access, "access_until": until}
    return _finish(tx, account_id, owner, {**values, "token": refresh} if refresh else values)


def gave_up(tx: Connection, account_id: int, owner: str) -> None:
    """Let another try."""
    _finish(tx, account_id, owner, {})


def ended(tx: Connection, account_id: int, owner: str, message: str, hint: str) -> None:
    """Forget what is good for nothing any more, and stop the work until the person acts."""
    values: dict[str, object] = {"token": None, "access": None, "access_until": None}
    if _finish(tx, account_id, owner, values):
        move_on(tx, account_id, AccountState.TOKEN_INVALID, message, hint)


def _finish(tx: Connection, account_id: int, owner: str, values: dict[str, object]) -> bool:
    mine = (row.id == account_id, row.renewer == owner)
    done = update(accounts).where(*mine).values(**values, renewer=None, renewer_until=None)
    return tx.execute(done).rowcount == 1
