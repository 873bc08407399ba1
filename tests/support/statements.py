"""What is said to a database, and in how many transactions."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.store.database import Database


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """List every statement that is made meanwhile."""
    made: list[str] = []

    def note(_connection, _cursor, statement, *_):
        made.append(statement)

    event.listen(database._engine, "before_cursor_execute", note)
    yield made
    event.remove(database._engine, "before_cursor_execute", note)


@contextmanager
def transactions(database: Database) -> Iterator[list[object]]:
    """List every transaction that begins meanwhile."""
    begun: list[object] = []

    def note(connection):
        begun.append(connection)

    event.listen(database._engine, "begin", note)
    yield begun
    event.remove(database._engine, "begin", note)
