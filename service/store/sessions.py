"""Sessions of the web page, and the links that open one; kept as hashes, as API keys are.

A secret is 256 random bits, so that a fast hash is enough. What has expired is as if it were
not there, and is swept away when the next session begins.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from service.store.tables import sessions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

row = sessions.c

SECRET_BYTES = 32
SESSION_LASTS = timedelta(days=7)
LINK_LASTS = timedelta(minutes=15)


class _Kind(StrEnum):
    SESSION = "session"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser. `digest` is what it is found by again; `csrf` goes into forms."""

    digest: str
    account_id: int
    csrf: str
    expires_at: datetime


def begin(tx: Connection, account_id: int, now: datetime) -> str:
    """Sign a browser in and return its secret, which is not stored and not shown again."""
    tx.execute(delete(sessions).where(row.expires_at <= now))
    return _store(tx, account_id, _Kind.SESSION, now, SESSION_LASTS)


def make_link(tx: Connection, account_id: int, now: datetime) -> str:
    """Return a secret that signs one browser in, once and soon."""
    return _store(tx, account_id, _Kind.LINK, now, LINK_LASTS)


def follow_link(tx: Connection, presented: str, now: datetime) -> str | None:
    """Use a link up: the secret of the session it opens; None for what opens nothing.

    Of two who come with the same link at once, one gets in.
    """
    used = delete(sessions).where(*_is(presented, _Kind.LINK, now)).returning(row.account_id)
    account_id = tx.execute(used).scalar_one_or_none()
    return None if account_id is None else begin(tx, account_id, now)


def check(tx: Connection, presented: str, now: datetime) -> Session | None:
    """Return the session that a secret belongs to; None for what is none, or no more."""
    columns = (row.digest, row.account_id, row.csrf, row.expires_at)
    found = select(*columns).where(*_is(presented, _Kind.SESSION, now))
    one = tx.execute(found).one_or_none()
    return None if one is None else Session(*one)


def end(tx: Connection, session: Session) -> None:
    """Sign a browser out; nothing is left of its session."""
    tx.execute(delete(sessions).where(row.digest == session.digest))


def say(tx: Connection, session: Session, *said: Sequence[str]) -> None:
    """Keep what the next page has to say, each as its kind and its words."""
    _set(tx, session, said=[list(one) for one in said])


def hear(tx: Connection, session: Session) -> list[list[str]]:
    """Return what there was to say, and forget it."""
    found = tx.execute(
        select(row.said).where(row.digest == session.digest)
    ).scalar_one_or_none()
    if found:
        _set(tx, session, said=None)
    return found or []


def hold_token(tx: Connection, session: Session, sealed: bytes | None) -> None:
    """Keep a sealed token until the person has chosen its place; None forgets it."""
    _set(tx, session, token=sealed)


def held_token(tx: Connection, session: Session) -> bytes | None:
    """Return the sealed token that is kept."""
    held = select(row.token).where(row.digest == session.digest)
    found: bytes | None = tx.execute(held).scalar_one_or_none()
    return found


def hold_answer(tx: Connection, session: Session, answer: dict[str, object] | None) -> None:
    """Keep what could be undone; None forgets it."""
    _set(tx, session, answer=answer)


def held_answer(tx: Connection, session: Session) -> dict[str, object] | None:
    """Return what could be undone."""
    held = select(row.answer).where(row.digest == session.digest)
    found: dict[str, object] | None = tx.execute(held).scalar_one_or_none()
    return found


def _store(
    tx: Connection, account_id: int, kind: _Kind, now: datetime, lasts: timedelta
) -> str:
    secret = secrets.token_urlsafe(SECRET_BYTES)
    values = {
        "digest": _digest(secret),
        "account_id": account_id,
        "kind": kind,
        "csrf": secrets.token_urlsafe(SECRET_BYTES),
        "created_at": now,
        "expires_at": now + lasts,
    }
    tx.execute(insert(sessions).values(values))
    return secret


def _set(tx: Connection, session: Session, **values: object) -> None:
    tx.execute(update(sessions).where(row.digest == session.digest).values(**values))


def _is(presented: str, kind: _Kind, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return row.digest == _digest(presented), row.kind == kind, row.expires_at > now


def _digest(secret: str) -> str:
    return sha256(secret.encode(errors="replace")).hexdigest()
