"""Tasks that go, and come back."""

from __future__ import annotations

import pytest
from support.gestures import OUTSIDE, assert_at_rest, said_in_review, steps, subtask
from support.plans import many

from service.domain.plan import State
from service.errors import NeedsConfirmation

STORY = "Data storytelling"


def let_go_because(home, skill: str) -> str | None:
    goal = home.goal(skill)
    return goal.reason if goal.state is State.LET_GO else None


def test_a_deleted_task_lets_its_goal_go_and_is_never_made_again(home):
    """Delete a task"""
    home.person.delete(home.gid("Curiosity"))
    home.sync()

    assert let_go_because(home, "Curiosity") == "deleted in Asana"
    assert_at_rest(home)
    home.wait(days=200)
    home.sync()
    assert "Curiosity" not in home.tasks()


@pytest.mark.parametrize(
    ("section", "state"),
    [(OUTSIDE, State.ACTIVE), ("Mastered", State.MASTERED), ("Let go", State.LET_GO)],
)
def test_a_restored_task_is_what_its_section_says(home, section, state):
    """Restore a task from the trash"""
    task = home.gid("Curiosity")
    home.person.delete(task)
    home.sync()
    home.person.restore(task)
    home.person.move(task, home.section(section))
    home.sync()

    assert home.goal("Curiosity").state is state
    assert home.gid("Curiosity") == task
    assert steps(home, "Curiosity") == [("Pick a museum", True)]
    assert_at_rest(home)


@pytest.mark.parametrize("kept", [True, False])
def test_many_deleted_tasks_wait_for_a_word(home, kept):
    """Delete many tasks at once"""
    home.plan_file(many(10), prune=True)
    home.sync()
    tasks = [home.gid(f"Skill {number}") for number in range(5)]
    for task in tasks:
        home.person.delete(task)
    with pytest.raises(NeedsConfirmation, match="5 of 1"):
        home.sync()
    assert home.goal("Skill 0").state is State.ACTIVE

    for task in tasks if kept else ():
        home.person.restore(task)
    home.sync(force=not kept)

    assert home.goal("Skill 0").state is (State.ACTIVE if kept else State.LET_GO)
    assert_at_rest(home)


def test_a_task_out_of_the_project_is_left_alone_and_named(home):
    """Take a task out of the project"""
    task = home.gid("Curiosity")
    home.person.remove_from_project(task, str(home.project()["gid"]))
    home.sync()

    goal = home.goal("Curiosity")
    assert (goal.state, goal.undated, goal.not_before) == (State.DEFERRED, True, None)
    assert "Curiosity: its task was taken out of the project" in said_in_review(home)
    assert_at_rest(home)
    home.wait(days=200)
    home.sync()
    assert "Curiosity" not in home.tasks()
    assert home.world.tasks[task].name == "Curiosity"


def test_a_task_back_in_the_project_is_linked_again(home):
    """Put a task back into the project"""
    task = home.gid("Curiosity")
    home.person.remove_from_project(task, str(home.project()["gid"]))
    home.sync()
    home.person.rename(task, "Being curious")
    home.person.untick(next(iter(home.world.tasks[task].subtasks)))
    home.person.add_to_project(task, home.section(OUTSIDE))
    home.sync()

    assert home.gid("Being curious") == task
    assert home.goal("Being curious").state is State.ACTIVE
    assert steps(home, "Being curious") == [("Pick a museum", False)]
    assert "taken out of the project" not in said_in_review(home)
    assert_at_rest(home)


@pytest.mark.parametrize("out_before", [False, True])
def test_a_task_below_another_goals_is_its_step(home, out_before):
    """Make a task a subtask of another goal's task"""
    task = home.gid("Curiosity")
    if out_before:
        home.person.remove_from_project(task, str(home.project()["gid"]))
        home.sync()
    home.person.make_subtask(task, home.gid(STORY))
    home.sync()

    assert steps(home, STORY)[-1] == ("Curiosity", False)
    assert let_go_because(home, "Curiosity") == "made a step of another task"
    assert_at_rest(home)


def test_such_a_subtask_back_on_the_board_is_its_goal_again(home):
    """Drag such a subtask back onto the board"""
    task = home.gid("Curiosity")
    home.person.make_subtask(task, home.gid(STORY))
    home.sync()
    home.person.make_task(task, home.section(OUTSIDE))
    home.sync()

    assert home.goal("Curiosity").state is State.ACTIVE
    assert [goal.skill for goal in home.plan().goals].count("Curiosity") == 1
    assert "Curiosity" not in dict(steps(home, STORY))
    assert_at_rest(home)


@pytest.mark.parametrize("where", ["a step", "a task elsewhere"])
def test_a_task_below_anything_else_is_out_of_the_project(home, where):
    """Make a task a subtask of anything else"""
    task = home.gid("Curiosity")
    if where == "a step":
        parent = subtask(home, STORY, "Own it")
    else:
        workspace = next(iter(home.world.workspaces))
        project = home.person.add_project(workspace, "Museums")
        parent = home.person.add_task(home.client().sections(project)[0].gid, "Art")
    home.person.make_subtask(task, parent)
    home.sync()

    assert (home.goal("Curiosity").state, len(steps(home, STORY))) == (State.DEFERRED, 3)
    assert "Curiosity: its task was taken out of the project" in said_in_review(home)
    assert_at_rest(home)
