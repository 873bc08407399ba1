"""A process killed at any moment, and four workers at once: still one review a week."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from support.home import Home, make_home
from support.mortal import Killed, Mortal
from support.plans import SMALL
from support.turns import Service

from integrations.asana.sandbox import Fault

CONNECTED = datetime(2026, 10, 7, 10, tzinfo=UTC)
FIRST = datetime(2026, 10, 12, 8, tzinfo=UTC)
REVIEW = "Review of Monday 12 October 2026"
COMMITS = 30  # more than a turn with a review has
REQUESTS = 12
WORKERS = 4
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def home(database) -> Home:
    home = make_home(database)
    home.time[0] = CONNECTED
    home.plan_file(SMALL)
    Service(home).work()
    return home


def start_anew(home: Home) -> None:
    """Let the dead worker's lease and the grace run out, with a worker that lives."""
    home.mortal = None
    home.world.faults.clear()
    for _ in range(3):
        home.wait(seconds=181)
        Service(home).work()


def assert_one_review(home: Home) -> None:
    service = Service(home)
    (task,), (kept,) = service.tasks(), service.reviews()
    assert (task["name"], task["gid"]) == (REVIEW, kept.gid)
    assert service.next_review_at() == datetime(2026, 10, 19, 8, tzinfo=UTC)


@ON_SQLITE
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("number", range(1, COMMITS))
def test_one_killed_around_any_commit(home, number, after):
    home.time[0] = FIRST
    home.mortal = Mortal(home.database, number, after=after)
    with suppress(Killed):
        Service(home).work()

    start_anew(home)

    assert_one_review(home)


@ON_SQLITE
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("number", range(REQUESTS))
def test_one_killed_around_any_request(home, number, when):
    home.time[0] = FIRST
    home.world.faults.add(Fault(when, skip=number, do=die))
    with suppress(Killed):
        Service(home).work()

    start_anew(home)

    assert_one_review(home)


def test_four_workers_at_the_same_moment_make_one(home):
    home.time[0] = FIRST
    together = Barrier(WORKERS)

    def work() -> None:
        together.wait()
        Service(home).work()

    threads = [Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert_one_review(home)


def die() -> None:
    raise Killed
