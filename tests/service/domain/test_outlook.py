from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from support.made_plans import TODAY, plans

from service.domain.outlook import outlook
from service.domain.plan import Capacity, Goal, Group, Plan, PlanSettings, State
from service.domain.quarter import Quarter
from service.domain.schedule import place


def test_the_outlook_tells_this_quarters_goals_and_what_comes_back_when():
    goals = [Goal(name) for name in "ABCD"]
    never = Goal("Y", Group.OUTSIDE)
    capacity = Capacity(in_role=3, outside=0)
    plan = Plan((*goals, never), settings=PlanSettings(capacity=capacity))
    now, later, undated = outlook(place(plan, TODAY), TODAY)

    assert (now.quarter, now.back_on) == (Quarter(2026, 4), None)
    assert [goal.skill for goal in now.goals] == ["A", "B", "C"]
    assert (later.quarter, later.back_on) == (Quarter(2027, 1), date(2027, 1, 1))
    assert [goal.skill for goal in later.goals] == ["D"]
    assert (undated.quarter, [goal.skill for goal in undated.goals]) == (None, ["Y"])


def test_an_empty_plan_has_this_quarter_all_the_same():
    (now,) = outlook(Plan(), TODAY)

    assert now.goals == ()


@settings(max_examples=60)
@given(plans())
def test_every_goal_that_is_worked_on_or_waits_is_told_once(plan):
    plan = place(plan, TODAY)
    told = [goal.id for part in outlook(plan, TODAY) for goal in part.goals]

    live = [g.id for g in plan.goals if g.state in (State.ACTIVE, State.DEFERRED)]
    assert sorted(told) == sorted(live)
