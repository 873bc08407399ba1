"""What is said to a database, and in how many transactions."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from service.store.database import Database


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """List every statement that is made meanwhile."""
    made: list[str] = []
    with _heard(database, "before_cursor_execute", lambda *how: made.append(how[2])):
        yield made


@contextmanager
def transactions(database: Database) -> Iterator[list[object]]:
    """List every transaction that begins meanwhile."""
    begun: list[object] = []
    with _heard(database, "begin", begun.append):
        yield begun


@contextmanager
def _heard(database: Database, what: str, listener: Callable[..., object]) -> Iterator[None]:
    event.listen(database._engine, what, listener)
    try:
        yield
    finally:
        event.remove(database._engine, what, listener)
