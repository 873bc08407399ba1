"""Ticking a decision of a review does it: once, and only where it still makes sense."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from support.asking import (
    ALL,
    DEFER,
    FORWARD,
    LET_GO,
    MASTER,
    POSTING,
    asking_home,
    entries,
    review_gid,
    statuses,
    subtasks,
    tick,
)
from support.turns import Service

from service.domain.plan import State
from service.usecases import postings

if TYPE_CHECKING:
    from support.home import Home

IN_ROLE, OUTSIDE = "This quarter · in my role", "This quarter · outside work"


@pytest.fixture
def home(database) -> Home:
    home = asking_home(database)
    Service(home).work()
    home.sync()  # our own echoes
    return home


def test_the_review_asks_in_order_with_reasons_and_assigns_nobody(home):
    found = subtasks(home)

    assert list(found) == ALL
    assert {one["assignee"] for one in found.values()} == {None}
    assert set(statuses(home).values()) == {"open"}


def test_the_notes_of_the_review_ask_nothing_twice(home):
    notes = str(Service(home).tasks()[0]["html_notes"])

    assert "The 5 subtasks of this review are questions" in notes
    assert "To decide" not in notes


def test_move_to_mastered_does_it(home):
    tick(home, MASTER)
    home.sync()

    assert home.goal("Data").state is State.MASTERED
    assert "Data" in home.tasks("Mastered")
    assert statuses(home)[MASTER] == "done"


def test_let_go_does_it_and_remembers_the_reason(home):
    tick(home, LET_GO)
    home.sync()

    assert (home.goal("People").state, home.goal("People").reason) == (
        State.LET_GO,
        "deferred 3 times",
    )
    assert "People" in home.tasks("Let go")


def test_let_go_of_a_posting_takes_it_out_of_the_plan_and_keeps_the_goals(home):
    goals = [goal.id for goal in home.plan().goals]
    tick(home, POSTING)
    home.sync()

    assert [one.title for one in home.plan().postings] == ["Head of Product, Acme"]
    assert [goal.id for goal in home.plan().goals] == goals
    assert "Chief Sailor" not in str(home.tasks()["Data"]["html_notes"])
    told = entries(home, "decided")[-1]
    assert (told.text, told.note) == ("Chief Sailor, Bay", "ticked in the review of 2026-W42")


def test_a_posting_that_was_let_go_can_be_taken_up_again(home):
    before = home.plan().postings
    tick(home, POSTING)
    home.sync()

    postings.take_up(home.database, home.account_id, "Chief Sailor", now=home.now())

    assert home.plan().postings == before


def test_bring_forward_does_it(home):
    tick(home, FORWARD)
    home.sync()

    assert home.goal("Speaking").state is State.ACTIVE
    assert home.tasks(OUTSIDE)["Speaking"]["due_on"] == "2026-12-31"


def test_defer_does_it_to_the_quarter_that_was_named(home):
    tick(home, DEFER)
    home.sync()

    assert home.goal("Pricing").not_before == date(2027, 1, 1)
    assert home.tasks("Later")["Pricing"]["due_on"] == "2027-01-01"


def test_a_renamed_decision_is_the_same_one(home):
    home.person.rename(tick(home, MASTER), "Yes!")
    home.sync()

    assert home.goal("Data").state is State.MASTERED


def test_the_persons_own_subtasks_of_a_review_are_theirs(home):
    mine = home.person.add_subtask(review_gid(home), "Call Ada")
    home.person.tick(mine)
    home.sync()
    outcome = home.sync(force=True)

    assert outcome.changes == ()
    assert "Call Ada" in subtasks(home)
    assert "Call Ada" not in [goal.skill for goal in home.plan().goals]
