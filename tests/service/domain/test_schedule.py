from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from service.domain.plan import Capacity, Goal, Group, Plan, PlanSettings, State
from service.domain.quarter import Calendar, Quarter
from service.domain.schedule import (
    due_on,
    on_new_calendar,
    over_capacity,
    place,
    respread,
    taken,
)

TODAY = date(2026, 11, 23)
Q4, Q1, Q2 = Quarter(2026, 4), Quarter(2027, 1), Quarter(2027, 2)


def in_role(*names: str, **fields: object) -> tuple[Goal, ...]:
    return tuple(Goal(name, Group.IN_ROLE, id=name, **fields) for name in names)


def quarters(plan: Plan) -> dict[str, str]:
    return {goal.skill: f"{goal.state} {goal.quarter}" for goal in plan.goals}


def test_three_goals_in_the_role_and_one_outside_are_in_ink():
    outside = tuple(Goal(name, Group.OUTSIDE) for name in "xy")

    plan = place(Plan((*in_role(*"abcd"), *outside)), TODAY)

    assert quarters(plan) == {
        "a": "active 2026-Q4",
        "b": "active 2026-Q4",
        "c": "active 2026-Q4",
        "d": "deferred 2027-Q1",
        "x": "active 2026-Q4",
        "y": "deferred 2027-Q1",
    }


def test_a_pinned_quarter_keeps_its_room_for_the_pinned_goal():
    pinned = in_role("late", pinned=Q1)

    plan = place(Plan((*in_role(*"abcdef"), *pinned)), TODAY)

    assert plan.goal("late").quarter == Q1
    assert plan.goal("f").quarter == Q2
    assert taken(plan, Q1)[Group.IN_ROLE] == 3


def test_pins_stand_even_over_capacity():
    plan = place(Plan(in_role(*"abcd", pinned=Q4)), TODAY)

    assert {goal.state for goal in plan.goals} == {State.ACTIVE}
    assert [goal.skill for goal in over_capacity(plan, TODAY)] == ["d"]


def test_a_pin_to_a_quarter_that_is_over_is_dropped():
    plan = place(Plan(in_role("a", pinned=Quarter(2025, 1))), TODAY)

    assert quarters(plan) == {"a": "active 2026-Q4"}
    assert plan.goal("a").pinned is None


def test_a_chosen_day_is_kept_and_takes_room_in_its_quarter():
    waiting = in_role("late", not_before=date(2027, 2, 14))

    plan = place(Plan((*in_role(*"abcdef"), *waiting)), TODAY)

    assert due_on(plan.goal("late"), Calendar()) == date(2027, 2, 14)
    assert plan.goal("f").quarter == Q2


def test_a_day_that_has_come_is_used_up_while_there_is_room():
    due = in_role(*"abcd", not_before=date(2026, 11, 1))

    plan = place(Plan(due), TODAY)

    assert [goal.not_before for goal in plan.goals] == [None, None, None, date(2026, 11, 1)]
    assert plan.goal("d").state is State.DEFERRED


def test_a_goal_deferred_without_a_day_comes_back_in_the_next_quarter_with_room():
    put_off = in_role("a")[0].deferred()
    filling = tuple(goal.deferred(Q1) for goal in in_role(*"bcd"))

    assert place(Plan((put_off, *filling)), TODAY).goal("a").quarter == Q2


def test_no_capacity_leaves_goals_without_a_quarter_until_there_is_some():
    settings = PlanSettings(capacity=Capacity(0, 0))
    plan = place(Plan(in_role("a"), settings=settings), TODAY)

    assert quarters(plan) == {"a": "deferred None"}
    assert due_on(plan.goal("a"), Calendar()) is None
    roomy = replace(plan, settings=PlanSettings())
    assert quarters(place(roomy, TODAY)) == {"a": "deferred 2027-Q1"}


def test_spreading_anew_closes_gaps_in_the_plans_order_but_moves_no_chosen_day():
    first = in_role("a")[0].deferred(Quarter(2028, 1))
    chosen = in_role("b")[0].deferred(Q2, until=date(2027, 5, 3))
    pinned = replace(in_role("c")[0].deferred(Q2), pinned=Q2)

    plan = respread(Plan((first, chosen, pinned)), TODAY)

    assert [goal.quarter for goal in plan.goals] == [Q1, Q2, Q2]
    assert plan.goals[1:] == (chosen, pinned)


def test_spreading_anew_brings_nothing_into_this_quarter():
    put_off = in_role("a")[0].deferred(Q1)

    assert respread(Plan((put_off,)), TODAY).goal("a") == put_off


def test_goals_that_came_in_mastered_are_so():
    assert place(Plan((Goal("a", Group.MASTERED),)), TODAY).goals[0].state is State.MASTERED


ACTIVE = in_role("a")[0].activated(Q4)
DEFERRED = in_role("a")[0].deferred(Quarter(2028, 1))  # begins on a Saturday


@pytest.mark.parametrize(
    ("goal", "due"),
    [
        (ACTIVE, date(2026, 12, 31)),
        (replace(ACTIVE, deadline=date(2026, 12, 5)), date(2026, 12, 5)),
        (replace(ACTIVE, undated=True), None),
        (DEFERRED, date(2028, 1, 3)),
        (replace(DEFERRED, not_before=date(2028, 1, 1)), date(2028, 1, 1)),
        (replace(DEFERRED, undated=True), None),
        (ACTIVE.mastered(), None),
        (ACTIVE.let_go(), None),
        (in_role("a")[0], None),
    ],
)
def test_one_due_day_has_two_meanings(goal, due):
    assert due_on(goal, Calendar()) == due


def test_a_year_that_starts_elsewhere_names_the_same_days_anew():
    april = PlanSettings(quarter_starts=4)
    pinned = replace(in_role("p")[0].deferred(Q2), pinned=Q2)
    goals = (in_role("a")[0].activated(Q4), in_role("d")[0].deferred(Q1), pinned, *in_role("n"))

    plan = on_new_calendar(Plan(goals, settings=april), Calendar(1))

    assert [str(goal.quarter) for goal in plan.goals] == [
        "2026-Q3",
        "2026-Q4",
        "2027-Q2",
        "None",
    ]
