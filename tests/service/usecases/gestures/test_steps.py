"""Subtasks are steps."""

from __future__ import annotations

from support.gestures import OUTSIDE, assert_at_rest, steps, subtask

from service.domain.plan import State

STORY = "Data storytelling"
SHADOW, PRESENT, OWN = "Shadow the next deck", "Present one chapter", "Own it"
THREE = [(SHADOW, False), (PRESENT, False), (OWN, False)]


def test_a_new_subtask_is_a_step(home):
    """Add a subtask"""
    new = home.person.add_subtask(home.gid(STORY), "Ask for feedback")
    home.person.order_subtask(new, after=subtask(home, STORY, SHADOW))
    home.sync()

    assert steps(home, STORY) == [THREE[0], ("Ask for feedback", False), *THREE[1:]]
    assert_at_rest(home)


def test_a_tick_says_whether_the_step_is_done(home):
    """Tick a subtask, or take the tick back"""
    home.person.tick(subtask(home, STORY, SHADOW))
    home.person.untick(subtask(home, "Curiosity", "Pick a museum"))
    home.sync()

    assert steps(home, STORY) == [(SHADOW, True), *THREE[1:]]
    assert steps(home, "Curiosity") == [("Pick a museum", False)]
    assert_at_rest(home)


def test_a_new_name_is_the_steps_text(home):
    """Rename a subtask"""
    before = home.goal(STORY).steps[0].id
    home.person.rename(subtask(home, STORY, SHADOW), "Watch the next deck")
    home.sync()

    assert steps(home, STORY)[0] == ("Watch the next deck", False)
    assert home.goal(STORY).steps[0].id == before
    assert_at_rest(home)


def test_the_order_is_the_persons(home):
    """Reorder subtasks"""
    home.person.order_subtask(subtask(home, STORY, OWN), after=None)
    home.sync(force=True)  # an order rings no bell

    assert steps(home, STORY) == [THREE[2], THREE[0], THREE[1]]
    assert_at_rest(home)


def test_a_deleted_subtask_takes_its_step_along(home):
    """Delete a subtask"""
    home.person.delete(subtask(home, STORY, PRESENT))
    home.sync()

    assert steps(home, STORY) == [THREE[0], THREE[2]]
    assert_at_rest(home)


def test_a_restored_subtask_is_a_step_again(home):
    """Restore a subtask from the trash"""
    gid = subtask(home, STORY, PRESENT)
    home.person.delete(gid)
    home.sync()
    home.person.restore(gid)
    home.sync()

    assert steps(home, STORY) == THREE
    assert_at_rest(home)


def test_a_copy_of_a_subtask_is_another_step(home):
    """Duplicate a subtask"""
    home.person.duplicate(subtask(home, STORY, SHADOW), name="Shadow another deck")
    home.sync()

    assert steps(home, STORY) == [THREE[0], ("Shadow another deck", False), *THREE[1:]]
    assert_at_rest(home)


def test_a_subtask_out_on_the_board_is_a_goal(home):
    """Drag a subtask out onto the board"""
    home.person.make_task(subtask(home, STORY, OWN), home.section(OUTSIDE))
    home.sync()

    assert home.goal(OWN).state is State.ACTIVE
    assert steps(home, STORY) == THREE[:2]
    assert_at_rest(home)


def test_a_subtask_that_is_also_on_the_board_is_a_goal(home):
    """Put a subtask onto the board as well"""
    home.person.add_to_project(subtask(home, STORY, OWN), home.section(OUTSIDE))
    home.sync()

    assert home.goal(OWN).state is State.ACTIVE
    assert steps(home, STORY) == THREE[:2]
    assert_at_rest(home)
    assert [one["name"] for one in home.tasks()[STORY]["subtasks"]] == [SHADOW, PRESENT, OWN]
