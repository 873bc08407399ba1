"""A house with one account in it."""

from __future__ import annotations

import pytest
from support.house import NOW, House

from service.store import accounts


@pytest.fixture
def house(database):
    house = House(database)
    with database.begin() as tx:
        house.account_id = accounts.ensure(tx, NOW).id
        accounts.connect(
            tx,
            house.account_id,
            name="Ada Example",
            email="ada@example.com",
            user_gid="1",
            workspace_gid="2",
            workspace_name="Home",
            auth="token",
            token=b"sealed",
            now=NOW,
        )
    return house
