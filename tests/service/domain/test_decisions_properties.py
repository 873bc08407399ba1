from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from support.made_facts import facts
from support.made_plans import TODAY

from service.domain.acting import act
from service.domain.decision import Choice, Decision
from service.domain.decisions import MOST, decisions
from service.domain.plan import Goal, Plan, State, Step
from service.domain.quarter import Calendar
from service.domain.review import Facts, summarise
from service.domain.review_concerns import Need
from service.domain.schedule import over_capacity, place

ASKED_BY_TICKS = {Need.READY, Need.OVERDUE, Need.OVER_CAPACITY}


@given(facts())
def test_there_are_never_more_than_seven_and_the_most_important_come_first(facts):
    found = decisions(facts)

    ranks = [list(Choice).index(one.choice) for one in found]
    assert len(found) <= MOST
    assert ranks == sorted(ranks)


@given(facts())
def test_no_two_are_about_the_same_goal_or_posting(facts):
    about = [one.about for one in decisions(facts)]

    assert len(about) == len(set(about))


@given(facts())
def test_the_same_facts_give_the_same_decisions(facts):
    assert decisions(facts) == decisions(facts)


@given(facts())
def test_every_decision_can_be_done_and_is_then_asked_no_more(facts):
    for one in decisions(facts):
        after = act(one, facts.plan, TODAY)

        assert isinstance(after, Plan)
        left = decisions(replace(facts, plan=after))
        assert (one.choice, one.about) not in [(other.choice, other.about) for other in left]


@given(facts())
def test_a_decision_changes_the_one_thing_that_it_is_about(facts):
    for one in decisions(facts):
        after = act(one, facts.plan, TODAY)
        assert isinstance(after, Plan)
        others = [goal for goal in facts.plan.goals if goal.id != one.about]

        assert [goal for goal in after.goals if goal.id != one.about] == others
        gone = [post for post in facts.plan.postings if post not in after.postings]
        assert [post.id for post in gone] == [one.about] * (one.goal_id is None)


@given(facts())
def test_whatever_is_done_twice_is_said_to_be_done_already(facts):
    for one in decisions(facts):
        after = act(one, facts.plan, TODAY)
        assert isinstance(after, Plan)

        assert isinstance(act(one, after, TODAY), str)


@given(facts())
def test_bringing_forward_brings_no_quarter_over_capacity(facts):
    plan = facts.plan
    for one in decisions(facts):
        if one.choice is Choice.BRING_FORWARD:
            done = act(one, plan, TODAY)
            assert isinstance(done, Plan)
            plan = done

    assert len(over_capacity(plan, TODAY)) == len(over_capacity(facts.plan, TODAY))


@given(facts())
def test_deferring_names_a_quarter_to_come(facts):
    calendar = Calendar(facts.plan.settings.quarter_starts)
    for one in decisions(facts):
        if one.choice is Choice.DEFER:
            assert one.quarter is not None
            assert one.quarter > calendar.quarter_of(TODAY)


@given(facts())
def test_the_notes_ask_no_question_that_a_decision_asks(facts):
    found = summarise(facts)
    asked = {one.about for one in found.decisions}

    for concern in found.concerns:
        if concern.need in ASKED_BY_TICKS:
            assert not asked & set(concern.goal_ids)


@given(facts(), st.sampled_from([State.MASTERED, State.LET_GO]))
def test_a_goal_that_is_over_is_never_touched(facts, state):
    for one in decisions(facts):
        if one.goal_id is not None:
            goal = facts.plan.goal(one.goal_id)
            over = goal.mastered() if state is State.MASTERED else goal.let_go()

            assert isinstance(act(one, facts.plan.with_goal(over), TODAY), str)


@given(facts())
def test_a_decision_survives_being_stored(facts):
    for one in decisions(facts):
        assert Decision.from_dict(one.as_dict()) == one


def test_a_goal_that_is_gone_is_said_so():
    goal = Goal("Data", id="data", state=State.ACTIVE, steps=(Step("a", done=True),))
    (one,) = decisions(Facts(TODAY, place(Plan((goal,)), TODAY)))

    assert (
        act(one, Plan(), TODAY) == "This goal is not in the plan any more, so nothing was done."
    )
