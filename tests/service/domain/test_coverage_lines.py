from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from service.domain.coverage import Coverage, coverage
from service.domain.coverage_lines import Reach, by_posting, weights_by_group, weights_by_reach
from service.domain.plan import Goal, Group, Plan, Posting, Requirement, State

POSTING = Posting(
    "Head of Product",
    (
        Requirement("Curiosity"),
        Requirement("Patience", nice_to_have=True),
        Requirement("Pricing"),
        Requirement("Sailing"),
        Requirement("curiosity ", nice_to_have=True),
    ),
)
CURIOSITY = Goal("C", Group.MASTERED, state=State.MASTERED, answers=("Curiosity",))
PRICING = Goal("P", Group.OUTSIDE, state=State.DEFERRED, answers=("pricing",))
SAILING = Goal("S", Group.OUTSIDE, state=State.LET_GO, answers=("Sailing",))
PLAN = Plan((SAILING, PRICING, CURIOSITY), (POSTING,))


def test_each_line_says_how_far_the_plan_has_come_towards_it_and_by_which_goals():
    (found,) = by_posting(PLAN)

    assert [(one.requirement.text, one.reach, one.goals) for one in found.lines] == [
        ("Curiosity", Reach.ANSWERED, (CURIOSITY,)),
        ("Patience", Reach.UNSORTED, ()),
        ("Pricing", Reach.PLANNED, (PRICING,)),
        ("Sailing", Reach.LET_GO, (SAILING,)),
    ]
    assert found.covered == Coverage(2, 7)


def test_of_several_goals_the_farthest_counts_and_stands_first():
    again = replace(CURIOSITY, state=State.LET_GO, id="again")

    (found,) = by_posting(Plan((again, CURIOSITY), (POSTING,)))

    assert found.lines[0].goals == (CURIOSITY, again)


def test_weights_are_added_up_by_reach_and_by_group():
    (found,) = by_posting(PLAN)

    assert weights_by_reach(found.lines) == {
        Reach.ANSWERED: 2,
        Reach.PLANNED: 2,
        Reach.LET_GO: 2,
        Reach.UNSORTED: 1,
    }
    assert weights_by_group(found.lines) == {
        Group.MASTERED: 2,
        Group.IN_ROLE: 0,
        Group.OUTSIDE: 2,
    }


LINES = st.sampled_from(["Curiosity", "CURIOSITY", "Pricing", "Sailing", "Patience"])
REQUIREMENTS = st.builds(Requirement, LINES, nice_to_have=st.booleans())
POSTINGS = st.lists(
    st.builds(Posting, st.just("P"), st.lists(REQUIREMENTS, max_size=5).map(tuple)), max_size=3
).map(tuple)
GOALS = st.lists(
    st.builds(
        Goal,
        st.just("G"),
        answers=st.lists(LINES, max_size=3).map(tuple),
        state=st.sampled_from(State),
    ),
    max_size=5,
).map(tuple)


@given(GOALS, POSTINGS)
def test_added_up_the_postings_are_the_coverage(goals, postings):
    plan = Plan(goals, postings)
    found = by_posting(plan)
    weights = weights_by_reach(line for one in found for line in one.lines)

    assert Coverage(weights[Reach.ANSWERED], sum(weights.values())) == coverage(plan)
    assert sum(one.covered.answered for one in found) == coverage(plan).answered
