"""What a late request made once more in a review is ours, until the person touches it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from support.asking import ALL, LET_GO, asking_home
from support.home import Home, make_home
from support.plans import SMALL
from support.turns import Service

from integrations.asana.sandbox import Fault

FIRST = datetime(2026, 10, 12, 8, tzinfo=UTC)
WEEK = timedelta(days=7)
REVIEW = "Review of Monday 12 October 2026"
NEXT_REVIEW = "Review of Monday 19 October 2026"
QUESTIONS = [title for title in ALL if title != LET_GO]


@pytest.fixture
def home(database) -> Home:
    home = make_home(database)
    home.time[0] = FIRST - timedelta(days=5)
    home.plan_file(SMALL)
    Service(home).work()
    home.time[0] = FIRST
    return home


@pytest.fixture
def asking(database) -> Home:
    return asking_home(database, put_off=0)


def late_copy(home: Home, path: str) -> str:
    """Make the first request to `path` late, after another; return the gid of what it made."""
    home.world.faults.add(Fault("late_effect", method="POST", path=path, seconds=190))
    Service(home).work()
    home.wait(seconds=181)
    Service(home).work()
    first = set(home.world.tasks)
    home.wait(seconds=60)
    home.project()  # whatever is late happens when somebody looks
    (copy,) = set(home.world.tasks) - first
    return copy


def touched(home: Home, touch, gid: str, when: str) -> None:
    if when == "before it is read":
        touch(home, gid)
    else:
        again = Fault("before", "GET", f"/tasks/{gid}", do=lambda: touch(home, gid))
        home.world.faults.add(again)


def reviews(home: Home) -> list[str]:
    return sorted(str(task["name"]) for task in home.project()["sections"][-1]["tasks"])


def questions(home: Home) -> list[str]:
    first = min(Service(home).tasks(), key=lambda task: str(task["due_on"]))
    return [str(one["name"]) for one in first["subtasks"]]


def complete(home: Home, gid: str) -> None:
    home.person.complete(gid)


def add_below(home: Home, gid: str) -> None:
    home.person.add_subtask(gid, "Thought of on the way")


def like(home: Home, gid: str) -> None:
    home.person.like(gid)


WHEN = pytest.mark.parametrize("when", ["before it is read", "before it is read again"])


def test_a_review_that_came_twice_after_all_is_taken_back(home):
    late_copy(home, r".*/tasks")
    assert reviews(home) == [REVIEW, REVIEW]

    home.time[0] = FIRST + WEEK
    Service(home).work()

    assert reviews(home) == [REVIEW, NEXT_REVIEW]


@WHEN
@pytest.mark.parametrize("touch", [complete, add_below, like])
def test_a_review_that_came_twice_is_the_persons_once_touched(home, touch, when):
    copy = late_copy(home, r".*/tasks")
    touched(home, touch, copy, when)

    home.time[0] = FIRST + WEEK
    Service(home).work()

    assert reviews(home) == [REVIEW, REVIEW, NEXT_REVIEW]


def test_a_question_that_came_twice_after_all_is_taken_back(asking):
    late_copy(asking, r".*/subtasks")
    assert len(questions(asking)) == len(QUESTIONS) + 1

    asking.wait(days=7)
    Service(asking).work()

    assert questions(asking) == QUESTIONS


@WHEN
@pytest.mark.parametrize("touch", [complete, add_below])
def test_a_question_that_came_twice_is_the_persons_once_touched(asking, touch, when):
    copy = late_copy(asking, r".*/subtasks")
    touched(asking, touch, copy, when)

    asking.wait(days=7)
    Service(asking).work()

    assert len(questions(asking)) == len(QUESTIONS) + 1
