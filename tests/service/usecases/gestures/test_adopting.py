"""Tasks of the person's own become goals."""

from __future__ import annotations

import pytest
from support.gestures import (
    IN_ROLE,
    OUTSIDE,
    assert_at_rest,
    assert_nothing_follows,
    remembered,
    said_in_review,
    steps,
    subtask,
)

from service.domain.plan import Group, State
from service.usecases.status import plan_and_links, plan_in_full

QUESTION = "Learn to sail: added by hand. How will you learn it?"


@pytest.mark.parametrize(
    ("section", "group"), [(IN_ROLE, Group.IN_ROLE), (OUTSIDE, Group.OUTSIDE)]
)
def test_a_task_in_a_groups_section_is_a_goal_of_the_group(home, section, group):
    """Add a task to a section of this quarter"""
    task = home.person.add_task(home.section(section), "Learn to sail")
    home.person.add_subtask(task, "Find a boat")
    home.sync()

    goal = home.goal("Learn to sail")
    assert (goal.state, goal.group) == (State.ACTIVE, group)
    assert steps(home, "Learn to sail") == [("Find a boat", False)]
    assert home.tasks(section)["Learn to sail"]["due_on"] == "2026-12-31"
    assert QUESTION not in said_in_review(home)
    assert_at_rest(home)


@pytest.mark.parametrize(
    ("section", "state", "asked"),
    [
        ("Later", State.DEFERRED, True),
        ("Someday", State.DEFERRED, True),
        ("Mastered", State.MASTERED, False),
        ("Let go", State.LET_GO, False),
    ],
)
def test_a_task_that_no_section_puts_into_a_group_is_asked_about(home, section, state, asked):
    """Add a task to any other section"""
    home.person.add_section(str(home.project()["gid"]), "Someday")
    home.person.add_task(home.section(section), "Learn to sail")
    home.person.add_subtask(home.gid("Public speaking"), "A step by hand is no new goal")
    home.sync()

    assert home.goal("Learn to sail").state is state
    assert "Learn to sail" in home.tasks(section)
    assert (QUESTION in said_in_review(home)) == asked
    home.person.move(home.gid("Learn to sail"), home.section(OUTSIDE))
    home.sync()
    assert QUESTION not in said_in_review(home)
    assert_at_rest(home)


def test_a_copy_is_a_goal_of_its_own(home):
    """Duplicate a task"""
    home.person.duplicate(home.gid("Data storytelling"), name="Telling with data")
    home.sync()
    home.person.tick(subtask(home, "Telling with data", "Own it"))
    home.sync()

    copy, first = home.goal("Telling with data"), home.goal("Data storytelling")
    assert (copy.state, copy.how) == (State.ACTIVE, "Own the quarterly metrics deck")
    assert not {step.id for step in copy.steps} & {step.id for step in first.steps}
    assert [step.done for step in copy.steps] == [False, False, True]
    assert [step.done for step in first.steps] == [False, False, False]
    assert_at_rest(home)


def test_a_heart_says_that_a_goal_gives_energy(home):
    """Give a task your heart, or take it back"""

    def energy() -> list[str]:
        with home.database.begin() as tx:
            whole = plan_in_full(*plan_and_links(tx, home.account_id))
        return [goal["skill"] for goal in whole["goals"] if goal["energy"]]

    home.person.like(home.gid("Curiosity"))
    home.sync(force=True)
    assert energy() == ["Curiosity"]
    assert "What gave you energy - Curiosity" in said_in_review(home)

    home.person.like(home.gid("Curiosity"), liked=False)
    home.sync(force=True)
    assert energy() == []
    assert [(e.field, e.new) for e in remembered(home)[:2]] == [("energy", ""), ("energy", "♥")]
    assert_at_rest(home)


def test_whose_task_it_is_is_not_ours_to_say(home):
    """Assign a task to somebody else, or to nobody"""
    home.person.assign(home.gid("Curiosity"), None)

    assert_nothing_follows(home)
