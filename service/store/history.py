"""The history: what happened to the plan, by whom, and which of two edits was kept."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from service.store.tables import history

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

row = history.c


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened to what `text` names, for a reason that `note` may give.

    `old` and `new` are values as shown to a person.
    """

    id: int
    run_id: int | None
    at: datetime
    goal_id: str | None
    kind: str
    text: str
    field: str | None
    old: str | None
    new: str | None
    note: str | None = None


_COLUMNS = tuple(row[field.name] for field in fields(Entry))


def note(
    tx: Connection,
    account_id: int,
    run_id: int | None,
    at: datetime,
    *,
    kind: str,
    text: str,
    goal_id: str | None = None,
    field: str | None = None,
    old: str | None = None,
    new: str | None = None,
    note: str | None = None,
) -> None:
    """Add an entry."""
    values = {
        "account_id": account_id,
        "run_id": run_id,
        "at": at,
        "goal_id": goal_id,
        "kind": kind,
        "text": text,
        "field": field,
        "old": old,
        "new": new,
        "note": note,
    }
    tx.execute(insert(history).values(values))


def recent(
    tx: Connection,
    account_id: int,
    limit: int,
    since: datetime | None = None,
    *,
    kind: str | None = None,
) -> list[Entry]:
    """Return entries, newest first: only younger ones, only of one kind, where it is given."""
    statement = select(*_COLUMNS).where(row.account_id == account_id)
    if since is not None:
        statement = statement.where(row.at > since)
    if kind is not None:
        statement = statement.where(row.kind == kind)
    ordered = statement.order_by(row.at.desc(), row.id.desc()).limit(limit)
    return [Entry(*found) for found in tx.execute(ordered)]
