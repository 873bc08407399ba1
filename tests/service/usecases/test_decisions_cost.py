"""What following the decisions of the last two reviews costs in requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.asking import (
    DEFER,
    MASTER,
    WEEK,
    asking_home,
    review_gid,
    subtasks,
    tick,
)
from support.turns import Service

from service.store import accounts

if TYPE_CHECKING:
    from support.home import Home


@pytest.fixture
def home(database) -> Home:
    """Two reviews ask, and our own echoes have been heard."""
    home = asking_home(database)
    Service(home).work()
    home.wait(days=WEEK.days, hours=2)
    Service(home).work()
    home.sync()
    home.sync()
    home.world.requests.clear()
    return home


def trips(home: Home) -> list[str]:
    return [f"{one.method} {one.path}" for one in home.world.requests if not one.in_batch]


def test_nothing_new_costs_one_request(home):
    home.sync()

    assert trips(home) == ["GET /events"]


def test_a_turn_without_news_costs_one_request(home):
    with home.database.begin() as tx:
        accounts.request(tx, home.account_id, now=home.now())
    Service(home).work()

    assert trips(home) == ["GET /events"]


def test_a_ticked_decision_costs_three_reading_requests_and_its_writes(home):
    tick(home, MASTER)
    home.sync()

    assert home.world.requests
    assert len(trips(home)) == 3 + 2  # events, the tick, the goal; its tick and its move


def test_one_that_is_overtaken_costs_three_reading_requests_and_one_write(home):
    home.person.complete(home.gid("Pricing"))
    home.sync()
    home.sync()
    home.world.requests.clear()
    tick(home, DEFER)
    home.sync()

    assert len(trips(home)) == 3 + 1


def test_unticking_costs_three_reading_requests_and_one_write(home):
    gid = tick(home, MASTER)
    home.sync()
    home.sync()
    home.world.requests.clear()
    home.person.untick(gid)
    home.sync()

    assert len(trips(home)) == 3 + 1


def test_completing_a_review_costs_two_requests(home):
    home.person.complete(review_gid(home))
    home.sync()

    assert len(trips(home)) == 2


def test_in_a_full_reading_the_reviews_ride_along(home):
    home.sync(force=True)

    lists = [one for one in home.world.requests if one.path.endswith("/subtasks")]
    assert len(lists) == 1 + 2  # one goal has a step, two reviews ask
    assert len(trips(home)) == 1 + 1 + 1  # as without any review: one page, one batch


def test_a_persons_subtask_of_a_review_is_read_once_and_left_alone(home):
    home.person.add_subtask(review_gid(home), "Call Ada")
    home.sync()

    assert len(trips(home)) == 2
    assert "Call Ada" in subtasks(home)
