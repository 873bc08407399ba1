from __future__ import annotations

from datetime import date

import pytest

from service.domain.plan import Capacity, Goal, Group, Plan, State, Via, new_id, wording
from service.domain.quarter import Quarter

Q4, Q1 = Quarter(2026, 4), Quarter(2027, 1)


def test_a_goal_that_is_put_off_forgets_its_days_and_its_pin():
    goal = Goal("a", pinned=Q4, deadline=date(2026, 12, 1)).activated(Q4)

    put_off = goal.deferred()

    assert goal.pinned == Q4
    assert (put_off.state, put_off.pinned, put_off.deadline) == (State.DEFERRED, None, None)


def test_a_goal_that_is_activated_uses_its_day_up():
    goal = Goal("a", pinned=Q1).deferred(Q1, until=date(2027, 2, 2)).activated(Q4)

    assert (goal.state, goal.quarter, goal.not_before, goal.pinned) == (
        State.ACTIVE,
        Q4,
        None,
        None,
    )


def test_a_pin_survives_while_the_goal_is_in_its_quarter():
    assert Goal("a", pinned=Q1).deferred(Q1).pinned == Q1
    assert Goal("a", pinned=Q1).deferred(Q1).activated(Q1).pinned == Q1


def test_mastering_remembers_where_the_skill_was_learned():
    goal = Goal("a", Group.OUTSIDE).activated(Q4).mastered()

    assert (goal.group, goal.home, goal.state) == (
        Group.MASTERED,
        Group.OUTSIDE,
        State.MASTERED,
    )
    assert goal.mastered() is goal
    assert goal.activated(Q4).group is Group.OUTSIDE
    assert goal.let_go("no need").group is Group.OUTSIDE


@pytest.mark.parametrize(
    ("via", "home"),
    [(None, Group.IN_ROLE), (Via.OTHER, Group.IN_ROLE), (Via.BOOK, Group.OUTSIDE)],
)
def test_a_goal_that_came_mastered_was_learned_where_its_road_leads(via, home):
    assert Goal("a", Group.MASTERED, via=via).home is home


def test_a_road_is_left_behind_by_a_goal_that_moves_to_another_group():
    course = Goal("a", Group.OUTSIDE, via=Via.COURSE)

    assert course.activated(Q4).via is Via.COURSE
    assert course.activated(Q4, Group.IN_ROLE).via is None


def test_a_changed_goal_keeps_its_place_in_the_plan_and_a_new_one_comes_last():
    plan = Plan((Goal("a", id="a"), Goal("b", id="b")))

    changed = plan.with_goal(Goal("A", id="a")).with_goal(Goal("c", id="c"))

    assert [goal.skill for goal in changed.goals] == ["A", "b", "c"]
    with pytest.raises(KeyError):
        plan.goal("c")


def test_words_are_the_same_whatever_their_case_and_spacing():
    assert wording("  Public\tSPEAKING ") == wording("public speaking")
    assert wording("Straße") == wording("STRASSE")


def test_capacity_counts_everything_but_outside_as_in_the_role():
    assert [Capacity(3, 1).of(group) for group in Group] == [3, 3, 1]


def test_ids_do_not_meet():
    ids = {new_id() for _ in range(2000)}

    assert len(ids) == 2000
    assert all(len(one) == 12 and one.isascii() and one.isalnum() for one in ids)


def test_a_goal_is_known_by_its_former_names_and_not_by_one_that_was_empty():
    goal = Goal("First").renamed("").renamed("Second").renamed("\u2003").renamed("Third")

    assert (goal.skill, goal.former_names) == ("Third", ("First", "Second"))
    assert goal.renamed("First").former_names == ("Second", "Third")
