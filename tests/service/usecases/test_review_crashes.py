"""A process killed at any moment, and four workers at once: still one review a week."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from support.crashing import killed_around_each_commit, killed_around_each_request
from support.home import Home, make_home
from support.plans import SMALL
from support.turns import Service

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.store.database import Database

CONNECTED = datetime(2026, 10, 7, 10, tzinfo=UTC)
FIRST = datetime(2026, 10, 12, 8, tzinfo=UTC)
REVIEW = "Review of Monday 12 October 2026"
WORKERS = 4


@pytest.fixture
def home(database) -> Home:
    return begun(database)


def begun(database: Database) -> Home:
    home = make_home(database)
    home.time[0] = CONNECTED
    home.plan_file(SMALL)
    Service(home).work()
    return home


def start_anew(home: Home) -> None:
    """Let the dead worker's lease and the grace run out, with a worker that lives."""
    for _ in range(3):
        home.wait(seconds=181)
        Service(home).work()


def assert_one_review(home: Home) -> None:
    service = Service(home)
    (task,), (kept,) = service.tasks(), service.reviews()
    assert (task["name"], task["gid"]) == (REVIEW, kept.gid)
    assert service.next_review_at() == datetime(2026, 10, 19, 8, tzinfo=UTC)


def work(home: Home) -> None:
    Service(home).work()


def due(sqlite: Callable[[], Database]) -> Callable[[], Home]:
    """A maker of homes whose first review is due."""

    def make() -> Home:
        home = begun(sqlite())
        home.time[0] = FIRST
        return home

    return make


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_one_killed_around_any_commit(sqlite, moments, after):
    for home in killed_around_each_commit(due(sqlite), work, moments, after=after):
        start_anew(home)

        assert_one_review(home)


@pytest.mark.parametrize("when", ["before", "after"])
def test_one_killed_around_any_request(sqlite, moments, when):
    for home in killed_around_each_request(due(sqlite), work, moments, when):
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
