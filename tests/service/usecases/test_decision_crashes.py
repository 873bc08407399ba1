"""Killed at any moment: each decision is asked once, and done once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.asking import (
    ALL,
    DEFER,
    LET_GO,
    MASTER,
    asked,
    asking_home,
    entries,
    review_gid,
    subtasks,
    tick,
)
from support.crashing import (
    die,
    killed,
    killed_around_each_commit,
    killed_around_each_request,
)
from support.home import GRACE, Home
from support.turns import Service

from integrations.asana.sandbox import Fault
from service.domain.decision import Status
from service.domain.plan import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.store.database import Database

WITHOUT_LET_GO = [title for title in ALL if title != LET_GO]


def start_anew(home: Home) -> None:
    """Let the dead worker's lease and the grace run out, with a worker that lives."""
    home.mortal = None
    home.world.faults.clear()
    for _ in range(3):
        home.wait(seconds=GRACE.total_seconds() + 1)
        Service(home).work()


def assert_asked_once(home: Home) -> None:
    (review,) = Service(home).tasks()
    assert [one["name"] for one in review["subtasks"]] == WITHOUT_LET_GO
    assert [one.gid for one in asked(home)] == [one["gid"] for one in review["subtasks"]]


def answered(home: Home) -> None:
    """Make the review, take in our own echoes, and let the person answer."""
    Service(home).work()
    home.wait(minutes=5)
    Service(home).work()
    home.person.complete(home.gid("Pricing"))
    tick(home, MASTER)
    tick(home, DEFER)
    home.wait(minutes=2)


def assert_done_once(home: Home) -> None:
    assert len(entries(home, "decided")) == 1
    assert len(entries(home, "moot")) == 1
    assert home.goal("Data").state is State.MASTERED
    assert home.goal("Pricing").state is State.MASTERED
    assert "Data" in home.tasks("Mastered")
    assert str(subtasks(home)[DEFER]["html_notes"]).count("so nothing was done") == 1


CASES: list[tuple[Callable[[Home], None], Callable[[Home], None]]] = [
    (lambda _: None, assert_asked_once),
    (answered, assert_done_once),
]


def begun(sqlite: Callable[[], Database], before: Callable[[Home], None]) -> Callable[[], Home]:
    """A maker of homes in which `before` has happened."""

    def make() -> Home:
        home = asking_home(sqlite(), put_off=0)
        before(home)
        return home

    return make


making_and_acting = pytest.mark.parametrize(
    ("before", "check"), CASES, ids=["making", "acting"]
)


def work(home: Home) -> None:
    Service(home).work()


@making_and_acting
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_one_killed_around_any_commit(sqlite, moments, before, check, after):
    for home in killed_around_each_commit(begun(sqlite, before), work, moments, after=after):
        start_anew(home)

        check(home)


@making_and_acting
@pytest.mark.parametrize("when", ["before", "after"])
def test_one_killed_around_any_request(sqlite, moments, before, check, when):
    for home in killed_around_each_request(begun(sqlite, before), work, moments, when):
        start_anew(home)

        check(home)


def test_one_killed_between_the_review_and_its_decisions(database):
    home = asking_home(database, put_off=0)
    home.world.faults.add(Fault("before", method="POST", path=r".*/subtasks", do=die))
    assert killed(work, home)
    assert subtasks(home) == {}
    start_anew(home)

    assert_asked_once(home)


def test_a_review_that_is_completed_before_its_questions_are_there_asks_none(database):
    home = asking_home(database, put_off=0)
    Service(home).work()
    home.wait(minutes=5)
    home.world.faults.add(Fault("before", method="POST", path=r".*/subtasks", do=die))
    home.wait(days=7)
    assert killed(work, home)
    home.person.complete(review_gid(home))
    start_anew(home)

    assert subtasks(home) == {}
    found = [one for one in asked(home) if one.review == review_gid(home)]
    assert {(one.status, one.declined) for one in found} == {(Status.NO, False)}


def test_one_killed_between_acting_and_the_boards_next_change(database):
    home = asking_home(database, put_off=0)
    answered(home)
    home.world.faults.add(Fault("before", method="PUT", do=die))
    assert killed(work, home)
    assert len(entries(home, "decided")) == 1
    start_anew(home)

    assert_done_once(home)
