from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from support.made_plans import TODAY, plans

from service.domain.plan import Goal, Group, Plan, State
from service.domain.quarter import Calendar
from service.domain.schedule import daily, due_on, place, respread, taken

GROUPS = (Group.IN_ROLE, Group.OUTSIDE)
later_days = st.integers(0, 800).map(lambda days: TODAY + timedelta(days=days))


def calendar_of(plan: Plan) -> Calendar:
    return Calendar(plan.settings.quarter_starts)


def freely_placed(before: Plan, after: Plan) -> list[tuple[Group, object]]:
    """Where `place` put what it was free to put anywhere."""
    return [
        (goal.group, goal.quarter)
        for was, goal in zip(before.goals, after.goals, strict=True)
        if was.state is None and not was.not_before and goal.pinned is None
    ]


def waits_for_room(goal: Goal) -> bool:
    """Whether its chosen day has come and found the quarter full: it stays, and asks."""
    return goal.state is State.DEFERRED and bool(goal.not_before) and goal.not_before <= TODAY


@given(plans())
def test_placing_exceeds_no_capacity_by_what_it_places(plan):
    placed = place(plan, TODAY)

    added = Counter(freely_placed(plan, placed))
    for (group, quarter), count in added.items():
        if quarter is not None:
            assert count <= plan.settings.capacity.of(group)
            waiting = Counter(
                goal.group
                for goal in placed.goals
                if waits_for_room(goal) and goal.quarter == quarter
            )
            room = plan.settings.capacity.of(group)
            assert taken(placed, quarter)[group] - waiting[group] <= room


@given(plans())
def test_placing_keeps_the_plans_order_within_a_group(plan):
    placed = place(plan, TODAY)

    for group in GROUPS:
        found = [q for g, q in freely_placed(plan, placed) if g is group and q is not None]
        assert found == sorted(found)


@given(plans())
def test_placing_twice_is_placing_once(plan):
    placed = place(plan, TODAY)

    assert place(placed, TODAY) == placed
    assert respread(respread(placed, TODAY), TODAY) == respread(placed, TODAY)


@given(plans())
def test_placing_leaves_alone_what_has_its_place(plan):
    for was, goal in zip(plan.goals, place(plan, TODAY).goals, strict=True):
        if was.state is not None and was.quarter is not None:
            assert goal == was


@given(plans())
def test_placing_gives_everything_a_state_and_wherever_it_can_a_quarter(plan):
    for goal in place(plan, TODAY).goals:
        assert goal.state is not None
        if plan.settings.capacity.of(goal.group) and goal.state is State.DEFERRED:
            assert goal.quarter or goal.undated


@given(plans())
def test_pins_and_chosen_days_are_kept(plan):
    now = calendar_of(plan).quarter_of(TODAY)
    for was, goal in zip(plan.goals, respread(plan, TODAY).goals, strict=True):
        if was.not_before and was.not_before > TODAY:
            assert goal.not_before == was.not_before
        elif was.state is None and was.pinned and was.pinned >= now and not was.not_before:
            assert goal.quarter == was.pinned


@given(plans())
def test_due_days_are_working_days_of_the_goals_quarter_unless_chosen(plan):
    calendar = calendar_of(plan)
    for goal in place(plan, TODAY).goals:
        day = due_on(goal, calendar)
        if day and not goal.deadline and not goal.not_before:
            assert day.weekday() < 5
            assert calendar.quarter_of(day) == goal.quarter


@given(plans(), later_days)
def test_a_day_is_lived_once(plan, today):
    once, _ = daily(place(plan, TODAY), today)
    twice, stories = daily(once, today)

    assert twice == once
    assert {story.what for story in stories} <= {"no_room"}


@given(plans(), later_days)
def test_coming_back_brings_no_group_over_capacity(plan, today):
    before = place(plan, TODAY)
    after, stories = daily(before, today)

    room = {
        group: plan.settings.capacity.of(group)
        - sum(g.state is State.ACTIVE and g.group is group for g in before.goals)
        for group in GROUPS
    }
    back = Counter(
        after.goal(story.goal_id).group for story in stories if story.what == "came_back"
    )
    assert all(back[group] <= max(0, room[group]) for group in GROUPS)


@given(plans(), later_days)
def test_a_day_loses_no_goal_and_no_active_one_is_put_off(plan, today):
    before = place(plan, TODAY)
    after, _ = daily(before, today)

    now = calendar_of(plan).quarter_of(today)
    for was, goal in zip(before.goals, after.goals, strict=True):
        assert was.id == goal.id
        if was.state in (State.ACTIVE, State.MASTERED, State.LET_GO):
            assert goal.state is was.state
        if goal.state is State.ACTIVE:
            assert goal.quarter is not None
            assert goal.quarter >= now
            assert was.deadline == goal.deadline


@given(plans())
def test_a_year_of_days_ends_with_nothing_overdue_but_what_was_chosen(plan):
    plan = place(plan, TODAY)
    day = TODAY
    while day < date(2028, 1, 31):
        day += timedelta(days=7)
        plan, _ = daily(plan, day)

    calendar = calendar_of(plan)
    for goal in plan.goals:
        due = due_on(goal, calendar)
        if goal.state is State.DEFERRED and due is not None and due <= day:
            assert goal.not_before or goal.pinned
