"""A real SQLite store in memory, new for each schedule, and processes that die on it."""

from __future__ import annotations

import itertools
import random
import secrets
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import StaticPool, make_url

from service.errors import TryLater
from service.store import sqlite
from service.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection


class Killed(BaseException):
    """The process ends here; nothing below may catch it."""


class Ground:
    """One database that is emptied for each schedule, so that statements stay compiled."""

    def __init__(self) -> None:
        # One connection for all threads: of several workers only one is awake at any time.
        engine = sqlite.engine(
            make_url("sqlite://"),
            poolclass=StaticPool,
            connect_args={"check_same_thread": False},
        )
        self.database = Database(engine)
        self.database.upgrade()
        self._raw = engine.raw_connection().driver_connection
        self._empty = sqlite3.connect(":memory:")
        self._raw.backup(self._empty)

    def fresh(self) -> Database:
        self._empty.backup(self._raw)
        return self.database


class Mortal:
    """A database that asks before each transaction how it will end.

    `fate` returns nothing where it ends well, "before" or "after" where the process dies
    around the commit, and "locked" where the database is busy. `looked` hears of those that
    have written nothing.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.fate: Callable[[], str | None] = lambda: None
        self.looked: Callable[[], object] = lambda: None

    def die_at(self, commit: int, *, after: bool) -> None:
        """Die around one commit, so many from now."""
        left = itertools.count(commit, -1)
        self.fate = lambda: ("after" if after else "before") if next(left) == 1 else None

    def live(self) -> None:
        """Die no more."""
        self.fate = lambda: None

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        fate = self.fate()
        if fate == "locked":
            raise TryLater("The database is busy.", hint="Try again in a moment.")
        with self._database.begin() as tx:
            written = tx.connection.total_changes
            yield tx
            if tx.connection.total_changes == written:
                self.looked()
            if fate == "before":
                raise Killed
        if fate == "after":
            raise Killed


class Dice:
    """In place of `secrets`: the ids of one schedule are always the same."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - has to be repeatable

    def choice(self, items: str) -> str:
        return self._random.choice(items)


@contextmanager
def repeatable_ids(seed: int) -> Iterator[None]:
    """Let everything that is made meanwhile get ids that only the seed decides."""
    from service.domain import plan  # noqa: PLC0415 - what is swapped is its name there

    plan.secrets = Dice(seed)
    random.seed(seed)  # how long the client waits between two attempts
    try:
        yield
    finally:
        plan.secrets = secrets
