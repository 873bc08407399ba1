"""The day a goal comes back and the turn of the quarter, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from support.made_plans import TODAY, plans

from service.domain.plan import Goal, Group, Plan, State
from service.domain.quarter import Calendar
from service.domain.schedule import Story, StoryKind, daily, due_on, place

GROUPS = (Group.IN_ROLE, Group.OUTSIDE)
days_to_come = st.integers(0, 1200).map(lambda days: TODAY + timedelta(days=days))
leap_days = st.sampled_from([date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)])
any_day = days_to_come | leap_days


def calendar_of(plan: Plan) -> Calendar:
    return Calendar(plan.settings.quarter_starts)


def lived(plan: Plan, today: date) -> tuple[Plan, Plan, tuple[Story, ...]]:
    before = place(plan, TODAY)
    after, stories = daily(before, today)
    return before, after, stories


def told(stories: tuple[Story, ...], kind: StoryKind) -> list[str]:
    return [story.goal_id for story in stories if story.what is kind]


def is_chosen(goal: Goal) -> bool:
    return bool(goal.not_before or goal.pinned or goal.undated)


@given(plans(), any_day)
def test_a_goal_whose_day_has_come_is_back_if_and_only_if_there_was_room(plan, today):
    before, after, stories = lived(plan, today)

    calendar, capacity = calendar_of(plan), plan.settings.capacity
    back = told(stories, StoryKind.CAME_BACK)
    for group in GROUPS:
        used = sum(g.state is State.ACTIVE and g.group is group for g in before.goals)
        due = [
            goal.id
            for goal in before.goals
            if goal.state is State.DEFERRED and goal.group is group
            if (day := due_on(goal, calendar)) is not None and day <= today
        ]
        room = max(0, capacity.of(group) - used)
        assert [id_ for id_ in back if after.goal(id_).group is group] == due[:room]


@given(plans(), any_day)
def test_what_came_back_has_used_up_its_day_and_is_due_at_the_quarters_end(plan, today):
    before, after, stories = lived(plan, today)

    calendar = calendar_of(plan)
    end = calendar.last_working_day(calendar.quarter_of(today))
    for goal_id in told(stories, StoryKind.CAME_BACK):
        goal = after.goal(goal_id)
        assert (goal.state, goal.not_before, goal.undated) == (State.ACTIVE, None, False)
        assert due_on(goal, calendar) == (before.goal(goal_id).deadline or end)


@given(plans(), any_day)
def test_without_room_a_chosen_day_or_quarter_stays_and_asks(plan, today):
    before, after, stories = lived(plan, today)

    for goal_id in told(stories, StoryKind.NO_ROOM):
        assert after.goal(goal_id) == before.goal(goal_id)
        assert is_chosen(before.goal(goal_id))


@given(plans(), any_day)
def test_what_was_chosen_moves_only_when_it_comes_back(plan, today):
    before, after, stories = lived(plan, today)

    back = told(stories, StoryKind.CAME_BACK)
    for was in before.goals:
        if was.state is State.DEFERRED and is_chosen(was) and was.id not in back:
            assert after.goal(was.id) == was


@given(plans(), any_day)
def test_computed_deadlines_move_to_this_quarters_end_and_chosen_ones_stay(plan, today):
    before, after, stories = lived(plan, today)

    calendar = calendar_of(plan)
    now = calendar.quarter_of(today)
    carried = told(stories, StoryKind.CARRIED_OVER)
    for was in before.goals:
        if was.state is not State.ACTIVE:
            continue
        goal = after.goal(was.id)
        assert (was.id in carried) == (was.quarter < now)
        assert goal.quarter == max(was.quarter, now)
        assert (goal.deadline, goal.undated) == (was.deadline, was.undated)
        if not (goal.deadline or goal.undated):
            assert due_on(goal, calendar) == calendar.last_working_day(goal.quarter)


@given(plans(), any_day)
def test_what_has_to_wait_goes_to_quarters_to_come_that_have_room_for_it(plan, today):
    before, after, _ = lived(plan, today)

    now = calendar_of(plan).quarter_of(today)
    moved = [
        goal
        for was, goal in zip(before.goals, after.goals, strict=True)
        if goal.state is State.DEFERRED and goal.quarter != was.quarter and goal.quarter
    ]
    taking = Counter(
        (goal.quarter, goal.group)
        for goal in after.goals
        if goal.state is State.DEFERRED and not goal.undated
    )
    for goal in moved:
        assert goal.quarter > now
        assert taking[goal.quarter, goal.group] <= plan.settings.capacity.of(goal.group)


@given(plans(), any_day)
def test_what_has_to_wait_keeps_the_plans_order_within_a_group(plan, today):
    _, after, stories = lived(plan, today)
    if not told(stories, StoryKind.MOVED_ON):
        return

    now = calendar_of(plan).quarter_of(today)
    for group in GROUPS:
        spread = [
            goal.quarter
            for goal in after.goals
            if goal.state is State.DEFERRED and goal.group is group
            if not is_chosen(goal) and goal.quarter and goal.quarter > now
        ]
        assert spread == sorted(spread)


@given(plans(), any_day)
def test_each_goal_has_at_most_one_story_of_where_it_went(plan, today):
    _, after, stories = lived(plan, today)

    assert len(set(stories)) == len(stories)
    assert max(Counter(story.goal_id for story in stories).values(), default=0) <= 1
    assert {story.goal_id for story in stories} <= {goal.id for goal in after.goals}


@given(plans(), st.lists(any_day, min_size=1, max_size=6))
def test_a_clock_that_is_set_back_undoes_nothing(plan, days):
    """Whatever was active stays so, in the latest quarter that any day had."""
    plan = place(plan, TODAY)
    for today in days:
        after, _ = daily(plan, today)
        for was, goal in zip(plan.goals, after.goals, strict=True):
            if was.state is State.ACTIVE:
                assert goal.state is State.ACTIVE
                assert goal.quarter >= was.quarter
        plan = after


@given(plans(), any_day, st.integers(1, 400))
def test_sleeping_through_brings_back_what_waking_would_have(plan, today, more):
    """What is active in the end is the same, unless a quarter turned in between."""
    plan = place(plan, TODAY)
    calendar = calendar_of(plan)
    end = min(today + timedelta(days=more), calendar.last_day(calendar.quarter_of(today)))
    plan, _ = daily(plan, today)

    awake = plan
    for number in range((end - today).days + 1):
        awake, _ = daily(awake, today + timedelta(days=number))
    asleep, _ = daily(plan, end)

    if not any(goal.not_before for goal in plan.goals if goal.state is State.DEFERRED):
        assert asleep == awake
    count = Counter(goal.group for goal in asleep.goals if goal.state is State.ACTIVE)
    assert count == Counter(g.group for g in awake.goals if g.state is State.ACTIVE)


@given(plans(), st.integers(1, 12), any_day)
def test_every_month_may_begin_the_year(plan, month, today):
    settings = replace(plan.settings, quarter_starts=month)
    before = place(replace(plan, settings=settings), TODAY)
    after, _ = daily(before, today)

    calendar = Calendar(month)
    now = calendar.quarter_of(today)
    assert calendar.first_day(now) <= today <= calendar.last_day(now)
    assert all(g.quarter >= now for g in after.goals if g.state is State.ACTIVE)
