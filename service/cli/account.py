"""The application with its account, as most commands need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.bootstrap import App, build, not_connected
from service.store import accounts
from service.store.accounts import AccountState

if TYPE_CHECKING:
    from service.store.accounts import Account


def here() -> tuple[App, Account]:
    """Return the application and its account, connected or not."""
    app = build()
    with app.database.begin() as tx:
        return app, accounts.ensure(tx, app.clock())


def connected() -> tuple[App, Account]:
    """Return both, or raise `NotConnected`."""
    app, account = here()
    if account.state is AccountState.NOT_CONNECTED:
        raise not_connected()
    return app, account
