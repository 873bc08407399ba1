"""A process that dies around one of its commits."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from service.store.database import Database


class Killed(BaseException):
    """The process ends here; nothing below may catch it."""


class Mortal:
    """A database whose process dies around its n-th transaction, before or after its commit."""

    def __init__(self, database: Database, at: int, *, after: bool) -> None:
        self._database, self._left, self._after = database, at, after

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        self._left -= 1
        with self._database.begin() as tx:
            yield tx
            if self._left == 0 and not self._after:
                raise Killed
        if self._left == 0:
            raise Killed
