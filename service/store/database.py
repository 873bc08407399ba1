"""One database, SQLite or PostgreSQL, and the one way to speak to it: a short transaction."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING

from sqlalchemy import URL, StaticPool, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from service.errors import ConfigurationError, TryLater
from service.store import form, postgresql, sqlite
from service.store.beginning import make_tables
from service.store.private import make_directory, make_file
from service.store.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

    from service.store.form import Form

SQLITE = "sqlite"
POSTGRESQL = "postgresql"
MIGRATION_LOCK = 0x4D6F6D656E74756D  # "Momentum": the same in every process


class Database:
    """Hands out transactions. Safe to share between threads; make one with `open_database`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turns = Turns() if self.dialect == SQLITE else None
        self._whose_turn: int | None = None

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """Open a transaction: committed at the end, rolled back when an error leaves it.

        On SQLite it is the only one from its first moment on (BEGIN IMMEDIATE). Raises
        `TryLater` when the database is locked, full or out of reach, and
        `ConfigurationError` when it is damaged.
        """
        try:
            with self._its_turn(), self._engine.begin() as tx:
                yield tx
        except DatabaseError as error:
            raise _explained(error) from error.orig

    def upgrade(self) -> None:
        """Bring the tables to this version's form; others who try meanwhile wait.

        Where there are none yet they are made at once, as all migrations together make them.
        """
        with self.begin() as tx:
            if self.dialect == POSTGRESQL:
                tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            if not inspect(tx).get_table_names():
                make_tables(tx)
                return
            from service.store import migrations  # noqa: PLC0415 - Alembic is slow to import

            migrations.upgrade(tx)

    def form(self) -> Form:
        """Return the form that the tables have."""
        with self.begin() as tx:
            return form.read(tx)

    def is_sound(self) -> bool:
        """Say whether a SQLite file is whole; a server looks after its own."""
        if self.dialect != SQLITE:
            return True
        with self.begin() as tx:
            return tx.execute(text("PRAGMA quick_check(1)")).scalar() == "ok"

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def _its_turn(self) -> Iterator[None]:
        """Queue up within the process: SQLite's own waiting is a poll that starves threads."""
        if self._turns is None:
            yield
        elif self._whose_turn == get_ident():
            raise RuntimeError("This thread is in a transaction, and would wait for itself.")
        elif self._turns.take(sqlite.BUSY_SECONDS):
            self._whose_turn = get_ident()
            try:
                yield
            finally:
                self._whose_turn = None
                self._turns.hand_on()
        else:
            raise TryLater("The database is busy.", hint="Try again in a moment.")


def open_database(url: str) -> Database:
    """Open the database at `url`; a SQLite file is made, private, where there is none.

    No connection is made yet. Raises `ConfigurationError` for a URL of another kind.
    """
    parsed = parse_url(url)
    if (path := sqlite_path(parsed)) is not None:
        make_directory(path.parent)
        make_file(path)
        return Database(sqlite.engine(parsed))
    return Database(postgresql.engine(parsed))


def database_in_memory() -> Database:
    """Make an empty SQLite database that is gone when it is closed."""
    # It lives in its connection, so that all threads need the same one.
    one = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    return Database(sqlite.engine(make_url("sqlite://"), **one))


def open_file(path: Path) -> Database:
    """Open a SQLite file."""
    return Database(sqlite.engine(URL.create(SQLITE, database=str(path))))


def sqlite_path(url: URL) -> Path | None:
    """Return the file of a SQLite database, None for a server's."""
    return Path(url.database or "") if url.get_backend_name() == SQLITE else None


def parse_url(url: str) -> URL:
    """Read a URL, and never repeat it: it may hold a password."""
    hint = "Use sqlite:////path/to/file.db or postgresql://user:password@host/name."
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise ConfigurationError("MOMENTUM_DATABASE_URL is not a URL.", hint=hint) from None
    if parsed.drivername == SQLITE and parsed.database not in (None, "", ":memory:"):
        return parsed
    if parsed.drivername in (POSTGRESQL, "postgres", "postgresql+psycopg"):
        return parsed.set(drivername="postgresql+psycopg")
    raise ConfigurationError("MOMENTUM_DATABASE_URL names no database we know.", hint=hint)


def _explained(error: DatabaseError) -> Exception:
    """Say what is wrong, with the driver's reason, without the statement and its values.

    What is wrong with a statement is our fault, and goes on as it is.
    """
    reason = (str(error.orig).strip().splitlines() or ["no answer"])[0].rstrip(".")
    says = "The database cannot be used."
    if isinstance(error, OperationalError):
        hint = "Check MOMENTUM_DATABASE_URL, that the database runs and its disk has room."
        return TryLater(says, hint=hint, reason=reason)
    if type(error) is DatabaseError:
        return ConfigurationError(says, hint="Restore it from a backup.", reason=reason)
    return error
