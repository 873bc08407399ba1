"""What the person said no to is not asked again for four weeks, whatever else is a no."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.asking import (
    ALL,
    FORWARD,
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
from support.loss import lose, recovered
from support.turns import Service

from integrations.asana.sandbox import Fault
from service.domain.decision import Status
from service.usecases import review
from service.usecases.review_notes import as_text

if TYPE_CHECKING:
    from support.home import Home


@pytest.fixture
def home(database) -> Home:
    home = asking_home(database)
    Service(home).work()
    home.wait(hours=2)
    home.sync()  # our own echoes
    return home


def next_review(home: Home) -> None:
    """Let the next Monday come."""
    home.time[0] += WEEK
    Service(home).work()


def say_no(home: Home, title: str) -> None:
    home.person.delete(str(subtasks(home)[title]["gid"]))
    home.sync()


def test_what_was_left_open_in_a_completed_review_rests_for_four_weeks(home):
    home.person.complete(review_gid(home))
    home.sync()

    for _ in range(3):
        next_review(home)
        assert list(subtasks(home)) == []
    next_review(home)
    assert set(subtasks(home)) >= {MASTER, FORWARD}


def test_a_deleted_decision_rests_and_the_others_are_asked_again(home):
    say_no(home, MASTER)
    next_review(home)

    assert list(subtasks(home)) == [title for title in ALL if title != MASTER]


def test_a_new_reason_asks_again_and_a_further_week_does_not(home):
    next_review(home)
    say_no(home, LET_GO)
    for _ in range(2):
        next_review(home)
        assert not [title for title in subtasks(home) if "“People”" in title]
    next_review(home)  # now there are four weeks without movement

    (title,) = [title for title in subtasks(home) if "“People”" in title]
    assert title == "Let go of “People”? No movement for 4 weeks, deferred 3 times."


def test_nothing_said_is_no_no_and_is_asked_each_week(home):
    for _ in range(3):
        next_review(home)
        assert MASTER in subtasks(home)
    assert "no" not in statuses(home).values()


def test_a_deleted_review_says_nothing_about_its_questions(home):
    home.person.delete(review_gid(home))
    home.sync()
    next_review(home)

    assert MASTER in subtasks(home)


def test_a_deleted_review_says_nothing_either_where_only_its_questions_ring(home):
    review_task, start = review_gid(home), len(home.world.events)
    home.person.delete(review_task)
    home.world.events[start:] = [
        event for event in home.world.events[start:] if event.resource.gid != review_task
    ]
    home.sync()

    assert set(statuses(home).values()) == {"no"}
    assert not any(one.declined for one in asked(home))


def test_a_decision_dragged_out_of_its_review_is_asked_again(home):
    home.person.make_task(str(subtasks(home)[MASTER]["gid"]), home.section("Later"))
    home.sync()
    next_review(home)

    assert MASTER in subtasks(home)


def test_what_asana_refuses_to_take_is_no_answer(database):
    home = asking_home(database, put_off=0)
    home.world.faults.add(Fault("400", method="POST", path=r".*/subtasks", times=None))
    Service(home).work()
    assert {(one.status, one.declined) for one in asked(home)} == {(Status.NO, False)}
    home.world.faults.clear()
    next_review(home)

    assert MASTER in subtasks(home)


def test_a_tick_that_comes_too_late_takes_the_no_back(home):
    home.person.complete(review_gid(home))
    home.sync()
    tick(home, MASTER)
    home.sync()
    next_review(home)

    assert list(subtasks(home)) == [MASTER]


def test_a_preview_leaves_out_what_was_declined(home):
    say_no(home, MASTER)
    home.time[0] += WEEK

    found = review.preview(home.database, home.account_id, home.board(), now=home.now())
    assert MASTER not in [one.title for one in found.decisions]
    assert "Is it mastered?" not in as_text(found)


def test_a_no_outlives_the_database_where_a_review_has_carried_it(home):
    say_no(home, MASTER)
    next_review(home)  # its copy of the plan knows
    lose(home)

    recovered(home)

    (kept,) = [one for one in asked(home) if one.declined]
    assert (kept.decision.title, str(kept.week)) == (MASTER, "2026-W42")
    next_review(home)
    assert subtasks(home)
    assert MASTER not in subtasks(home)


def test_a_no_since_the_last_review_is_lost_with_the_database(home):
    say_no(home, MASTER)
    lose(home)

    found = recovered(home)

    assert any("may be asked again" in sentence for sentence in found.lost)
    next_review(home)
    assert MASTER in subtasks(home)
