"""INSERT that minds what is already there; both databases spell it alike, SQLAlchemy twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Table

    Insert = sqlite.Insert | postgresql.Insert


def insert_new(tx: Connection, table: Table, values: Mapping[str, object]) -> bool:
    """Insert a row unless one with its key is there; say whether it was inserted."""
    statement = _insert(tx, table).values(dict(values)).on_conflict_do_nothing()
    # Asked for its key, because drivers count inserted rows each in its own way.
    return tx.execute(statement.returning(*table.primary_key)).first() is not None


def insert_or_update(
    tx: Connection, table: Table, values: Mapping[str, object], *key: str
) -> None:
    """Insert a row, or write its values into the one that has the same `key`."""
    rest = {name: value for name, value in values.items() if name not in key}
    statement = _insert(tx, table).values(dict(values))
    tx.execute(statement.on_conflict_do_update(index_elements=list(key), set_=rest))


def _insert(tx: Connection, table: Table) -> Insert:
    on_postgresql = tx.dialect.name == "postgresql"
    return postgresql.insert(table) if on_postgresql else sqlite.insert(table)
