"""With OAuth a mark can be taken: by what we made without being told, in sight or out of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from support.home import GRACE, Home, make_home
from support.turns import Service

from integrations.asana.sandbox import Fault
from service.domain.changes import What

ONE = "momentum: 1\ngoals:\n  - {skill: One, group: in_role, steps: [%s]}\n"
AFTER_THE_GRACE = GRACE.total_seconds() + 1


@pytest.fixture
def home(database) -> Home:
    home = make_home(database, oauth=True)
    home.sync()
    return home


def unanswered(home: Home, path: str) -> None:
    home.world.faults.add(Fault("timeout_after", method="POST", path=path))


def unseen(home: Home, path: str) -> None:
    """Lists are older than anything that the grace accounts for."""
    stale = Fault("stale_list", path=path, times=None, seconds=2 * AFTER_THE_GRACE)
    home.world.faults.add(stale)


@pytest.mark.parametrize("how", ["taken out", "deleted"])
def test_a_task_that_went_out_of_sight_before_it_was_seen_does_not_bar_its_goal(home, how):
    home.world.switches.external_held_by_trash = True
    home.plan_file(ONE % "")
    unanswered(home, "/tasks")
    home.sync()
    task = home.gid("One")
    if how == "deleted":
        home.person.delete(task)
    else:
        home.person.remove_from_project(task, str(home.project()["gid"]))
    home.wait(seconds=AFTER_THE_GRACE)
    home.sync()

    assert home.gid("One") != task
    assert home.sync().changes == ()


def test_a_task_that_lists_do_not_show_is_found_by_its_mark(home):
    home.plan_file(ONE % "")
    unanswered(home, "/tasks")
    home.sync()
    task = home.gid("One")
    home.wait(seconds=AFTER_THE_GRACE)
    unseen(home, "/projects/.*/tasks")
    outcome = home.sync()

    assert [change.what for change in outcome.changes] == [What.CREATE]
    assert [one.gid for one in home.world.tasks.values()] == [task]


def test_a_step_that_lists_do_not_show_is_found_by_its_mark(home):
    home.plan_file(ONE % "")
    home.sync()
    home.plan_file(ONE % "Begin")
    unanswered(home, "/tasks/.*/subtasks")
    home.sync()
    home.wait(seconds=AFTER_THE_GRACE)
    unseen(home, "/tasks/.*/subtasks")
    outcome = home.sync()

    assert [change.what for change in outcome.changes] == [What.CREATE]
    assert [step["name"] for step in home.tasks()["One"]["subtasks"]] == ["Begin"]


def test_a_step_that_was_moved_before_it_was_seen_does_not_bar_another(home):
    home.plan_file(ONE % "" + "  - {skill: Two, group: in_role}\n")
    home.sync()
    home.plan_file(ONE % "Begin" + "  - {skill: Two, group: in_role}\n")
    unanswered(home, "/tasks/.*/subtasks")
    home.sync()
    step = home.tasks()["One"]["subtasks"][0]["gid"]
    home.person.make_subtask(step, home.gid("Two"))
    home.wait(seconds=AFTER_THE_GRACE)
    home.sync()

    assert [step["name"] for step in home.tasks()["One"]["subtasks"]] == ["Begin"]


@pytest.mark.parametrize("how", ["not listed", "taken out"])
def test_a_review_whose_mark_is_taken_is_made_once_all_the_same(home, how):
    service = Service(home)
    home.plan_file(ONE % "")
    service.work()
    home.time[0] = datetime(2026, 10, 12, 9, tzinfo=UTC)
    unanswered(home, "/tasks")
    service.work()
    (task,) = service.tasks()
    if how == "taken out":
        home.person.remove_from_project(str(task["gid"]), str(home.project()["gid"]))
    else:
        unseen(home, "/projects/.*/tasks")
    home.wait(seconds=AFTER_THE_GRACE)
    service.work()

    (found,), (kept,) = service.tasks(), service.reviews()
    assert kept.gid == found["gid"]
    assert (found["gid"] == task["gid"]) == (how == "not listed")
