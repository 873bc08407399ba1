"""SQLite, set up so that what was committed stays, whatever happens to the power."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

BUSY_SECONDS = 30
REPAIRED: dict[tuple[int, ...], tuple[int, ...]] = {(3, 44): (3, 44, 6), (3, 50): (3, 50, 7)}


def engine(url: URL, **pool: Any) -> Engine:
    """Make an engine whose transactions begin at BEGIN and hold the database from there on.

    `pool` says how its connections are kept, where the driver's own way will not do.
    """
    made = create_engine(url, hide_parameters=True, **pool)
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    return made


def journal_mode(version: tuple[int, ...]) -> str:
    """WAL, unless this SQLite may corrupt it.

    Two connections that reset the log at once could, from 3.7.0 to 3.51.2, less the two
    releases that got the repair: https://sqlite.org/wal.html#walresetbug
    """
    return "WAL" if version >= REPAIRED.get(version[:2], (3, 51, 3)) else "TRUNCATE"


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin transactions by itself, and late: see _begin.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute(f"PRAGMA journal_mode = {journal_mode(sqlite3.sqlite_version_info)}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
