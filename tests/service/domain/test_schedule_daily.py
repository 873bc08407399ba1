from __future__ import annotations

from dataclasses import replace
from datetime import date

from service.domain.plan import Goal, Group, Plan, State
from service.domain.quarter import Calendar, Quarter
from service.domain.schedule import Story, StoryKind, daily, due_on

Q4, Q1, Q2 = Quarter(2026, 4), Quarter(2027, 1), Quarter(2027, 2)
NEW_YEAR = date(2027, 1, 1)


def goal(name: str) -> Goal:
    return Goal(name, Group.IN_ROLE, id=name)


def active(*names: str, quarter: Quarter = Q4) -> tuple[Goal, ...]:
    return tuple(goal(name).activated(quarter) for name in names)


def test_a_goal_comes_back_on_its_day_and_its_day_is_used_up():
    waiting = goal("a").deferred(Q4, until=date(2026, 11, 23))

    before, _ = daily(Plan((waiting,)), date(2026, 11, 22))
    after, stories = daily(Plan((waiting,)), date(2026, 11, 23))

    assert before.goals == (waiting,)
    assert after.goal("a") == goal("a").activated(Q4)
    assert due_on(after.goal("a"), Calendar()) == date(2026, 12, 31)
    assert stories == (Story("a", StoryKind.CAME_BACK, "on 2026-11-23"),)


def test_goals_come_back_in_the_plans_order_while_there_is_room():
    waiting = tuple(goal(name).deferred(Q4, until=date(2026, 11, 2)) for name in "cde")

    plan, stories = daily(Plan((*active("a", "b"), *waiting)), date(2026, 11, 23))

    assert [g.state for g in plan.goals[2:]] == [State.ACTIVE, State.DEFERRED, State.DEFERRED]
    assert plan.goals[3:] == waiting[1:]
    assert [story.what for story in stories] == ["came_back", "no_room", "no_room"]


def test_without_room_a_pinned_goal_stays_and_asks():
    pinned = replace(goal("d").deferred(Q4), pinned=Q4)

    plan, stories = daily(Plan((*active(*"abc"), pinned)), date(2026, 11, 23))

    assert plan.goal("d") == pinned
    assert stories == (Story("d", StoryKind.NO_ROOM, "since 2026-10-01"),)


def test_unfinished_goals_take_their_room_first_at_the_turn_of_the_quarter():
    chosen = replace(goal("c").activated(Q4), deadline=date(2027, 1, 20))
    coming = tuple(goal(name).deferred(Q1) for name in "de")

    plan, stories = daily(Plan((*active("a", "b"), chosen, *coming)), NEW_YEAR)

    calendar = Calendar()
    assert due_on(plan.goal("a"), calendar) == date(2027, 3, 31)
    assert due_on(plan.goal("c"), calendar) == date(2027, 1, 20)
    assert [plan.goal(name).quarter for name in "abcde"] == [Q1, Q1, Q1, Q2, Q2]
    assert stories == (
        Story("a", StoryKind.CARRIED_OVER, "from 2026-Q4"),
        Story("b", StoryKind.CARRIED_OVER, "from 2026-Q4"),
        Story("c", StoryKind.CARRIED_OVER, "from 2026-Q4"),
        Story("d", StoryKind.MOVED_ON, "to 2027-Q2"),
        Story("e", StoryKind.MOVED_ON, "to 2027-Q2"),
    )


def test_what_has_to_wait_goes_before_what_follows_it_in_the_plan():
    coming = tuple(goal(name).deferred(Q1) for name in "de")
    later = tuple(goal(name).deferred(Q2) for name in "fgh")

    plan, _ = daily(Plan((*active(*"abc"), *coming, *later)), NEW_YEAR)

    assert [str(plan.goal(name).quarter) for name in "defgh"] == [
        "2027-Q2",
        "2027-Q2",
        "2027-Q2",
        "2027-Q3",
        "2027-Q3",
    ]


def test_goals_wait_for_the_first_working_day_of_a_quarter_that_begins_on_a_weekend():
    coming = goal("a").deferred(Quarter(2028, 1))

    saturday, _ = daily(Plan((coming,)), date(2028, 1, 1))
    monday, _ = daily(Plan((coming,)), date(2028, 1, 3))

    assert saturday.goals == (coming,)
    assert monday.goal("a").state is State.ACTIVE


def test_a_goal_whose_day_the_person_took_off_waits_for_them():
    undated = replace(goal("a").deferred(Q4), undated=True)

    assert daily(Plan((undated,)), NEW_YEAR) == (Plan((undated,)), ())


def test_finished_and_dropped_goals_are_left_alone():
    done = (active("a")[0].mastered(), active("b")[0].let_go("no need"))

    assert daily(Plan(done), NEW_YEAR) == (Plan(done), ())


def test_a_quarter_missed_altogether_is_made_up_for_in_one_go():
    coming = goal("d").deferred(Q1)

    plan, stories = daily(Plan((*active("a"), coming)), date(2027, 8, 2))

    assert {g.quarter for g in plan.goals} == {Quarter(2027, 3)}
    assert [story.what for story in stories] == ["carried_over", "came_back"]
