"""Putting a backup back: checked first, and what it replaces is kept.

Where the present database is sound, all rows are exchanged in one transaction, so that
processes that have it open go on with it. Else the file itself is exchanged.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from service.errors import Conflict, InvalidInput, ServiceError
from service.store import accounts, migrations
from service.store.database import open_database, open_file, parse_url, sqlite_path
from service.store.private import make_directory
from service.store.sqlite_file import draft_of, move_aside, put
from service.store.tables import accounts as accounts_table
from service.store.tables import metadata, sessions
from service.store.webhooks import check_soon
from service.usecases.backup import restore_by_hand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from service.store.database import Database

BATCH = 500
"""So many rows are carried over at a time."""
row = accounts_table.c


def restore(database_url: str, file: Path, now: datetime, *, force: bool) -> Path | None:
    """Put the backup in `file` in the database's place; return where that is kept.

    An older version's backup is brought up to date. The next sync reads everything. Raises
    `InvalidInput` for what is no backup of ours, or a newer version's; `Conflict` while work
    is under way, for PostgreSQL, and where the present database cannot be read, unless
    `force`.
    """
    url = parse_url(database_url)
    target = sqlite_path(url)
    if target is None:
        raise restore_by_hand(url, file)
    make_directory(target.parent)
    with draft_of(file, target) as draft:
        with closing(open_file(draft)) as backup:
            _bring_up_to_date(backup, file)
            _begin_anew(backup, now)
        return _put(database_url, draft, target, now, force=force)


def _bring_up_to_date(backup: Database, file: Path) -> None:
    found = backup.form().revision
    if found is None:
        raise InvalidInput(
            f"{file} is no database of Momentum's.",
            hint="Name a file that `momentum db backup` has made.",
        )
    if found not in migrations.known():
        raise InvalidInput(
            f"{file} was made by a newer version of Momentum.",
            hint="Install that version, or newer, and restore it with that one.",
        )
    backup.upgrade()


def _begin_anew(backup: Database, now: datetime) -> None:
    """Nobody is at it or signed in, everything is to be read, and webhooks are checked."""
    fresh = {
        "lease_owner": None,
        "lease_until": None,
        "event_token": None,
        "next_full_at": None,
    }
    with backup.begin() as tx:
        tx.execute(delete(sessions))
        for account_id in accounts.ids(tx):
            check_soon(tx, account_id, now)
            tx.execute(update(accounts_table).where(row.id == account_id).values(fresh))
            accounts.request(tx, account_id, now=now)


def _put(
    database_url: str, draft: Path, target: Path, now: datetime, *, force: bool
) -> Path | None:
    if not target.exists():
        put(draft, target, replace=True)
        return None
    aside = _free(target, now)
    with closing(open_database(database_url)) as present:
        try:
            present.upgrade()
        except ServiceError as error:
            if not force:
                raise _unreadable(error) from error
        else:
            _exchange_rows(present, draft, target, aside, now)
            return aside
    move_aside(target, aside)
    put(draft, target, replace=True)
    return aside


def _exchange_rows(
    present: Database, draft: Path, target: Path, aside: Path, now: datetime
) -> None:
    with closing(open_file(draft)) as backup, present.begin() as tx, backup.begin() as source:
        if held := _held(tx, now):
            raise held
        with draft_of(target, aside) as former:  # reading goes on beside a transaction
            put(former, aside, replace=False)
        for table in reversed(metadata.sorted_tables):
            tx.exec_driver_sql(f"DELETE FROM {table.name}")  # noqa: S608 - names of ours
        for table in metadata.sorted_tables:
            names = [column.name for column in table.columns]
            marks = ", ".join("?" for _ in names)
            into = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - names of ours
            for rows in _rows(source, table.name, names):
                tx.exec_driver_sql(into, rows)


def _rows(
    source: Connection, table: str, names: list[str]
) -> Iterator[list[tuple[object, ...]]]:
    """Read a table as it is stored: no value is turned into anything on its way."""
    found = source.exec_driver_sql(f"SELECT {', '.join(names)} FROM {table}")  # noqa: S608 - names of ours
    for part in found.partitions(BATCH):
        yield [tuple(each) for each in part]


def _held(tx: Connection, now: datetime) -> Conflict | None:
    """Return the error that names who is at work."""
    held = select(row.name, row.lease_owner).where(row.lease_until > now)
    said = [f"{owner.rpartition('/')[0]} for {name}" for name, owner in tx.execute(held)]
    if not said:
        return None
    return Conflict(
        f"Work is under way: {', '.join(said)} (machine:process).",
        hint="End those processes, or wait until they are done, and restore again.",
    )


def _free(target: Path, now: datetime) -> Path:
    """Return a name that nothing has yet."""
    first = target.with_name(f"{target.name}.before-{now:%Y%m%dT%H%M%SZ}")
    others = (first.with_name(f"{first.name}-{number}") for number in range(2, 1000))
    return first if not first.exists() else next(each for each in others if not each.exists())


def _unreadable(error: ServiceError) -> Conflict:
    return Conflict(
        f"The present database cannot tell who uses it. {error.in_full}",
        hint="End every `momentum serve` and `momentum worker`, then add --force; "
        "the present file is kept beside the restored one.",
    )
