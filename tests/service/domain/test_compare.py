from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from service.domain.compare import compare
from service.domain.coverage_lines import Reach
from service.domain.plan import Goal, Group, Plan, Posting, Requirement, State
from service.domain.proposals import Change, accepted, proposals

OLD = Posting("Old", (Requirement("Curiosity"), Requirement("Sailing"), Requirement("Rowing")))
NEW = Posting(
    "New",
    (
        Requirement("Curiosity"),
        Requirement("Proven stakeholder management across teams"),
        Requirement("Pricing", nice_to_have=True),
        Requirement("Chess"),
    ),
)
CURIOSITY = Goal("C", Group.MASTERED, state=State.MASTERED, answers=("Curiosity",))
PEOPLE = Goal("People", state=State.ACTIVE, answers=("Stakeholder management across teams",))
PRICING = Goal("P", state=State.DEFERRED, answers=("Pricing",))
SAILING = Goal("Sailing", Group.OUTSIDE, state=State.DEFERRED, answers=("Sailing",))
ROWING = Goal("R", Group.MASTERED, state=State.MASTERED, answers=("Rowing",))
OWN = Goal("My own", state=State.ACTIVE, answers=("Nobody asks for it",))
PLAN = Plan((CURIOSITY, PEOPLE, PRICING, SAILING, ROWING, OWN), (NEW,))


def texts(lines):
    return [one.line.text for one in lines]


def test_what_is_asked_now_is_covered_planned_or_new():
    found = compare(PLAN, (OLD,), (NEW,))

    assert texts(found.reached(Reach.ANSWERED)) == ["Curiosity"]
    assert texts(found.reached(Reach.PLANNED)) == [NEW.requirements[1].text, "Pricing"]
    assert texts(found.reached(Reach.UNSORTED)) == ["Chess"]


def test_what_nobody_asked_before_is_fresh_and_what_only_seems_answered_is_near():
    found = compare(PLAN, (OLD,), (NEW,))

    assert [one.is_fresh for one in found.lines] == [False, True, True, True]
    assert [one.is_near for one in found.lines] == [False, True, False, False]
    assert found.lines[1].goals == (PEOPLE,)


def test_a_goal_that_was_asked_for_and_is_not_any_more_is_found():
    assert compare(PLAN, (OLD,), (NEW,)).unasked == (SAILING, ROWING)


def test_nothing_is_no_longer_asked_where_nobody_asks_for_anything():
    assert compare(PLAN, (OLD,), ()).unasked == ()
    assert compare(PLAN, (OLD,), (Posting("Empty"),)).unasked == ()


def test_a_goal_of_which_nearly_the_same_is_asked_is_still_asked_for():
    nearly = Posting(
        "New", (Requirement("Experience in sailing"), Requirement("Sailing boats"))
    )
    goal = replace(SAILING, answers=("Sailing", "Experience with sailing"))

    assert compare(Plan((goal,)), (OLD,), (nearly,)).unasked == ()


def test_what_was_let_go_is_no_longer_asked_of_anybody():
    gone = replace(SAILING, state=State.LET_GO)

    assert compare(Plan((gone,)), (OLD,), (NEW,)).unasked == ()


def test_it_proposes_to_count_to_leave_out_and_to_let_go_but_nothing_mastered():
    found = proposals(compare(PLAN, (OLD,), (NEW,)))

    assert [(one.change, one.goal_id, one.line) for one in found] == [
        (Change.COUNT, PEOPLE.id, NEW.requirements[1].text),
        (Change.LEAVE_OUT, "", "Chess"),
        (Change.LET_GO, SAILING.id, ""),
    ]
    assert found[2].question == "Let go of “Sailing”?"
    assert found[2].reason == "It is no longer asked by any posting."


def test_a_proposal_is_known_by_what_it_would_change():
    count, *_ = proposals(compare(PLAN, (OLD,), (NEW,)))
    renamed = PLAN.with_goal(replace(PEOPLE, skill="Stakeholders"))

    assert count.as_dict()["key"] == count.key
    assert proposals(compare(renamed, (OLD,), (NEW,)))[0].key == count.key
    keys = {one.key for one in proposals(compare(PLAN, (OLD,), (NEW,)))}
    assert len(keys) == 3


def test_a_line_that_was_asked_before_is_not_offered_to_be_left_out():
    assert proposals(compare(PLAN, (NEW,), (NEW,)))[1:] == ()


def test_each_acceptance_does_its_one_thing_and_is_proposed_no_more():
    plan = PLAN
    for one in proposals(compare(PLAN, (OLD,), (NEW,))):
        plan = accepted(plan, one)

    assert plan.goal(PEOPLE.id).answers[-1] == NEW.requirements[1].text
    assert "Chess" not in [line.text for line in plan.postings[0].requirements]
    gone = plan.goal(SAILING.id)
    assert (gone.state, gone.reason) == (State.LET_GO, "no longer asked by any posting")
    assert proposals(compare(plan, (OLD,), plan.postings)) == ()


LINES = st.sampled_from(["Chess", "CHESS", "Pricing", "Sailing", "Sailing boats", "Rowing"])
POSTINGS = st.lists(
    st.builds(Posting, st.just("P"), st.lists(st.builds(Requirement, LINES)).map(tuple)),
    max_size=3,
).map(tuple)
GOALS = st.lists(
    st.builds(
        Goal,
        LINES,
        answers=st.lists(LINES, max_size=2).map(tuple),
        state=st.sampled_from(State),
    ),
    max_size=4,
).map(tuple)


@given(GOALS, POSTINGS, POSTINGS)
def test_every_line_is_in_one_part_and_accepting_everything_settles_it(goals, old, new):
    plan = Plan(goals, new)
    found = compare(plan, old, new)
    assert sum(len(found.reached(reach)) for reach in Reach) == len(found.lines)

    for one in proposals(found):
        plan = accepted(plan, one)

    assert [goal.id for goal in plan.goals] == [goal.id for goal in goals]
    assert {one.change for one in proposals(compare(plan, old, plan.postings))} <= {
        Change.LET_GO  # what was left out may have been the last that asked for a goal
    }
