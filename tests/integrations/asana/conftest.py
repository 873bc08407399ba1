from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import respx

from integrations.asana.client import AsanaClient, Budget, connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Connected = Callable[..., AsanaClient]

URL = "https://asana.example.com/api/1.0"
TOKEN = "2/1234/5678:canary"  # noqa: S105 - no real one


@pytest.fixture
def wire() -> Iterator[respx.MockRouter]:
    """Asana's end of the wire, answering what a test says."""
    with respx.mock(base_url=URL, assert_all_called=False) as router:
        yield router


@pytest.fixture
def naps() -> list[float]:
    """The seconds that the client would have slept."""
    return []


@pytest.fixture
def connected(wire: respx.MockRouter, naps: list[float]) -> Connected:  # noqa: ARG001
    """Make a client; `connect`'s own arguments may be given."""

    def connected(token: str = TOKEN, *, budget: Budget | None = None) -> AsanaClient:
        return connect(token, url=URL, sleep=naps.append, budget=budget)

    return connected


@pytest.fixture
def client(connected: Connected) -> AsanaClient:
    return connected()
