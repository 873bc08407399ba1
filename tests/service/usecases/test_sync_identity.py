"""Which task is which: late duplicates, lost links, either kind of mark."""

from __future__ import annotations

import pytest
from support.home import GRACE, make_home
from support.plans import SMALL, many

from integrations.asana.sandbox import Fault
from service.domain.plan import State
from service.store import links
from service.store.links import LinkKind
from service.usecases import goals


@pytest.fixture
def synced(home):
    home.plan_file(SMALL)
    home.sync()
    return home


def names(home) -> list[str]:
    return sorted(home.tasks())


ALL = ["Curiosity", "Data storytelling", "Public speaking", "Stakeholder management"]


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


@pytest.mark.parametrize("force", [False, True], ids=["by its event", "full reading"])
@pytest.mark.parametrize("answer", ["404", "200"])
def test_a_step_deleted_before_it_was_ever_listed_leaves_the_plan(synced, answer, force):
    synced.world.switches.trashed_task_answers = answer
    synced.person.delete(synced.tasks()["Data storytelling"]["subtasks"][0]["gid"])
    if force:
        synced.wait(seconds=GRACE.total_seconds() + 1)
    synced.sync(force=force)

    steps = [step.text for step in synced.goal("Data storytelling").steps]
    assert steps == ["Present one chapter", "Own it"]


def test_a_new_step_that_an_old_list_lacks_stays_though_another_was_deleted(synced):
    synced.sync()
    synced.wait(minutes=10)
    where = (synced.database, synced.account_id, "Data storytelling")
    goals.edit(*where, goals.Edit(add_steps=["Ask"]), now=synced.now())
    synced.sync()
    synced.wait(seconds=5)
    synced.person.delete(synced.tasks()["Data storytelling"]["subtasks"][0]["gid"])
    synced.world.faults.add(Fault("stale_list", path=r"/tasks/\d+/subtasks", seconds=60))
    synced.sync()

    assert "Ask" in [step.text for step in synced.goal("Data storytelling").steps]
    assert "Ask" in [one["name"] for one in synced.tasks()["Data storytelling"]["subtasks"]]


def test_moving_and_ticking_everything_needs_no_word(home):
    home.plan_file(many(8))
    home.sync()
    for number in range(8):
        home.person.complete(home.gid(f"Skill {number}"))
    home.sync()

    assert len(home.tasks("Mastered")) == 8


def test_a_deleted_section_is_made_again_only_when_a_task_has_to_go_there(synced):
    synced.wait(minutes=10)  # before, a list without it may just be older than it
    synced.person.delete_section(synced.section("Let go"))
    synced.sync()
    assert "Let go" not in [section["name"] for section in synced.project()["sections"]]

    synced.let_go("Curiosity")
    synced.sync()
    assert list(synced.tasks("Let go")) == ["Curiosity"]


def test_new_subtasks_that_asana_puts_on_top_end_in_the_plans_order(home):
    home.world.switches.subtask_on_top = True
    home.plan_file(SMALL)
    home.sync()
    home.sync()

    steps = [step["name"] for step in home.tasks()["Data storytelling"]["subtasks"]]
    assert steps == ["Shadow the next deck", "Present one chapter", "Own it"]
    assert home.sync().changes == ()


@pytest.mark.parametrize("on_top", [False, True])
def test_new_steps_that_the_person_turned_around_stay_so(home, on_top):
    home.world.switches.subtask_on_top = on_top
    home.plan_file(many(3, 2))
    home.sync()
    first, second = (step["gid"] for step in home.tasks()["Skill 0"]["subtasks"])
    home.person.order_subtask(first, after=second)
    home.sync(force=True)
    home.sync()

    def shown(task: str) -> list[str]:
        return [step["name"][-1] for step in home.tasks()[task]["subtasks"]]

    # Where Asana puts new ones on top, they turned the steps into the plan's order.
    assert shown("Skill 0") == (["0", "1"] if on_top else ["1", "0"])
    assert shown("Skill 1") == shown("Skill 2") == ["0", "1"]
    assert [step.text[-1] for step in home.goal("Skill 0").steps] == shown("Skill 0")
    assert home.sync(force=True).changes == ()


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
