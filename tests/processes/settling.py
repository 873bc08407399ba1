"""Between two mishaps: everything runs again, rings again, and comes to its end."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

from support.processes import answer_to

if TYPE_CHECKING:
    from datetime import datetime

    from processes.home import Home

MOST_TRIES, KEEPERS_PAUSE = 5, 12.0
"""A webhook is looked after every ten seconds."""


def all_run(home: Home) -> None:
    """Start what was killed: the service comes first in `programs`, then the worker."""
    assert all(program.alive() for program in home.programs), home.log()
    running = {program.orders.port for program in home.programs}
    if home.port not in running:
        home.serve()
    if None not in running:
        home.worker()
    home.programs.sort(key=lambda program: program.orders.port is None)
    home.asana.knock_again()


def until_it_rings(home: Home) -> None:
    """Let everything run until a webhook is there; what failed is tried again at once."""
    all_run(home)
    for _ in range(MOST_TRIES):
        home.clock.turn(minutes=2)
        turned = time.monotonic()
        answer_to(
            home.rings,
            lambda rings, since=turned: rings or time.monotonic() > since + KEEPERS_PAUSE,
        )
        if home.rings():
            return
    assert home.rings()


def until_synced(home: Home) -> None:
    """Let the first sync be done, without which no review is due, and the webhook ring."""
    until_it_rings(home)
    home.wait_until_done()


def next_monday(home: Home) -> datetime:
    """The moment of the next review."""
    today = home.clock().replace(hour=9, minute=0, second=1)
    return today + timedelta(days=7 - today.weekday())


def settle(home: Home) -> None:
    """Let everything run until all that was rung and asked for is done."""
    until_it_rings(home)
    answer_to(lambda: home.asana.knock_again() or home.asana.undelivered(), lambda n: n == 0)
    home.wait_until_done()
