"""A person with a plan, an Asana of their own, and a sync between them."""

from __future__ import annotations

import pytest
from support.home import Home, make_home


@pytest.fixture
def home(database) -> Home:
    return make_home(database)


@pytest.fixture
def home_with_later(database) -> Home:
    return make_home(database, later=True)
