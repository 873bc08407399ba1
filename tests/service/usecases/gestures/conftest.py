"""A board in step with its plan, ready for the person."""

from __future__ import annotations

import pytest
from support.home import Home, make_home
from support.plans import SMALL


@pytest.fixture
def home(database) -> Home:
    home = make_home(database)
    home.plan_file(SMALL)
    home.sync()
    home.wait(minutes=10)
    home.sync()  # our own echoes
    return home
