"""SQLite, set up so that what was committed stays, whatever happens to the power."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event

from service.store.turns import LOOK_SECONDS, Line

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

BUSY_SECONDS = 30
PATIENCE = f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}"
TURN = "-turn"
"""What the name of the file has more in whose line one stands."""
PRIMARY = 0xFF
"""The bits of an error's code that say what it is; the others say more of it."""
REPAIRED: dict[tuple[int, ...], tuple[int, ...]] = {(3, 44): (3, 44, 6), (3, 50): (3, 50, 7)}


def engine(url: URL, **pool: Any) -> Engine:
    """Make an engine whose transactions begin at BEGIN and hold the database from there on.

    `pool` says how its connections are kept, where the driver's own way will not do.
    """
    made = create_engine(url, hide_parameters=True, **pool)
    event.listen(made, "connect", _prepare)
    if url.database is None:
        event.listen(made, "begin", _begin)
    else:
        _queue_up(made, Line(Path(f"{url.database}{TURN}")))
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
    connection.execute(PATIENCE)
    connection.execute(f"PRAGMA journal_mode = {journal_mode(sqlite3.sqlite_version_info)}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _queue_up(made: Engine, line: Line) -> None:
    """Let transactions on a file begin in the order in which they are asked for."""

    def begin(connection: Connection) -> None:
        file: Any = connection.connection.driver_connection
        give_up_at = time.monotonic() + BUSY_SECONDS
        file.execute("PRAGMA busy_timeout = 0")
        try:
            with line.head(give_up_at):
                while _is_busy(file) and time.monotonic() < give_up_at:
                    time.sleep(LOOK_SECONDS)
            if not file.in_transaction:
                _begin(connection)  # says what is wrong
        finally:
            file.execute(PATIENCE)

    event.listen(made, "begin", begin)
    event.listen(made, "engine_disposed", lambda _: line.close())


def _is_busy(file: sqlite3.Connection) -> bool:
    """Begin, unless another has. What else may be wrong is for the next one to say."""
    try:
        file.execute("BEGIN IMMEDIATE")
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode & PRIMARY == sqlite3.SQLITE_BUSY
    return False
