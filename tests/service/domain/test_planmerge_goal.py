from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from service.domain.plan import Goal, Group, Plan, State, Step, Via
from service.domain.planmerge_goal import merge_goal
from service.domain.quarter import Quarter
from service.domain.schedule import place

TODAY = date(2026, 11, 23)
Q4, Q1, Q2 = Quarter(2026, 4), Quarter(2027, 1), Quarter(2027, 2)
DAY = date(2027, 5, 3)

FILE = Goal("A", id="a")
ACTIVE = FILE.activated(Q4)
DEFERRED = FILE.deferred(Q1)


def merged(base: Goal | None, local: Goal, incoming: Goal) -> Goal:
    """The goal after an import, in its place."""
    goal, _ = merge_goal(base, local, incoming)
    return place(Plan((goal,)), TODAY).goals[0]


@pytest.mark.parametrize("local", [ACTIVE, DEFERRED, ACTIVE.mastered(), ACTIVE.let_go("no")])
def test_a_file_that_did_not_change_leaves_a_goal_wherever_it_is(local):
    assert merge_goal(FILE, local, FILE) == (local, FILE)


@pytest.mark.parametrize("local", [ACTIVE, DEFERRED])
def test_the_file_may_say_mastered_or_let_go(local):
    done = replace(FILE, group=Group.MASTERED, state=State.MASTERED, evidence="A prize")

    assert merged(FILE, local, done) == replace(local.mastered(), evidence="A prize")
    assert merged(FILE, local, FILE.let_go("bored")) == local.let_go("bored")


def test_taking_mastered_back_in_the_file_brings_the_goal_back():
    done = replace(FILE, group=Group.MASTERED, state=State.MASTERED)
    outside = replace(FILE, group=Group.OUTSIDE)

    goal = merged(done, ACTIVE.mastered(), outside)

    assert (goal.state, goal.group, goal.quarter) == (State.ACTIVE, Group.OUTSIDE, Q4)


def test_a_goal_mastered_in_asana_stays_so_when_the_file_moves_it_elsewhere():
    goal = merged(FILE, ACTIVE.mastered(), replace(FILE, group=Group.OUTSIDE))

    assert (goal.state, goal.home) == (State.MASTERED, Group.OUTSIDE)


@pytest.mark.parametrize("local", [ACTIVE, DEFERRED])
def test_a_new_day_or_quarter_in_the_file_moves_the_goal_there(local):
    dated = merged(FILE, local, replace(FILE, not_before=DAY))
    pinned = merged(FILE, local, replace(FILE, pinned=Q2))
    now = merged(FILE, local, replace(FILE, pinned=Q4))

    assert (dated.state, dated.quarter, dated.not_before) == (State.DEFERRED, Q2, DAY)
    assert (pinned.state, pinned.quarter) == (State.DEFERRED, Q2)
    assert (now.state, now.quarter) == (State.ACTIVE, Q4)


def test_a_day_chosen_in_asana_stands_until_the_file_names_another():
    base = replace(FILE, not_before=DAY)
    local = FILE.deferred(Q1, until=date(2027, 2, 2))

    assert merged(base, local, base) == local
    assert merged(base, local, replace(base, not_before=date(2027, 6, 1))).quarter == Q2


def test_an_export_can_be_edited_to_activate_or_put_off_a_goal():
    put_off = merged(ACTIVE, ACTIVE, replace(ACTIVE, state=State.DEFERRED, quarter=None))
    started = merged(DEFERRED, DEFERRED, replace(DEFERRED, state=State.ACTIVE))
    moved = merged(DEFERRED, DEFERRED, replace(DEFERRED, quarter=Q2))

    assert (put_off.state, put_off.quarter) == (State.DEFERRED, Q1)
    assert (started.state, started.quarter) == (State.ACTIVE, Q4)
    assert (moved.state, moved.quarter, moved.pinned) == (State.DEFERRED, Q2, Q2)


def test_where_an_export_says_a_goal_is_changes_nothing_by_itself():
    carried_over = replace(ACTIVE, quarter=Q1)

    assert merge_goal(ACTIVE, carried_over, ACTIVE)[0] == carried_over


def test_a_deadline_in_the_file_gives_a_task_its_day_back():
    goal = merged(FILE, replace(ACTIVE, undated=True), replace(FILE, deadline=DAY))

    assert (goal.deadline, goal.undated) == (DAY, False)


def test_a_road_that_does_not_lead_to_the_goals_group_is_not_taken():
    moved = replace(ACTIVE, group=Group.OUTSIDE)

    assert merged(FILE, moved, replace(FILE, via=Via.PRACTICE)).via is None
    assert merged(FILE, moved, replace(FILE, via=Via.OTHER)).via is Via.OTHER


def test_answers_are_merged_one_by_one():
    base, local = replace(FILE, answers=("a", "b")), replace(ACTIVE, answers=("b", "a", "mine"))

    assert merged(base, local, replace(FILE, answers=("b", "new"))).answers == (
        "b",
        "new",
        "mine",
    )


def step(name: str, *, done: bool = False) -> Step:
    return Step(name, done, id=f"id of {name}")


def steps_after(base: list[Step], local: list[Step], incoming: list[Step]) -> list[str]:
    goal, _ = merge_goal(
        replace(FILE, steps=tuple(base)),
        replace(ACTIVE, steps=tuple(local)),
        replace(FILE, steps=tuple(replace(one, id="") for one in incoming)),
    )
    return [f"{one.text}{'!' if one.done else ''}" for one in goal.steps]


ONE, TWO, NEW, MINE = (step(name) for name in ("one", "two", "new", "mine"))


@pytest.mark.parametrize(
    ("base", "local", "incoming", "result"),
    [
        ([ONE, TWO], [ONE, TWO], [ONE, TWO], ["one", "two"]),
        ([ONE, TWO], [step("one", done=True), TWO], [ONE, TWO], ["one!", "two"]),
        ([ONE, TWO], [ONE, TWO], [step("one", done=True), TWO], ["one!", "two"]),
        ([ONE, TWO], [ONE, TWO], [TWO], ["two"]),
        ([ONE, TWO], [ONE, TWO], [ONE, NEW, TWO], ["one", "new", "two"]),
        ([ONE, TWO], [TWO], [ONE, TWO], ["two"]),
        ([ONE, TWO], [TWO], [step("one", done=True), TWO], ["one!", "two"]),
        ([ONE], [ONE, MINE], [ONE, NEW], ["one", "new", "mine"]),
        ([ONE, TWO], [TWO, ONE], [ONE, TWO], ["two", "one"]),
        ([ONE, TWO], [ONE, TWO, MINE], [TWO, ONE], ["two", "mine", "one"]),
        ([ONE], [ONE, NEW], [ONE, NEW], ["one", "new"]),
        ([ONE], [replace(ONE, text="uno")], [ONE], ["uno"]),
    ],
)
def test_steps_are_merged_one_by_one(base, local, incoming, result):
    assert steps_after(base, local, incoming) == result


def test_the_file_is_given_back_under_the_ids_that_its_parts_now_have():
    incoming = replace(FILE, id="", steps=(replace(ONE, id=""), Step("two", id="")))

    goal, file = merge_goal(None, replace(ACTIVE, steps=(ONE,)), incoming)

    assert file.id == "a"
    assert [one.id for one in file.steps] == [one.id for one in goal.steps]
