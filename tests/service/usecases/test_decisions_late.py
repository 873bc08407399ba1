"""Ticked late, twice, or against a changed plan: a decision is done at most once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.asking import (
    ALL,
    DEFER,
    FIRST,
    FORWARD,
    LET_GO,
    MASTER,
    POSTING,
    WEEK,
    asked,
    asking_home,
    entries,
    put_off_and_back,
    review_gid,
    statuses,
    subtasks,
    tick,
)
from support.turns import Service

from service.domain.plan import State
from service.store import plans

if TYPE_CHECKING:
    from support.home import Home

IN_ROLE = "This quarter · in my role"


@pytest.fixture
def home(database) -> Home:
    home = asking_home(database)
    Service(home).work()
    home.wait(hours=2)
    home.sync()  # our own echoes
    return home


def notes(home: Home, title: str, review: int = -1) -> str:
    return str(subtasks(home, review)[title]["html_notes"])


def next_review(home: Home) -> None:
    """Let the next Monday come."""
    home.time[0] += WEEK
    Service(home).work()


def assert_at_rest(home: Home) -> None:
    home.sync()
    before = len(home.writes())
    assert home.sync(force=True).changes == ()
    assert len(home.writes()) == before


def test_one_that_is_ticked_late_is_done_late(home):
    home.wait(days=5)
    tick(home, MASTER)
    home.sync()

    assert home.goal("Data").state is State.MASTERED


def test_one_of_last_weeks_review_is_done(home):
    next_review(home)
    tick(home, MASTER, review=0)
    home.sync()

    assert home.goal("Data").state is State.MASTERED
    assert_at_rest(home)


def test_the_same_in_both_reviews_is_done_once(home):
    next_review(home)
    tick(home, MASTER, review=0)
    tick(home, MASTER, review=1)
    home.sync()

    assert [one.status for one in asked(home) if one.decision.title == MASTER] == [
        "done",
        "overtaken",
    ]
    assert len(entries(home, "decided")) == 1
    assert "“Data” is mastered already, so nothing was done." in notes(home, MASTER)
    assert_at_rest(home)


def test_older_reviews_are_not_read_and_their_answer_is_no(home):
    next_review(home)
    next_review(home)
    tick(home, MASTER, review=0)
    home.sync(force=True)

    assert home.goal("Data").state is State.ACTIVE
    assert not any(one.week.week == 42 for one in asked(home))
    with home.database.begin() as tx:
        found = tx.exec_driver_sql("SELECT status FROM decisions WHERE iso_week = 42")
        assert {status for (status,) in found} == {"no"}


def test_completing_the_review_answers_the_rest_with_no(home):
    home.person.complete(review_gid(home))
    home.sync()

    assert set(statuses(home).values()) == {"no"}
    tick(home, MASTER)
    home.sync()
    assert home.goal("Data").state is State.ACTIVE
    assert "answered no before it was ticked" in notes(home, MASTER)
    assert_at_rest(home)


def test_a_tick_from_before_the_completion_counts_even_if_its_bell_is_lost(home):
    tick(home, MASTER)
    home.person.complete(review_gid(home))
    home.sync(force=True)

    assert (home.goal("Data").state, statuses(home)[DEFER]) == (State.MASTERED, "no")


def test_a_deleted_decision_is_a_no(home):
    home.person.delete(str(subtasks(home)[MASTER]["gid"]))
    home.sync()

    assert statuses(home)[MASTER] == "no"
    Service(home).work()
    assert MASTER not in subtasks(home)
    assert_at_rest(home)


def test_a_decision_that_was_dragged_away_is_a_no(home):
    gid = str(subtasks(home)[MASTER]["gid"])
    home.person.make_task(gid, home.section("Later"))
    home.person.tick(gid)
    home.sync()

    assert (statuses(home)[MASTER], home.goal("Data").state) == ("no", State.ACTIVE)


def test_a_deleted_review_is_a_no_to_everything(home):
    home.person.delete(review_gid(home))
    home.sync()

    assert {one.status for one in asked(home)} == {"no"}
    assert_at_rest(home)


def test_unticking_undoes_nothing_and_says_how_to(home):
    gid = tick(home, MASTER)
    home.sync()
    home.person.untick(gid)
    home.sync()

    assert home.goal("Data").state is State.MASTERED
    assert "unticking it undoes nothing. To undo it, reopen its task" in notes(home, MASTER)
    assert "unticking" in entries(home, "moot")[-1].note
    home.person.tick(gid)
    home.sync()
    assert len(entries(home, "decided")) == 1
    assert_at_rest(home)


def test_what_the_person_wrote_into_a_decision_stays(home):
    gid = tick(home, MASTER)
    home.sync()
    own = f"<body>Ask <em>Ada</em> first.\n{notes(home, MASTER)}</body>"
    home.person.write_notes(gid, own)
    home.person.untick(gid)
    home.sync()

    assert "Ask <em>Ada</em> first." in notes(home, MASTER)
    assert "unticking it undoes nothing" in notes(home, MASTER)


def test_a_goal_mastered_meanwhile_is_said_so(home):
    home.person.complete(home.gid("Pricing"))
    tick(home, DEFER)
    home.sync()

    assert home.goal("Pricing").state is State.MASTERED
    assert statuses(home)[DEFER] == "overtaken"
    assert "“Pricing” is mastered already, so nothing was done." in notes(home, DEFER)


def test_a_goal_let_go_meanwhile_is_said_so(home):
    home.person.delete(home.gid("Data"))
    tick(home, MASTER)
    home.sync()

    assert home.goal("Data").state is State.LET_GO
    assert "“Data” was let go already" in notes(home, MASTER)


def test_a_goal_moved_by_hand_meanwhile_is_said_so(home):
    home.person.move(home.gid("People"), home.section("Later"))
    tick(home, LET_GO)
    home.sync()

    assert home.goal("People").state is State.DEFERRED
    assert "“People” was put off meanwhile" in notes(home, LET_GO)


def test_a_goal_brought_forward_by_hand_meanwhile_is_said_so(home):
    home.person.move(home.gid("Speaking"), home.section("This quarter · outside work"))
    tick(home, FORWARD)
    home.sync()

    assert statuses(home)[FORWARD] == "overtaken"
    assert "“Speaking” is in this quarter already" in notes(home, FORWARD)


def test_a_quarter_that_has_begun_meanwhile_is_said_so(home):
    home.time[0] = FIRST + 12 * WEEK  # no review in between: 4 January 2027
    tick(home, DEFER)
    home.sync()

    assert home.goal("Pricing").state is State.ACTIVE
    assert "cannot be put off to 2027-Q1 any more" in notes(home, DEFER)


def test_a_posting_that_is_gone_meanwhile_is_said_so(home):
    with home.database.begin() as tx:
        plan = plans.load(tx, home.account_id)
        plans.save(tx, home.account_id, replace(plan, postings=plan.postings[:1]))
    tick(home, POSTING)
    home.sync()

    assert statuses(home)[POSTING] == "overtaken"
    assert "not in the plan any more" in notes(home, POSTING)


def test_everything_ticked_at_once_is_done(home):
    for title in ALL:
        tick(home, title)
    home.sync()

    assert set(statuses(home).values()) == {"done"}
    assert len(entries(home, "decided")) == len(ALL)
    assert_at_rest(home)


def test_the_next_review_tells_what_was_decided_and_asks_it_no_more(home):
    tick(home, MASTER)
    home.sync()
    home.person.delete(str(subtasks(home)[FORWARD]["gid"]))
    next_review(home)

    newest = max(Service(home).tasks(), key=lambda task: str(task["due_on"]))
    assert "Move “Data” to mastered? Yes, done." in str(newest["html_notes"])
    assert "Bring “Speaking” forward? No." in str(newest["html_notes"])
    assert MASTER not in subtasks(home)


def test_a_dry_run_shows_what_a_tick_would_do_and_does_nothing(home):
    tick(home, MASTER)
    planned = home.preview()

    assert "decided" in {change.what.value for change in planned.changes}
    assert home.goal("Data").state is State.ACTIVE
    assert statuses(home)[MASTER] == "open"


def test_a_goal_put_off_by_a_decision_counts_as_put_off(home):
    tick(home, DEFER)
    home.sync()
    home.person.move(home.gid("Pricing"), home.section(IN_ROLE))
    home.sync()
    put_off_and_back(home, "Pricing")
    put_off_and_back(home, "Pricing")
    next_review(home)

    assert "Let go of “Pricing”? Deferred 3 times." in subtasks(home)
