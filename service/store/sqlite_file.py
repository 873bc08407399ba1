"""A SQLite database as a file: copied whole while it is in use, and looked over."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from service.errors import ConfigurationError
from service.store.private import flush
from service.store.sqlite import BUSY_SECONDS, TURN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADER = b"SQLite format 3\0"
COMPANIONS = ("", "-wal", "-shm", "-journal", TURN)
"""What stands behind the name of a database's file and of those that belong to it."""


@contextmanager
def draft_of(source: Path, target: Path) -> Iterator[Path]:
    """Lend a checked copy of `source` beside `target`, the owner's alone, gone afterwards.

    The copy is the database as it was at one moment, whoever writes meanwhile. Raises
    `ConfigurationError` when the source cannot be read or is damaged.
    """
    draft = target.with_name(f"{target.name}.{secrets.token_hex(8)}")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        try:
            _copy(source, draft)
        except sqlite3.Error as error:
            raise _unusable(source, str(error)) from None
        yield draft
    finally:
        for companion in COMPANIONS:
            draft.with_name(draft.name + companion).unlink(missing_ok=True)


def put(draft: Path, target: Path, *, replace: bool) -> None:
    """Give a draft its name, on the disk for good; `FileExistsError` unless `replace`."""
    flush(draft)
    if replace:
        draft.replace(target)
    else:
        os.link(draft, target)
    flush(target.parent)


def move_aside(path: Path, aside: Path) -> None:
    """Rename a database that may be damaged, with all that belongs to it."""
    for companion in COMPANIONS:
        part = path.with_name(path.name + companion)
        if part.exists():
            part.rename(aside.with_name(aside.name + companion))
    flush(path.parent)


def _copy(source: Path, draft: Path) -> None:
    with source.open("rb") as file:
        if file.read(len(HEADER)) != HEADER:
            raise _unusable(source, "it is no SQLite file")
    with closing(_open(source)) as read, closing(_open(draft)) as written:
        read.execute("BEGIN")
        read.execute("SELECT count(*) FROM sqlite_master").fetchone()  # waits for its turn
        read.backup(written)
        written.execute("PRAGMA journal_mode = DELETE")  # so that it is one file
        says = written.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if says != "ok" or written.execute("PRAGMA foreign_key_check").fetchone():
            raise _unusable(source, "it is damaged")


def _open(path: Path) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _unusable(path: Path, reason: str) -> ConfigurationError:
    return ConfigurationError(
        f"The database {path} cannot be used: {reason}.",
        hint="Take another backup: `momentum db restore FILE`. Without one, `momentum connect` "
        "and `momentum db recover` on an empty home bring everything back from Asana.",
    )
