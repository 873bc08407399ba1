"""A browser in front of the pages: what it sends by itself, and a signed-in person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.visitor import AS_A_BROWSER, Browser

from service.store import accounts, sessions
from service.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx
    from starlette.types import ASGIApp

    from service.bootstrap import App


@pytest.fixture
def signed_out(app: App, visit: Callable[[ASGIApp], httpx.Client]) -> httpx.Client:
    http = visit(create_app(app))
    http.headers.update(AS_A_BROWSER)
    return http


@pytest.fixture
def browser(app: App, signed_out: httpx.Client) -> Browser:
    with app.database.begin() as tx:
        account = accounts.the_only(tx)
        secret = sessions.begin(tx, account.id, app.clock())
    signed_out.cookies.set("momentum_8765", secret)
    return Browser(signed_out)
