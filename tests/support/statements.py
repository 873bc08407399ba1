"""What is said to a database."""

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
