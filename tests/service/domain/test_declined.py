"""What was said no to rests for four weeks, unless something new speaks for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.made_facts import facts
from support.made_plans import TODAY

from service.domain.decision import Choice, Decision
from service.domain.decisions import MOST, decisions
from service.domain.declined import RESTS, Declined, rests
from service.domain.review import Facts, summarise
from service.domain.review_concerns import Need
from service.domain.review_past import Past
from service.domain.review_week import IsoWeek

WEEK = IsoWeek.of(TODAY)
STILL = "no movement for 4 weeks"
ago = st.integers(0, 60).map(timedelta)


def said_no(facts: Facts, *noes: Decision, before: timedelta = timedelta()) -> Facts:
    return replace(
        facts, declined=tuple(Declined(WEEK, one, facts.today - before) for one in noes)
    )


def is_asked(
    asked: str, declined: str, *, days: int = 1, choice: Choice = Choice.LET_GO
) -> bool:
    no = Declined(WEEK, Decision(Choice.LET_GO, "g", "Let go?", declined), TODAY)
    return not rests([no], choice, "g", asked, TODAY + timedelta(days))


@pytest.mark.parametrize(
    ("asked", "declined"),
    [
        (STILL, STILL),
        ("no movement for 5 weeks", STILL),
        ("it is 8 days overdue", "it is 1 day overdue"),
        ("deferred 4 times", "deferred 3 times"),
        ("all 12 steps are done", "all 2 steps are done"),
        (
            "3 of the 5 lines that only it asks for were let go",
            "2 of the 3 lines that only it asks for were let go",
        ),
        ("no heart", f"{STILL}, no heart"),
    ],
)
def test_a_reason_is_the_same_without_its_numbers_and_fewer_are_no_news(asked, declined):
    assert not is_asked(asked, declined)


@pytest.mark.parametrize(
    ("asked", "declined"),
    [
        ("no heart", STILL),
        (f"{STILL}, no heart", STILL),
        ("it is 8 days overdue", "this quarter is over capacity"),
        ("all 2 steps are done", "its one step is done"),
    ],
)
def test_what_something_new_speaks_for_is_asked(asked, declined):
    assert is_asked(asked, declined)


def test_it_rests_for_four_weeks_to_the_day():
    assert not is_asked(STILL, STILL, days=27)
    assert is_asked(STILL, STILL, days=28)


def test_a_no_to_one_question_is_none_to_another():
    assert is_asked(STILL, STILL, choice=Choice.DEFER)


@given(facts(), st.data())
def test_what_was_declined_is_not_asked_and_everything_else_stays_possible(facts, data):
    before = decisions(facts)
    noes = data.draw(st.lists(st.sampled_from(before), unique=True)) if before else []
    after = decisions(said_no(facts, *noes))

    assert not {(one.choice, one.about) for one in noes} & {
        (one.choice, one.about) for one in after
    }
    assert len({one.about for one in after}) == len(after) <= MOST
    kept = [one.about for one in before if one not in noes]
    if len(after) < MOST:  # nothing had to make room
        assert set(kept) <= {one.about for one in after}


@given(facts(), ago)
def test_after_four_weeks_all_is_as_if_nothing_had_been_said(facts, before):
    asked = decisions(facts)
    again = decisions(said_no(facts, *asked, before=RESTS + before))

    assert again == asked


@given(facts(), ago)
def test_only_the_days_since_count_and_not_how_often(facts, before):
    asked = decisions(facts)
    once = said_no(facts, *asked, before=before)

    assert decisions(said_no(facts, *asked, *asked, before=before)) == decisions(once)


@given(facts(), st.integers(1, 20).map(timedelta))
def test_a_later_week_is_no_news(facts, later):
    """What rests today rests tomorrow, though the numbers have grown."""
    noes = said_no(facts, *(one for one in decisions(facts) if one.choice is Choice.LET_GO))
    then = replace(noes, today=facts.today + later)
    unmoved = {key for key, day in facts.past.moved.items() if (facts.today - day).days >= 28}
    moved = {key: then.today for key in facts.past.moved if key not in unmoved}
    then = replace(then, past=Past({**facts.past.moved, **moved}, facts.past.put_off))
    declined = {one.decision.about for one in noes.declined}

    asked = {one.about for one in decisions(then) if one.choice is Choice.LET_GO}
    assert not asked & declined


@given(facts())
def test_the_notes_do_not_ask_instead_whether_it_is_mastered(facts):
    noes = [one for one in decisions(facts) if one.choice is Choice.MASTER]
    about = {one.about for one in noes}

    for concern in summarise(said_no(facts, *noes)).concerns:
        assert concern.need is not Need.READY or not about & set(concern.goal_ids)
