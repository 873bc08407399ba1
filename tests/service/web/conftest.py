"""The web application on a real database, with and without its key."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from support.in_process import ADDRESS, InProcess

from service.bootstrap import App
from service.config import Settings
from service.store import accounts, keys
from service.store.vault import Vault
from service.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from anyio.from_thread import BlockingPortal
    from starlette.types import ASGIApp

    from service.store.database import Database

MONDAY = datetime(2026, 10, 5, 7, tzinfo=UTC)
HOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - the published example's


@pytest.fixture(scope="session")
def portal() -> Iterator[BlockingPortal]:
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture
def visit(portal: BlockingPortal) -> Callable[[ASGIApp], httpx.Client]:
    def visit(app: ASGIApp) -> httpx.Client:
        return httpx.Client(transport=InProcess(app, portal), base_url=ADDRESS, trust_env=False)

    return visit


@pytest.fixture
def app(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> App:
    monkeypatch.chdir(tmp_path)  # no .env of the person who runs the tests
    settings = Settings(home=tmp_path / "home", hook_secret=HOOK_SECRET)
    with database.begin() as tx:
        accounts.ensure(tx, MONDAY)
    return App(settings, database, Vault.unlock(settings, database), lambda: MONDAY)


@pytest.fixture
def connected(app: App) -> int:
    """An account that a person has connected; returns its id."""
    token = app.vault.seal("a token of hers")
    with app.database.begin() as tx:
        account = accounts.the_only(tx)
        accounts.connect(
            tx,
            account.id,
            name="Ada Example",
            email="ada@example.com",
            user_gid="1",
            workspace_gid="2",
            workspace_name="Home",
            auth="token",
            token=token,
            now=MONDAY,
        )
    return account.id


@pytest.fixture
def stranger(app: App, visit: Callable[[ASGIApp], httpx.Client]) -> httpx.Client:
    """A client without a key."""
    return visit(create_app(app))


@pytest.fixture
def client(app: App, visit: Callable[[ASGIApp], httpx.Client]) -> httpx.Client:
    """A client with a key."""
    with app.database.begin() as tx:
        key = keys.create(tx, accounts.the_only(tx).id, "script", MONDAY)
    client = visit(create_app(app))
    client.headers["Authorization"] = f"Bearer {key}"
    return client
