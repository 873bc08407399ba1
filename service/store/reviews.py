"""Reviews: one an account and ISO week, which the database itself sees to."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from service.store.tables import reviews
from service.store.upsert import insert_new

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

row = reviews.c


@dataclass(frozen=True, slots=True)
class Review:
    """The review of one week; without a gid it was begun and its task is not known yet.

    `facts` is what the next review has to know of it.
    """

    iso_year: int
    iso_week: int
    began_at: datetime
    finished_at: datetime | None
    gid: str | None
    facts: dict[str, object] | None


_COLUMNS = tuple(row[field.name] for field in fields(Review))
_MINE = select(*_COLUMNS).where(row.account_id == bindparam("account"))
_WEEK = _MINE.where(row.iso_year == bindparam("year"), row.iso_week == bindparam("week"))
_BACKWARDS = _MINE.order_by(row.iso_year.desc(), row.iso_week.desc())
_NEWEST = _BACKWARDS.limit(bindparam("most"))
_LAST_MADE = _BACKWARDS.where(row.gid.is_not(None)).limit(1)


def begin(tx: Connection, account_id: int, iso_year: int, iso_week: int, now: datetime) -> bool:
    """Take the week, or return False when somebody has."""
    values = {
        "account_id": account_id,
        "iso_year": iso_year,
        "iso_week": iso_week,
        "began_at": now,
    }
    return insert_new(tx, reviews, values)


def finish(
    tx: Connection,
    account_id: int,
    iso_year: int,
    iso_week: int,
    *,
    gid: str,
    facts: Mapping[str, object],
    now: datetime,
) -> None:
    """Record the review's task, and what the next review has to know of it."""
    week = (row.account_id == account_id, row.iso_year == iso_year, row.iso_week == iso_week)
    values = {"gid": gid, "facts": dict(facts), "finished_at": now}
    tx.execute(update(reviews).where(*week).values(values))


def get(tx: Connection, account_id: int, iso_year: int, iso_week: int) -> Review | None:
    """Return the review of one week."""
    week = {"account": account_id, "year": iso_year, "week": iso_week}
    found = tx.execute(_WEEK, week).one_or_none()
    return None if found is None else Review(*found)


def latest_made(tx: Connection, account_id: int) -> Review | None:
    """Return the youngest review whose task is known."""
    found = tx.execute(_LAST_MADE, {"account": account_id}).one_or_none()
    return None if found is None else Review(*found)


def latest(tx: Connection, account_id: int, limit: int) -> list[Review]:
    """Return the youngest reviews, newest first."""
    found = tx.execute(_NEWEST, {"account": account_id, "most": limit})
    return [Review(*one) for one in found]
