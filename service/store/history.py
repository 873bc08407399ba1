"""The history: what happened to the plan, by whom, and which of two edits was kept."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from service.store.tables import history

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from service.domain.changes import Change

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
_ADD = insert(history)


def note_changes(
    tx: Connection, account_id: int, run_id: int, at: datetime, changes: Sequence[Change]
) -> None:
    """Add an entry for each change that a sync has made."""
    rows = [
        {
            "account_id": account_id,
            "run_id": run_id,
            "at": at,
            "goal_id": change.goal_id or None,
            "kind": change.what.value,
            "text": change.subject,
            "field": change.field or None,
            "old": change.old,
            "new": change.new,
            "note": change.note or None,
        }
        for change in changes
    ]
    if rows:
        tx.execute(_ADD, rows)


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
    tx.execute(_ADD, values)


def recent(
    tx: Connection,
    account_id: int,
    limit: int,
    since: datetime | None = None,
    *,
    field: str | None = None,
    kind: str | None = None,
) -> list[Entry]:
    """Return entries, newest first: only younger ones, of one field or kind, if given."""
    statement = select(*_COLUMNS).where(row.account_id == account_id)
    if field is not None:
        statement = statement.where(row.field == field)
    if since is not None:
        statement = statement.where(row.at > since)
    if kind is not None:
        statement = statement.where(row.kind == kind)
    ordered = statement.order_by(row.at.desc(), row.id.desc()).limit(limit)
    return [Entry(*found) for found in tx.execute(ordered)]


def last_of_goals(
    tx: Connection, account_id: int, kinds: Collection[str]
) -> dict[str, datetime]:
    """Return when something of these kinds last happened to each goal."""
    statement = (
        select(row.goal_id, func.max(row.at))
        .where(row.account_id == account_id, row.kind.in_(kinds), row.goal_id.is_not(None))
        .group_by(row.goal_id)
    )
    return dict(tx.execute(statement).all())


def changes_of(
    tx: Connection, account_id: int, names: Collection[str]
) -> list[tuple[str, str, str]]:
    """Return goal, old and new value of every change of these fields, oldest first."""
    statement = (
        select(row.goal_id, row.old, row.new)
        .where(row.account_id == account_id, row.field.in_(names), row.goal_id.is_not(None))
        .order_by(row.id)
    )
    return [(goal_id, old or "", new or "") for goal_id, old, new in tx.execute(statement)]


def first_at(tx: Connection, account_id: int) -> datetime | None:
    """Return when the history begins."""
    statement = select(func.min(row.at)).where(row.account_id == account_id)
    found: datetime | None = tx.execute(statement).scalar_one()
    return found
