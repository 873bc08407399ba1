"""Homes whose processes are real, for tests of one mishap each."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from processes.cable import cable
from processes.campaign import PLAN
from processes.home import home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from processes.cable import Cable
    from processes.home import Home


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Callable[..., Home]]:
    """Make a home whose database is at a URL, with Ada's plan in it and nothing synced yet."""
    with ExitStack() as stack:

        def at(url: str, **settings: object) -> Home:
            made = stack.enter_context(home(tmp_path / "home", url, **settings))
            made.move_in(PLAN)
            return made

        yield at


@pytest.fixture
def moved_in(at: Callable[..., Home], database_url: str) -> Home:
    """One on either database."""
    return at(database_url)


@pytest.fixture
def url(postgres) -> Iterator[str]:
    with postgres.fresh() as url:
        yield url


@pytest.fixture
def cables(url: str) -> Iterator[Callable[[Home, str], tuple[dict[str, str], list[Cable]]]]:
    """Make settings by which an address of its own reaches the database and Asana."""
    lent = []

    def lay(home: Home, host: str) -> tuple[dict[str, str], list[Cable]]:
        asana = urlsplit(home.asana.url())
        # Without TLS the program sends a token to this very machine alone.
        there = (asana.hostname, asana.port)
        lent.append(cable(lambda: socket.create_connection(there), "127.0.0.1"))
        lent.append(cable(lambda: _to_server(url), host))
        to_asana, to_database = (each.__enter__() for each in lent[-2:])
        name = urlsplit(url).path
        return {
            "asana_url": f"http://127.0.0.1:{to_asana.port}{asana.path}",
            "database_url": f"postgresql://postgres@{host}:{to_database.port}{name}",
        }, [to_asana, to_database]

    yield lay
    for each in lent:
        each.__exit__(None, None, None)


def _to_server(url: str) -> socket.socket:
    (folder,) = parse_qs(urlsplit(url).query)["host"]
    reached = socket.socket(socket.AF_UNIX)
    reached.connect(f"{folder}/.s.PGSQL.5432")
    return reached
