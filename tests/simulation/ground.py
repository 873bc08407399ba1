"""A real SQLite store in memory, new for each schedule, and processes that die on it."""

from __future__ import annotations

import random
import secrets
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import make_url

from service.store import sqlite
from service.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection


class Killed(BaseException):
    """The process ends here; nothing below may catch it."""


class Ground:
    """One database that is emptied for each schedule, so that statements stay compiled."""

    def __init__(self) -> None:
        engine = sqlite.engine(make_url("sqlite://"))
        self.database = Database(engine)
        self.database.upgrade()
        self._raw = engine.raw_connection().driver_connection
        self._empty = sqlite3.connect(":memory:")
        self._raw.backup(self._empty)

    def fresh(self) -> Database:
        self._empty.backup(self._raw)
        return self.database


class Mortal:
    """A database whose process dies around one of its next commits, once told to."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._left, self._after = 0, False

    def die_at(self, commit: int, *, after: bool) -> None:
        """Die at so many commits from now; 0 is never."""
        self._left, self._after = commit, after

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        self._left -= 1
        dies = self._left == 0
        with self._database.begin() as tx:
            yield tx
            if dies and not self._after:
                raise Killed
        if dies:
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
    try:
        yield
    finally:
        plan.secrets = secrets
