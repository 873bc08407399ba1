"""Backing the database up, while it is in use."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from service.errors import Conflict, InvalidInput, NotFound
from service.store.database import parse_url, sqlite_path
from service.store.sqlite_file import draft_of, put

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import URL

SECRET = ("password", "sslpassword", "passfile")
"""Parts of a PostgreSQL URL's query that do not belong into a command."""


def back_up(database_url: str, file: Path, *, force: bool) -> None:
    """Write the database as it is at one moment into `file`, checked, for the owner alone.

    Raises `Conflict` where the file is there already, unless `force`, and for PostgreSQL,
    with the command that backs it up.
    """
    url = parse_url(database_url)
    source = sqlite_path(url)
    if source is None:
        raise _theirs("backs it up", f"umask 077; pg_dump --format=custom {_to(url, file)}")
    if not source.is_file():
        raise NotFound("There is no database yet.", hint="`momentum connect` makes it.")
    if file.exists() and file.samefile(source):
        raise InvalidInput(f"{file} is the database itself.", hint="Name another file.")
    if file.exists() and not force:
        raise _is_there(file)
    with draft_of(source, file) as draft:
        try:
            put(draft, file, replace=force)
        except FileExistsError:
            raise _is_there(file) from None


def restore_by_hand(url: URL, file: Path) -> Conflict:
    """Say how a PostgreSQL database is restored."""
    pg_restore = "pg_restore --clean --if-exists --no-owner --single-transaction"
    given = f"{_connection(url)} {shlex.quote(str(file))}"
    return _theirs(
        "restores it",
        f"{pg_restore} {given} && momentum db upgrade",
        first="end every `momentum serve` and `momentum worker`, then run",
    )


def _theirs(does: str, command: str, *, first: str = "run") -> Conflict:
    return Conflict(
        f"The database is PostgreSQL, whose own tool {does}.",
        hint=f"The password belongs into ~/.pgpass, or is asked for; {first}: {command}",
    )


def _to(url: URL, file: Path) -> str:
    return f"--file={shlex.quote(str(file))} {_connection(url)}"


def _connection(url: URL) -> str:
    """Name a database for PostgreSQL's tools, without what is secret."""
    public = url.set(drivername="postgresql").difference_update_query(SECRET)
    public = public._replace(password=None)  # URL.set takes None for "as it is"
    return f"--dbname={shlex.quote(public.render_as_string(hide_password=False))}"


def _is_there(file: Path) -> Conflict:
    return Conflict(
        f"{file} is there already.", hint="Name another file, or add --force to replace it."
    )
