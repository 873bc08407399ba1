"""A browser in front of the pages: what it sends by itself, and a signed-in person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest
from support.plans import SMALL
from support.visitor import AS_A_BROWSER, Browser

from integrations.asana.sandbox import World, transport
from service.store import accounts, sessions
from service.usecases.import_plan import import_plan
from service.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from service.bootstrap import App


@pytest.fixture
def world(app: App) -> World:
    return World(app.clock)


@pytest.fixture
def token(world: World) -> str:
    """Ada's token in an Asana of her own."""
    ada = world.add_user("Ada Example", "ada@example.com")
    world.add_workspace("Home", members=[ada])
    return world.add_token(ada)


@pytest.fixture
def at_asana(app: App, world: World) -> App:
    """The application, at that Asana."""
    return replace(app, http=httpx.Client(transport=transport(world)))


@pytest.fixture
def planned(app: App) -> None:
    """The small plan is there."""
    with app.database.begin() as tx:
        account = accounts.the_only(tx)
    import_plan(app.database, account.id, SMALL, now=app.clock())


@pytest.fixture
def signed_out(at_asana: App, visit: Callable[[ASGIApp], httpx.Client]) -> httpx.Client:
    http = visit(create_app(at_asana))
    http.headers.update(AS_A_BROWSER)
    return http


@pytest.fixture
def browser(app: App, signed_out: httpx.Client) -> Browser:
    with app.database.begin() as tx:
        account = accounts.the_only(tx)
        secret = sessions.begin(tx, account.id, app.clock())
    signed_out.cookies.set("momentum_8765", secret)
    return Browser(signed_out)
