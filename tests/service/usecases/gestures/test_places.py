"""Where a task is says what its goal is doing."""

from __future__ import annotations

from datetime import date

from support.gestures import (
    IN_ROLE,
    OUTSIDE,
    assert_at_rest,
    assert_nothing_follows,
    said_in_review,
)

from service.domain.plan import Group, State
from service.domain.quarter import Quarter
from service.usecases.status import status


def standing(home, skill: str) -> tuple[State | None, Group]:
    goal = home.goal(skill)
    return goal.state, goal.group


def move(home, skill: str, section: str) -> None:
    home.person.move(home.gid(skill), home.section(section))


def test_a_completed_task_is_mastered_and_moves_there(home):
    """Complete a task"""
    home.person.complete(home.gid("Curiosity"))
    home.sync()

    assert standing(home, "Curiosity") == (State.MASTERED, Group.MASTERED)
    assert "Curiosity" in home.tasks("Mastered")
    assert_at_rest(home)


def test_a_reopened_task_is_in_work_where_it_was_learned(home):
    """Reopen a completed task"""
    home.person.complete(home.gid("Curiosity"))
    home.sync()
    home.person.reopen(home.gid("Curiosity"))
    home.sync()

    assert standing(home, "Curiosity") == (State.ACTIVE, Group.OUTSIDE)
    assert "Curiosity" in home.tasks(OUTSIDE)
    assert_at_rest(home)


def test_a_task_in_mastered_is_mastered_and_completed(home):
    """Move a task to Mastered"""
    move(home, "Curiosity", "Mastered")
    home.sync()

    assert standing(home, "Curiosity") == (State.MASTERED, Group.MASTERED)
    assert home.tasks("Mastered")["Curiosity"]["completed"] is True
    assert_at_rest(home)


def test_a_task_out_of_mastered_is_reopened(home):
    """Move a task out of Mastered"""
    move(home, "Curiosity", "Mastered")
    home.sync()
    move(home, "Curiosity", IN_ROLE)
    home.sync()

    assert standing(home, "Curiosity") == (State.ACTIVE, Group.IN_ROLE)
    assert home.tasks(IN_ROLE)["Curiosity"]["completed"] is False
    assert_at_rest(home)


def test_a_task_from_later_is_active_and_may_be_too_much(home):
    """Move a task from Later to this quarter"""
    move(home, "Public speaking", OUTSIDE)
    home.sync()

    assert standing(home, "Public speaking") == (State.ACTIVE, Group.OUTSIDE)
    assert home.tasks(OUTSIDE)["Public speaking"]["due_on"] == "2026-12-31"
    assert len(status(home.database, home.account_id, now=home.now()).over_capacity) == 1
    assert "2 goals this quarter (1 more than fits)" in said_in_review(home)
    assert_at_rest(home)


def test_a_task_in_later_is_deferred_to_the_next_quarter_with_room(home):
    """Move a task to Later"""
    move(home, "Data storytelling", "Later")
    home.sync()

    goal = home.goal("Data storytelling")
    assert (goal.state, goal.quarter) == (State.DEFERRED, Quarter(2027, 1))
    assert home.tasks("Later")["Data storytelling"]["due_on"] == "2027-01-01"
    assert_at_rest(home)


def test_a_task_in_later_with_a_day_is_deferred_to_it(home):
    """Move a task to Later and set its due date"""
    move(home, "Curiosity", "Later")
    home.person.set_due(home.gid("Curiosity"), date(2027, 2, 11))
    home.sync()

    goal = home.goal("Curiosity")
    assert (goal.state, goal.not_before) == (State.DEFERRED, date(2027, 2, 11))
    assert home.tasks("Later")["Curiosity"]["due_on"] == "2027-02-11"
    assert_at_rest(home)


def test_a_task_in_let_go_is_let_go(home):
    """Move a task to Let go"""
    move(home, "Curiosity", "Let go")
    home.sync()

    assert standing(home, "Curiosity")[0] is State.LET_GO
    assert home.goal("Curiosity").reason == "let go in Asana"
    assert_at_rest(home)
    home.wait(days=100)
    home.sync()
    assert list(home.tasks("Let go")) == ["Curiosity"]


def test_a_task_out_of_let_go_is_what_its_section_says(home):
    """Move a task out of Let go"""
    move(home, "Curiosity", "Let go")
    home.sync()
    move(home, "Curiosity", OUTSIDE)
    home.sync()

    assert standing(home, "Curiosity") == (State.ACTIVE, Group.OUTSIDE)
    assert home.goal("Curiosity").reason == ""
    assert_at_rest(home)


def test_a_task_in_the_other_section_is_in_the_other_group(home):
    """Move a task from in my role to outside work, or back"""
    move(home, "Curiosity", IN_ROLE)
    move(home, "Data storytelling", OUTSIDE)
    home.sync()

    assert standing(home, "Curiosity") == (State.ACTIVE, Group.IN_ROLE)
    assert standing(home, "Data storytelling") == (State.ACTIVE, Group.OUTSIDE)
    assert_at_rest(home)


def test_a_section_of_the_persons_own_says_nothing(home):
    """Move a task into a section of your own"""
    mine = home.person.add_section(str(home.project()["gid"]), "Waiting for Bob")
    home.sync()
    home.person.move(home.gid("Curiosity"), mine)

    assert_nothing_follows(home)
    home.person.complete(home.gid("Curiosity"))
    home.sync()
    assert "Curiosity" in home.tasks("Mastered")


def test_the_order_within_a_section_is_the_persons(home):
    """Reorder the tasks of a section"""
    home.person.add_task(home.section(OUTSIDE), "Learn to sail")
    home.sync()
    home.person.move(
        home.gid("Curiosity"), home.section(OUTSIDE), after=home.gid("Learn to sail")
    )

    assert list(home.tasks(OUTSIDE)) == ["Learn to sail", "Curiosity"]
    assert_nothing_follows(home, force=True)


def test_another_project_is_none_of_our_business(home):
    """Put a task into another project as well"""
    task, workspace = home.gid("Curiosity"), next(iter(home.world.workspaces))
    other = home.person.add_project(workspace, "Museums")
    home.person.add_to_project(task, home.client().sections(other)[0].gid)

    assert_nothing_follows(home)
