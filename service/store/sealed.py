"""Where sealed secrets stand: the only columns whose values need a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from service.store.tables import accounts, sessions, webhooks

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

# Webhooks come first, as wherever both are written: see webhooks.py.
LASTING = (webhooks.c.secret, accounts.c.token)
PASSING = (accounts.c.access, sessions.c.token)
"""What lasts for minutes, and may be asked for again."""


def any(tx: Connection) -> bool:  # noqa: A001 - read as sealed.any
    """Say whether anything lasting is stored that only a key can open."""
    return sample(tx) is not None


def sample(tx: Connection) -> bytes | None:
    """Return one such secret, if there is one: whether a key opens it, it opens the others."""
    wanted = (select(column).where(column.is_not(None)).limit(1) for column in LASTING)
    return next((found for each in wanted if (found := tx.execute(each).scalar())), None)


def seal_anew(tx: Connection, change: Callable[[bytes], bytes]) -> int:
    """Put `change` of it in every secret's place, and say how many there are."""
    count = 0
    for column in (*LASTING, *PASSING):
        table = column.table
        (key,) = table.primary_key.columns
        found = select(key, column).where(column.is_not(None)).order_by(key).with_for_update()
        for row_id, secret in tx.execute(found).all():
            tx.execute(update(table).where(key == row_id).values({column.name: change(secret)}))
            count += 1
    return count
