"""The review's task: its decisions are subtasks, and what is done with them is an answer."""

from __future__ import annotations

import pytest
from support.asking import (
    ALL,
    LET_GO,
    MASTER,
    WEEK,
    asked,
    asking_home,
    review_gid,
    statuses,
    subtasks,
    tick,
)
from support.gestures import assert_at_rest, assert_nothing_follows
from support.turns import Service

from service.domain.plan import State


@pytest.fixture
def home(database):
    home = asking_home(database)
    Service(home).work()
    home.wait(hours=2)
    home.sync()  # our own echoes
    return home


def asked_next_week(home) -> list[str]:
    home.time[0] += WEEK
    Service(home).work()
    return list(subtasks(home))


def test_a_ticked_decision_is_done(home):
    """Tick a decision"""
    tick(home, MASTER)
    home.sync()

    assert home.goal("Data").state is State.MASTERED
    assert_at_rest(home)


def test_taking_back_the_tick_says_what_undoes_it(home):
    """Take back the tick of a decision that was done"""
    gid = tick(home, MASTER)
    home.sync()
    home.person.untick(gid)
    home.sync()

    assert home.goal("Data").state is State.MASTERED
    assert "unticking it undoes nothing" in str(subtasks(home)[MASTER]["html_notes"])
    assert_at_rest(home)


def test_what_is_left_open_in_a_completed_review_was_answered_no(home):
    """Complete the review, with decisions left open"""
    home.person.complete(review_gid(home))
    home.sync()

    assert set(statuses(home).values()) == {"no"}
    assert_at_rest(home)
    assert asked_next_week(home) == []


def test_a_deleted_decision_was_answered_no(home):
    """Delete a decision"""
    home.person.delete(str(subtasks(home)[LET_GO]["gid"]))
    home.sync()

    assert statuses(home)[LET_GO] == "no"
    assert_at_rest(home)
    assert not [title for title in asked_next_week(home) if "“People”" in title]


def test_a_tick_after_the_no_does_nothing_and_takes_the_no_back(home):
    """Tick a decision after that"""
    home.person.complete(review_gid(home))
    home.sync()
    tick(home, MASTER)
    home.sync()

    assert home.goal("Data").state is State.ACTIVE
    assert "answered no before it was ticked" in str(subtasks(home)[MASTER]["html_notes"])
    assert_at_rest(home)
    assert asked_next_week(home) == [MASTER]


def test_a_deleted_review_is_not_made_again_and_its_questions_are_asked_next_week(home):
    """Delete the review"""
    home.person.delete(review_gid(home))
    home.sync()

    assert {one.status for one in asked(home)} == {"no"}
    assert_at_rest(home)
    assert Service(home).tasks() == []
    assert asked_next_week(home) == ALL


def test_a_decision_dragged_out_of_its_review_is_no_question_any_more(home):
    """Drag a decision out of the review"""
    gid = str(subtasks(home)[MASTER]["gid"])
    home.person.make_task(gid, home.section("Later"))
    home.sync()
    home.person.tick(gid)
    home.sync()

    assert home.goal("Data").state is State.ACTIVE
    assert MASTER in asked_next_week(home)


def test_a_review_and_its_subtasks_are_the_persons(home):
    """Rename the review or a decision, write into them, add subtasks"""
    home.person.rename(review_gid(home), "Monday")
    home.person.write_notes(review_gid(home), "<body>Mine.</body>")
    home.person.rename(str(subtasks(home)[MASTER]["gid"]), "Yes?")
    home.person.add_subtask(review_gid(home), "Call Ada")

    assert_nothing_follows(home)
