"""INSERT that minds what is already there; both databases spell it alike, SQLAlchemy twice."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Table
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.sql.dml import ReturningInsert

    Insert = sqlite.Insert | postgresql.Insert


def insert_new(tx: Connection, table: Table, values: Mapping[str, object]) -> bool:
    """Insert a row unless one with its key is there; say whether it was inserted."""
    return tx.execute(_new(tx.dialect.name, table), values).first() is not None


def insert_or_update(
    tx: Connection, table: Table, rows: Sequence[Mapping[str, object]], *key: str
) -> None:
    """Insert rows, or write their values into those that have the same `key`."""
    if rows:
        rest = tuple(name for name in rows[0] if name not in key)
        tx.execute(_newest(tx.dialect.name, table, key, rest), rows)


# Built once for each table: building them took longer than running them.
@cache
def _new(dialect: str, table: Table) -> ReturningInsert[Any]:
    # Asked for its key, because drivers count inserted rows each in its own way.
    return _insert(dialect, table).on_conflict_do_nothing().returning(*table.primary_key)


@cache
def _newest(dialect: str, table: Table, key: tuple[str, ...], rest: tuple[str, ...]) -> Insert:
    statement = _insert(dialect, table)
    given = {name: statement.excluded[name] for name in rest}
    return statement.on_conflict_do_update(index_elements=key, set_=given)


def _insert(dialect: str, table: Table) -> Insert:
    if dialect == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - a laptop has no need of it

    return postgresql.insert(table)
