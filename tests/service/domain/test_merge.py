"""The merge by field, and what a person means by ticking and moving."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.fields import Place
from service.domain.merge import (
    Conflict,
    Standing,
    place_now,
    pull_fields,
    push_fields,
    standing_of,
)
from service.domain.plan import Goal, Group

VALUES = st.sampled_from(["a", "b", "c", None])
FIELDS = st.fixed_dictionaries({"name": VALUES, "how": VALUES, "due_on": VALUES})

IN_ROLE = Standing(completed=False, section=Place.IN_ROLE)
GOAL = Goal("Listening", Group.OUTSIDE)


@given(FIELDS, FIELDS, FIELDS)
def test_after_pulling_and_pushing_both_sides_agree(base, local, remote):
    pull = pull_fields(base, local, remote)
    local, base = {**local, **pull.taken}, remote

    assert {**remote, **push_fields(base, local)} == local


@given(FIELDS, FIELDS, FIELDS)
def test_what_the_person_changed_in_asana_always_stands(base, local, remote):
    pull = pull_fields(base, local, remote)
    agreed = {**local, **pull.taken}

    assert all(agreed[field] == remote[field] for field in base if remote[field] != base[field])


@given(FIELDS, FIELDS, FIELDS)
def test_what_only_the_plan_changed_is_never_pulled_over(base, local, remote):
    taken = pull_fields(base, local, remote).taken

    assert not [field for field in taken if remote[field] == base[field]]


@given(FIELDS, FIELDS, FIELDS)
def test_no_value_of_the_plan_gives_way_unreported(base, local, remote):
    pull = pull_fields(base, local, remote)
    reported = {conflict.field for conflict in pull.conflicts}

    assert reported == {field for field in pull.taken if local[field] != base[field]}


def test_a_conflict_tells_both_values():
    pull = pull_fields({"name": "A"}, {"name": "B"}, {"name": "C"})

    assert pull.conflicts == (Conflict("name", ours="B", theirs="C"),)


def test_a_field_that_could_not_be_read_is_left_alone():
    assert pull_fields({"how": "x"}, {"how": "y"}, {}).taken == {}


@pytest.mark.parametrize(
    ("base", "remote", "meant"),
    [
        pytest.param(IN_ROLE, IN_ROLE, Place.IN_ROLE, id="nothing happened"),
        pytest.param(
            IN_ROLE,
            Standing(completed=True, section=Place.IN_ROLE),
            Place.MASTERED,
            id="ticked",
        ),
        pytest.param(
            IN_ROLE,
            Standing(completed=False, section=Place.MASTERED),
            Place.MASTERED,
            id="moved to Mastered",
        ),
        pytest.param(
            IN_ROLE,
            Standing(completed=True, section=Place.MASTERED),
            Place.MASTERED,
            id="ticked and moved to Mastered",
        ),
        pytest.param(
            IN_ROLE,
            Standing(completed=True, section=Place.LATER),
            Place.MASTERED,
            id="ticked and moved to Later",
        ),
        pytest.param(
            IN_ROLE,
            Standing(completed=True, section=Place.LET_GO),
            Place.LET_GO,
            id="ticked and dropped",
        ),
        pytest.param(
            IN_ROLE, Standing(completed=False, section=Place.LATER), Place.LATER, id="put off"
        ),
        pytest.param(
            IN_ROLE,
            Standing(completed=False, section=Place.OUTSIDE),
            Place.OUTSIDE,
            id="to the other group",
        ),
        pytest.param(
            IN_ROLE,
            Standing(completed=False, section=None),
            Place.IN_ROLE,
            id="into a section of their own",
        ),
    ],
)
def test_a_gesture_on_an_active_task_means(base, remote, meant):
    assert place_now(GOAL, Place.IN_ROLE, base, remote) is meant


MASTERED = Standing(completed=True, section=Place.MASTERED)


def test_reopening_a_mastered_task_brings_it_back_to_the_group_it_was_learned_in():
    goal = GOAL.mastered()
    remote = Standing(completed=False, section=Place.MASTERED)

    assert place_now(goal, Place.MASTERED, MASTERED, remote) is Place.OUTSIDE


def test_moving_a_mastered_task_out_of_mastered_reopens_it():
    remote = Standing(completed=True, section=Place.LATER)
    place = place_now(GOAL.mastered(), Place.MASTERED, MASTERED, remote)

    assert place is Place.LATER
    assert standing_of(place, remote, place) == Standing(completed=False, section=Place.LATER)


def test_a_task_in_a_section_of_the_persons_own_stays_there():
    own = Standing(completed=False, section=None)

    assert standing_of(Place.IN_ROLE, own, Place.IN_ROLE) == own


def test_a_task_in_a_section_of_the_persons_own_moves_when_its_goal_does():
    own = Standing(completed=False, section=None)

    assert standing_of(Place.LATER, own, Place.IN_ROLE).section is Place.LATER


def test_a_let_go_task_keeps_its_tick():
    ticked = Standing(completed=True, section=Place.LET_GO)

    assert standing_of(Place.LET_GO, ticked, Place.LET_GO) == ticked
