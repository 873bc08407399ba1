from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.made_plans import TODAY, plans

from service.domain.arranging import Spot, arranged
from service.domain.outlook import outlook
from service.domain.plan import Goal, Group, Plan, State, Via
from service.domain.quarter import Calendar, Quarter
from service.domain.schedule import place, taken

Q4, Q1, Q2 = Quarter(2026, 4), Quarter(2027, 1), Quarter(2027, 2)


def plan_of(*goals: Goal) -> Plan:
    return place(Plan(goals=tuple(replace(goal, id=goal.skill) for goal in goals)), TODAY)


PLAN = plan_of(*(Goal(name) for name in "ABCDEFG"), Goal("X", Group.OUTSIDE))


def moved(plan: Plan, goal_id: str, *, unseen: str | None = None, **spot: object) -> Plan:
    """What becomes of it where Asana shows no goal, or all but the `unseen`."""
    ids = {goal.id for goal in plan.goals} if unseen is None else set(unseen)
    return arranged(plan, goal_id, Spot(**spot), unseen=ids, today=TODAY)


def order(plan: Plan) -> str:
    return "".join(goal.id for goal in plan.goals)


def this_quarter(plan: Plan) -> str:
    return "".join(goal.id for goal in outlook(plan, TODAY)[0].goals)


@pytest.mark.parametrize(
    ("spot", "expected"),
    [
        ({"before": "A"}, "FABCDEGX"),
        ({"after": "A"}, "AFBCDEGX"),
        ({"position": 1}, "FABCDEGX"),
        ({"position": 3}, "ABFCDEGX"),
        ({"position": 99}, "ABCDEGFX"),
        ({}, "ABCDEFGX"),
        ({"group": Group.OUTSIDE, "position": 1}, "ABCDEGFX"),
        ({"group": Group.OUTSIDE, "position": 2}, "ABCDEGXF"),
        ({"group": Group.MASTERED, "position": 1}, "ABCDEFGX"),
    ],
)
def test_a_goal_goes_where_it_is_put(spot, expected):
    assert order(moved(PLAN, "F", **spot)) == expected


def test_the_order_says_which_goals_are_in_this_quarter_while_asana_shows_none():
    assert this_quarter(PLAN) == "ABCX"

    after = moved(PLAN, "F", position=1)

    assert this_quarter(after) == "FABX"
    assert after.goal("C").quarter == Q1
    assert (after.goal("C").state, after.goal("F").state) == (State.DEFERRED, State.ACTIVE)


def test_what_asana_shows_in_this_quarter_stays_there():
    after = moved(PLAN, "F", position=1, unseen="DEFGX")

    assert this_quarter(after) == "ABCX"
    assert after.goal("F").quarter == Q1
    assert after.goal("G").quarter == Q2


def test_what_asana_shows_for_later_does_not_become_active_by_its_order_alone():
    after = moved(PLAN, "G", position=1, unseen="")

    assert this_quarter(after) == "ABCX"
    assert after.goal("G").quarter == Q1
    assert after.goal("F").quarter == Q2


def test_a_goal_in_another_group_takes_its_room_there_and_leaves_a_road_that_ends():
    plan = plan_of(Goal("A", via=Via.FEEDBACK), Goal("X", Group.OUTSIDE), Goal("B"))

    first = moved(plan, "A", group=Group.OUTSIDE, position=1)
    assert (first.goal("A").state, first.goal("A").via) == (State.ACTIVE, None)
    assert first.goal("X").quarter == Q1

    last = moved(plan, "A", group=Group.OUTSIDE, position=9)
    assert (last.goal("A").quarter, this_quarter(last)) == (Q1, "XB")


def test_mastering_by_a_move_makes_room_and_moving_back_takes_it():
    done = moved(PLAN, "A", group=Group.MASTERED)
    assert done.goal("A").state is State.MASTERED
    assert this_quarter(done) == "BCDX"

    again = moved(done, "A", group=Group.IN_ROLE)
    assert this_quarter(again) == "ABCX"


@st.composite
def moves(draw: st.DrawFn) -> tuple[Plan, str, Spot, frozenset[str]]:
    plan = place(draw(plans().filter(lambda plan: plan.goals)), TODAY)
    ids = [goal.id for goal in plan.goals]
    goal_id = draw(st.sampled_from(ids))
    others = st.sampled_from([one for one in ids if one != goal_id] or [None])
    where = draw(st.sampled_from(["before", "after", "position"]))
    value = draw(st.integers(1, 9) if where == "position" else others)
    group = draw(st.sampled_from([None, Group.IN_ROLE, Group.OUTSIDE]))
    return (
        plan,
        goal_id,
        Spot(group, **{where: value}),
        frozenset(draw(st.sets(st.sampled_from(ids)))),
    )


@settings(max_examples=100)
@given(moves())
def test_nothing_is_lost_and_only_the_moved_goal_changes_its_place(move):
    plan, goal_id, spot, unseen = move
    after = arranged(plan, goal_id, spot, unseen=unseen, today=TODAY)

    rest = [goal.id for goal in plan.goals if goal.id != goal_id]
    assert [goal.id for goal in after.goals if goal.id != goal_id] == rest
    assert Counter(goal.id for goal in after.goals) == Counter(goal.id for goal in plan.goals)
    for goal in after.goals:
        was = plan.goal(goal.id)
        assert (goal.skill, goal.deadline, goal.reason) == (was.skill, was.deadline, was.reason)


@settings(max_examples=100)
@given(moves())
def test_chosen_days_and_pins_are_kept_and_so_is_what_asana_shows_as_active(move):
    plan, goal_id, spot, unseen = move
    after = arranged(plan, goal_id, spot, unseen=unseen, today=TODAY)

    for was in plan.goals:
        goal = after.goal(was.id)
        if goal.id == goal_id and spot.group is not None:
            continue
        assert (goal.not_before, goal.pinned) == (was.not_before, was.pinned)
        chosen = was.not_before or was.pinned or was.undated
        if chosen or was.state in (State.MASTERED, State.LET_GO):
            assert (goal.state, goal.quarter) == (was.state, was.quarter)
        if goal.id not in unseen and was.state is State.ACTIVE:
            assert (goal.state, goal.quarter) == (was.state, was.quarter)


@settings(max_examples=100)
@given(moves())
def test_what_momentum_places_keeps_the_capacity_and_the_order(move):
    plan, goal_id, spot, _ = move
    everything = frozenset(goal.id for goal in plan.goals)
    after = arranged(plan, goal_id, spot, unseen=everything, today=TODAY)

    now = Calendar(plan.settings.quarter_starts).quarter_of(TODAY)
    placed = [
        goal
        for goal in after.goals
        if goal.state in (State.ACTIVE, State.DEFERRED)
        and goal.quarter is not None
        and not (goal.pinned or goal.not_before or goal.undated)
    ]
    chosen = Counter(
        (goal.group, max(goal.quarter, now))
        for goal in after.goals
        if goal not in placed
        and goal.state in (State.ACTIVE, State.DEFERRED)
        and goal.quarter is not None
        and not (goal.undated and goal.state is State.DEFERRED)
    )
    for (group, quarter), count in Counter((g.group, g.quarter) for g in placed).items():
        room = plan.settings.capacity.of(group) - chosen[group, quarter]
        assert count <= max(room, 0)
        assert taken(after, quarter)[group] >= count
    for group in (Group.IN_ROLE, Group.OUTSIDE):
        quarters = [goal.quarter for goal in placed if goal.group is group]
        assert quarters == sorted(quarters)
