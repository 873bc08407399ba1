"""A connected account, and a clock that stands still."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from service.store import accounts
from service.store.accounts import Account, AccountState, Priority
from service.store.tables import accounts as table

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.store.database import Database


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 10, 5, 8, 0, tzinfo=UTC)


@pytest.fixture
def account(database: Database, now: datetime) -> Account:
    """The one account, connected, its first run due."""
    with database.begin() as tx:
        found = accounts.ensure(tx, now)
        accounts.connect(
            tx,
            found.id,
            name="Ada Example",
            email="ada@example.com",
            user_gid="11",
            workspace_gid="12",
            workspace_name="Home",
            auth="token",
            token=b"sealed",
            now=now,
        )
        return accounts.get(tx, found.id)


@pytest.fixture
def many(database: Database, now: datetime) -> Callable[[int], list[int]]:
    """Make so many accounts that nothing is asked of yet."""
    values = {
        "created_at": now,
        "name": "",
        "email": "",
        "workspace_name": "",
        "auth": "token",
        "state": AccountState.OK,
        "state_message": "",
        "state_hint": "",
        "wanted": 0,
        "done": 0,
        "review_wanted": False,
        "priority": Priority.FULL,
    }

    def make(count: int) -> list[int]:
        with database.begin() as tx:
            tx.execute(insert(table), [values] * count)
            return accounts.ids(tx)

    return make
