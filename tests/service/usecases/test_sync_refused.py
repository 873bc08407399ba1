"""What Asana refuses is tried again when something about it changes, not at every look."""

from __future__ import annotations

import pytest
from support.plans import SMALL

from integrations.asana.sandbox import Fault
from service.domain.changes import What
from service.usecases import goals

GOAL = "Curiosity"


@pytest.fixture
def synced(home):
    home.plan_file(SMALL)
    home.sync()
    home.wait(minutes=10)
    return home


def refuse(home, method, path):
    return home.world.faults.add(Fault("400", method=method, path=path, times=None))


def edit(home, **what):
    goals.edit(home.database, home.account_id, GOAL, goals.Edit(**what), now=home.now())


def refused(outcome):
    return [change for change in outcome.changes if change.what is What.REFUSED]


def test_a_refused_edit_is_neither_sent_nor_noted_again(synced):
    fault = refuse(synced, "PUT", f"/tasks/{synced.gid(GOAL)}")
    edit(synced, how="Ask why")

    assert len(refused(synced.sync())) == 1
    before = len(synced.writes())
    for _ in range(5):
        assert synced.sync().changes == ()

    assert fault.met == 1
    assert len(synced.writes()) == before


def test_it_is_tried_again_once_the_plan_says_something_else(synced):
    fault = refuse(synced, "PUT", f"/tasks/{synced.gid(GOAL)}")
    edit(synced, how="Ask why")
    synced.sync()
    edit(synced, how="Ask how")

    assert len(refused(synced.sync())) == 1
    assert fault.met == 2


def test_it_is_tried_again_once_asana_shows_something_else(synced):
    fault = refuse(synced, "PUT", f"/tasks/{synced.gid(GOAL)}")
    edit(synced, how="Ask why")
    synced.sync()
    synced.person.move(synced.gid(GOAL), synced.section("Later"))
    synced.sync()

    assert synced.goal(GOAL).how == "Ask why"
    assert fault.met == 2


@pytest.mark.parametrize("how", ["a day later", "by force"])
def test_it_is_tried_again(synced, how):
    refuse(synced, "PUT", f"/tasks/{synced.gid(GOAL)}")
    edit(synced, how="Ask why")
    synced.sync()
    synced.world.faults.clear()
    synced.sync()
    assert "Ask why" not in synced.tasks()[GOAL]["html_notes"]

    if how == "a day later":
        synced.wait(days=1)
    synced.sync(force=how == "by force")

    assert "Ask why" in synced.tasks()[GOAL]["html_notes"]
    assert synced.sync().changes == ()


def test_a_refused_move_does_not_keep_the_rest_from_being_written(synced):
    gid = synced.gid(GOAL)
    fault = refuse(synced, "POST", "/sections/[0-9]+/addTask")
    synced.let_go(GOAL)
    synced.sync()
    synced.sync()
    synced.sync()
    assert fault.met == 1

    edit(synced, how="Ask why")
    synced.sync()

    assert "Ask why" in synced.tasks()[GOAL]["html_notes"]
    assert fault.met == 1
    assert synced.gid(GOAL) == gid


def test_a_refused_creation_waits_and_is_made_exactly_once(home):
    fault = refuse(home, "POST", "/tasks")
    home.plan_file(SMALL)
    first = home.sync()
    home.sync()
    home.sync()

    assert len(refused(first)) == fault.met
    home.world.faults.clear()
    home.wait(days=1)
    home.sync()
    assert sorted(home.tasks()) == sorted(goal.skill for goal in home.plan().goals)
    assert home.sync().changes == ()


def test_a_refused_step_is_left_alone_too(synced):
    fault = refuse(synced, "POST", "/tasks/[0-9]+/subtasks")
    edit(synced, add_steps=["One more"])
    synced.sync()
    synced.sync()
    assert fault.met == 1

    synced.world.faults.clear()
    synced.wait(days=1)
    synced.sync()
    assert "One more" in [step["name"] for step in synced.tasks()[GOAL]["subtasks"]]
