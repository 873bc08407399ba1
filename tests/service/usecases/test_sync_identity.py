"""Which task is which: copies, late duplicates, things that vanish and come back."""

from __future__ import annotations

import pytest
from support.home import GRACE, make_home
from support.plans import SMALL, many

from integrations.asana.sandbox import Fault
from service.domain.plan import State
from service.errors import NeedsConfirmation
from service.store import links
from service.store.links import LinkKind
from service.usecases.ports import Stopped

IN_ROLE, OUTSIDE = "This quarter · in my role", "This quarter · outside work"


@pytest.fixture
def synced(home):
    home.plan_file(SMALL)
    home.sync()
    return home


def names(home) -> list[str]:
    return sorted(home.tasks())


ALL = ["Curiosity", "Data storytelling", "Public speaking", "Stakeholder management"]


def test_a_copy_that_the_person_made_is_a_goal_of_its_own(synced):
    synced.person.duplicate(synced.gid("Curiosity"), name="Curiosity again")
    synced.sync()
    synced.sync()

    assert names(synced) == sorted([*ALL, "Curiosity again"])
    assert synced.goal("Curiosity again").id != synced.goal("Curiosity").id


def test_a_creation_that_took_effect_after_the_grace_leaves_one_task(home):
    home.plan_file(SMALL)
    late = GRACE.total_seconds() + 60
    home.world.faults.add(Fault("late_effect", method="POST", path="/batch", seconds=late))
    for _ in range(4):
        home.sync()
        home.wait(seconds=GRACE.total_seconds() + 1)
    home.sync()

    assert names(home) == ALL
    assert home.sync().changes == ()


def test_a_task_whose_link_was_forgotten_is_known_by_its_marker(synced):
    goal = synced.goal("Curiosity")
    synced.person.rename(synced.gid("Curiosity"), "Being curious")
    with synced.database.begin() as tx:
        links.remove(tx, synced.account_id, LinkKind.GOAL, goal.id)
        for step in goal.steps:
            links.remove(tx, synced.account_id, LinkKind.STEP, step.id)
    synced.sync()

    assert names(synced) == sorted([*ALL[1:], "Being curious"])
    assert synced.goal("Being curious").id == goal.id
    assert len(synced.tasks()["Being curious"]["subtasks"]) == 1


@pytest.mark.parametrize("answer", ["404", "403", "200"])
def test_a_deleted_task_is_never_made_again_whatever_asana_answers_for_it(synced, answer):
    synced.world.switches.trashed_task_answers = answer
    synced.person.delete(synced.gid("Curiosity"))
    synced.sync()
    synced.sync()

    assert "Curiosity" not in names(synced)
    assert synced.goal("Curiosity").state in (State.LET_GO, State.DEFERRED)


@pytest.mark.parametrize("force", [False, True], ids=["by its event", "full reading"])
@pytest.mark.parametrize("answer", ["404", "403", "200"])
def test_a_deleted_step_leaves_the_plan_whatever_asana_answers_for_it(synced, answer, force):
    synced.sync()
    synced.world.switches.trashed_task_answers = answer
    synced.person.delete(synced.tasks()["Data storytelling"]["subtasks"][0]["gid"])
    synced.sync(force=force)
    synced.sync()

    steps = [step.text for step in synced.goal("Data storytelling").steps]
    assert steps == ["Present one chapter", "Own it"]


def test_a_task_taken_back_from_the_trash_is_its_goal_again(synced):
    task = synced.gid("Curiosity")
    synced.person.delete(task)
    synced.sync()
    synced.person.restore(task)
    synced.sync()

    assert synced.goal("Curiosity").state is State.ACTIVE
    assert names(synced) == ALL


def test_a_task_moved_out_of_the_project_is_left_alone_until_it_is_back(synced):
    task, project = synced.gid("Curiosity"), synced.project()["gid"]
    section = synced.section(OUTSIDE)
    synced.person.remove_from_project(task, project)
    synced.sync()
    synced.sync()

    assert synced.goal("Curiosity").state is State.DEFERRED
    assert "Curiosity" not in names(synced)

    synced.person.add_to_project(task, section)
    synced.sync()

    assert synced.goal("Curiosity").state is State.ACTIVE
    assert synced.gid("Curiosity") == task


def test_a_task_made_a_step_of_another_lets_its_goal_go(synced):
    task = synced.gid("Curiosity")
    synced.person.make_subtask(task, synced.gid("Data storytelling"))
    synced.person.remove_from_project(task, synced.project()["gid"])
    synced.sync()

    assert "Curiosity" in [step.text for step in synced.goal("Data storytelling").steps]


def test_many_tasks_gone_at_once_wait_for_a_word(home):
    home.plan_file(many(10))
    home.sync()
    for number in range(4):
        home.person.delete(home.gid(f"Skill {number}"))

    with pytest.raises(NeedsConfirmation, match="4 of 10"):
        home.sync()
    assert home.goal("Skill 0").state is State.ACTIVE

    home.sync(force=True)
    assert home.goal("Skill 0").state is State.LET_GO


def test_moving_and_ticking_everything_needs_no_word(home):
    home.plan_file(many(8))
    home.sync()
    for number in range(8):
        home.person.complete(home.gid(f"Skill {number}"))
    home.sync()

    assert len(home.tasks("Mastered")) == 8


def test_a_deleted_project_stops_the_work_and_nothing_is_made_twice(synced):
    project = synced.project()["gid"]
    synced.person.delete_project(project)

    with pytest.raises(Stopped, match="gone"):
        synced.sync()

    synced.person.restore_project(project)
    synced.sync()
    assert names(synced) == ALL
    assert len(synced.projects()) == 1


def test_a_deleted_section_is_made_again_only_when_a_task_has_to_go_there(synced):
    synced.wait(minutes=10)  # before, a list without it may just be older than it
    synced.person.delete_section(synced.section("Let go"))
    synced.sync()
    assert "Let go" not in [section["name"] for section in synced.project()["sections"]]

    synced.let_go("Curiosity")
    synced.sync()
    assert list(synced.tasks("Let go")) == ["Curiosity"]


def test_sections_may_be_renamed_in_any_language(synced):
    synced.person.rename_section(synced.section(OUTSIDE), "Dieses Quartal · privat")
    synced.person.complete(synced.gid("Data storytelling"))
    synced.sync()

    assert list(synced.tasks("Dieses Quartal · privat")) == ["Curiosity"]
    assert synced.sync().changes == ()


def test_new_subtasks_that_asana_puts_on_top_end_in_the_plans_order(home):
    home.world.switches.subtask_on_top = True
    home.plan_file(SMALL)
    home.sync()
    home.sync()

    steps = [step["name"] for step in home.tasks()["Data storytelling"]["subtasks"]]
    assert steps == ["Shadow the next deck", "Present one chapter", "Own it"]
    assert home.sync().changes == ()


@pytest.mark.parametrize("oauth", [True, False], ids=["oauth", "personal token"])
def test_either_credential_marks_what_it_makes(database, oauth):
    home = make_home(database, oauth=oauth)
    home.plan_file(SMALL)
    home.world.faults.add(Fault("timeout_after", method="POST", path="/batch"))
    home.sync()
    home.wait(seconds=1)
    home.sync()

    assert names(home) == ALL
    assert all(bool(task["external"]) == oauth for task in home.tasks().values())
