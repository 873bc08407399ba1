from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.coverage import coverage
from service.domain.plan import Goal, Kind, Plan, Posting, Requirement, State, wording
from service.domain.sorting import (
    lines_of,
    probable_goals,
    put_back,
    sorted_lines,
    unsorted,
    without,
)

MUST = "Proven stakeholder management"
LIKE = "Strong stakeholder management across several teams"
NICE = Requirement("Fluent in Portuguese", nice_to_have=True)
PLAN = Plan(
    postings=(
        Posting("Head of Product", (NICE, Requirement(MUST))),
        Posting("Director", (Requirement("Curiosity", Kind.ATTRIBUTE), Requirement(LIKE))),
        Posting("Lead", (Requirement("fluent in  PORTUGUESE"), Requirement("Own a budget"))),
    )
)

texts = st.sampled_from(
    ["Python", "Strong Python", "SQL", "Curiosity", "curiosity", "German", "Own a budget"]
)
requirements = st.builds(Requirement, texts, st.sampled_from(Kind), st.booleans())
postings = st.builds(
    Posting, st.sampled_from(["A", "B"]), st.lists(requirements, max_size=6).map(tuple)
)
goals = st.builds(Goal, texts, answers=st.lists(texts, max_size=2).map(tuple))
plans = st.builds(
    Plan,
    st.lists(goals, max_size=3).map(tuple),
    st.lists(postings, max_size=3).map(tuple),
)


def texts_of(plan: Plan) -> list[tuple[str, ...]]:
    return [tuple(line.text for line in asked.lines) for asked in unsorted(plan)]


def test_what_weighs_most_comes_first_then_what_the_postings_name_first():
    assert texts_of(PLAN) == [
        (MUST, LIKE),
        ("Fluent in Portuguese",),
        ("Curiosity",),
        ("Own a budget",),
    ]
    assert [asked.weight for asked in unsorted(PLAN)] == [4, 3, 2, 2]


def test_each_line_says_which_postings_ask_and_whether_it_is_a_must_in_any():
    both, portuguese, curiosity, _ = unsorted(PLAN)

    assert both.titles == ("Head of Product", "Director")
    assert [line.titles for line in both.lines] == [("Head of Product",), ("Director",)]
    assert portuguese.titles == ("Head of Product", "Lead")
    assert not portuguese.nice_to_have
    assert curiosity.kind is Kind.ATTRIBUTE
    assert both.name == "Stakeholder management"
    assert [line.text for line in both.like] == [LIKE]


def test_a_line_is_nice_to_have_where_no_posting_says_it_is_a_must():
    (asked,) = unsorted(Plan(postings=(Posting("A", (NICE,)), Posting("B", (NICE,)))))

    assert asked.nice_to_have
    assert asked.weight == 2


def test_an_answered_line_is_sorted_also_by_a_goal_that_was_let_go():
    gone = Goal("Portuguese", answers=("FLUENT in portuguese",)).let_go("No point")
    plan = replace(PLAN, goals=(gone, Goal("Stakeholders", answers=(MUST,))))

    assert texts_of(plan) == [("Curiosity",), (LIKE,), ("Own a budget",)]


def test_a_goal_is_proposed_by_its_name_or_by_what_it_answers():
    by_name = Goal("Stakeholder management")
    by_answer = Goal("Diplomacy", answers=(LIKE,))
    gone = Goal("Stakeholder management").let_go()
    plan = replace(PLAN, goals=(by_name, by_answer, gone, Goal("Budget")))
    asked = next(asked for asked in unsorted(plan) if asked.text == MUST)

    assert probable_goals(plan, asked) == (by_name, by_answer)


def test_a_dropped_line_leaves_every_posting_that_asks_for_it_and_can_come_back():
    left, dropped = without(PLAN, ["FLUENT in Portuguese"])

    assert [len(posting.requirements) for posting in left.postings] == [1, 2, 1]
    assert len(dropped) == 2
    assert put_back(left, dropped) == PLAN
    assert put_back(PLAN, dropped) == PLAN


@settings(max_examples=60)
@given(plans)
def test_every_line_is_either_sorted_or_waits_exactly_once(plan):
    waiting = [wording(line.text) for asked in unsorted(plan) for line in asked.lines]

    assert len(waiting) == len(set(waiting))
    everything = {wording(line.text) for line in lines_of(plan)}
    assert set(waiting) == everything - sorted_lines(plan)


@settings(max_examples=60)
@given(plans)
def test_the_weights_are_those_of_the_coverage(plan):
    assert sum(line.weight for line in lines_of(plan)) == coverage(plan).total
    weights = [asked.weight for asked in unsorted(plan)]
    assert weights == sorted(weights, reverse=True)


@settings(max_examples=60)
@given(plans)
def test_when_every_line_is_mastered_everything_is_covered_and_nothing_waits(plan):
    answers = tuple(line.text for line in lines_of(plan))
    done = replace(Goal("Everything", answers=answers), state=State.MASTERED)
    plan = replace(plan, goals=(*plan.goals, done))

    assert not unsorted(plan)
    assert coverage(plan).answered == coverage(plan).total


@settings(max_examples=60)
@given(plans, st.lists(texts, max_size=3))
def test_what_was_dropped_is_put_back_where_it_stood(plan, lines):
    left, dropped = without(plan, lines)

    assert not {wording(line.text) for line in lines_of(left)} & {*map(wording, lines)}
    assert put_back(left, dropped) == plan
