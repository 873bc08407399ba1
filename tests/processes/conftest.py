"""Homes whose processes are real, for tests of one mishap each."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from processes.campaign import PLAN
from processes.home import home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from processes.home import Home


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Callable[..., Home]]:
    """Make a home whose database is at a URL, with Ada's plan in it and nothing synced yet."""
    with ExitStack() as stack:

        def at(url: str, **settings: object) -> Home:
            made = stack.enter_context(home(tmp_path / "home", url, **settings))
            made.move_in(PLAN)
            return made

        yield at


@pytest.fixture
def moved_in(at: Callable[..., Home], database_url: str) -> Home:
    """One on either database."""
    return at(database_url)
