"""What holds for everything that the service does, whichever test makes it do so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.quieting import silent_writes

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _who_changes_what_a_turn_reads_lets_the_next_one_look() -> Iterator[None]:
    with silent_writes() as silent:
        yield
    assert silent == []
