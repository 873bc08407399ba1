"""The application with its account, as most commands need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.bootstrap import App, build, not_connected
from service.cli.app import MEANT
from service.store import accounts
from service.store.accounts import AccountState

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from service.store.accounts import Account


def here() -> tuple[App, Account]:
    """Return the application and the account that is meant, connected or not."""
    app = build()
    with app.database.begin() as tx:
        return app, meant(tx)


def connected() -> tuple[App, Account]:
    """Return both, or raise `NotConnected`."""
    app, account = here()
    if account.state is AccountState.NOT_CONNECTED:
        raise not_connected()
    return app, account


def meant(tx: Connection) -> Account:
    """Return the account that `--account` names, else the only one there is."""
    wanted = MEANT.get()
    return accounts.the_only(tx) if wanted is None else accounts.get(tx, wanted)
