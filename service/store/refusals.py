"""What Asana refused lately, so that it is not sent again at every look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from service.store.tables import refusals
from service.store.upsert import insert_or_update

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

row = refusals.c


def since(tx: Connection, account_id: int, moment: datetime) -> dict[str, str]:
    """Return what was refused after `moment`, by key."""
    young = select(row.key, row.what).where(row.account_id == account_id, row.at > moment)
    return dict(tx.execute(young).all())


def put(tx: Connection, account_id: int, key: str, what: str, now: datetime) -> None:
    """Remember a refusal, in place of the last one of its key."""
    values = {"account_id": account_id, "key": key, "what": what, "at": now}
    insert_or_update(tx, refusals, [values], "account_id", "key")


def forget(tx: Connection, account_id: int, until: datetime) -> None:
    """Forget what was refused up to then."""
    tx.execute(delete(refusals).where(row.account_id == account_id, row.at <= until))
