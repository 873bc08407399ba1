"""What Asana left unanswered, and what it refused: made once, tried again, never forgotten."""

from __future__ import annotations

from contextlib import suppress

import pytest
from support.home import GRACE, make_home
from support.plans import SMALL

from integrations.asana.sandbox import Fault
from service.domain.plan import Goal
from service.errors import ServiceError
from service.usecases import goals
from service.usecases.sync.outcome import Status

ONE = "momentum: 1\ngoals:\n  - {skill: One, group: in_role, how: %s}\n"
AFTER_THE_GRACE = GRACE.total_seconds() + 1


@pytest.fixture
def synced(home):
    home.plan_file(SMALL)
    home.sync()
    return home


def settle(home, times: int = 3) -> None:
    for _ in range(times):
        with suppress(ServiceError):
            home.sync()
        home.wait(seconds=AFTER_THE_GRACE)


def names(home) -> list[str]:
    return [task["name"] for part in home.project()["sections"] for task in part["tasks"]]


def edit(home, named: str, **changes: str) -> None:
    goals.edit(home.database, home.account_id, named, goals.Edit(**changes), now=home.now())


def test_a_goal_taken_up_again_after_its_task_was_deleted_is_made_once(synced):
    synced.person.delete(synced.gid("Curiosity"))
    synced.sync()
    goals.activate(synced.database, synced.account_id, "Curiosity", now=synced.now())
    synced.world.faults.add(Fault("500_after", method="POST", path="/tasks"))
    settle(synced)

    assert names(synced).count("Curiosity") == 1
    assert [goal.skill for goal in synced.plan().goals].count("Curiosity") == 1


def test_answers_stand_though_a_second_request_in_the_same_breath_had_to_wait(sqlite):
    home = make_home(sqlite(), later=True)
    home.plan_file(SMALL)
    home.sync()
    put_off = "  - {skill: %s, group: outside, not_before: 2027-05-03}\n"
    home.plan_file(SMALL + put_off % "New one" + put_off % "New two")
    home.world.faults.add(Fault("400", method="POST", path="/tasks"))
    home.world.faults.add(Fault("429_huge", method="POST", path="/batch", skip=1))
    stale = Fault("stale_list", method="GET", path="/projects/.*/tasks", seconds=60, times=5)
    home.world.faults.add(stale)
    settle(home, times=4)

    assert names(home).count("New one") == names(home).count("New two") == 1


def test_a_section_made_again_without_an_answer_is_made_once(synced):
    synced.person.delete_section(synced.section("Let go"))
    synced.sync()
    synced.let_go("Curiosity")
    fault = Fault("timeout_after", method="POST", path="/projects/.*/sections")
    synced.world.faults.add(fault)
    settle(synced)

    sections = [section["name"] for section in synced.project()["sections"]]
    assert sections.count("Let go") == 1
    assert list(synced.tasks("Let go")) == ["Curiosity"]


@pytest.mark.parametrize("how", ["x", '"tail "'], ids=["plain", "white space that Asana drops"])
def test_what_was_made_late_is_put_away_although_the_goal_changed_meanwhile(home, how):
    home.plan_file(ONE % how)
    late = GRACE.total_seconds() + 60
    fault = Fault("late_effect", method="POST", path="/tasks", seconds=late)
    home.world.faults.add(fault)
    home.sync()
    edit(home, "One", skill="Uno")
    home.wait(seconds=AFTER_THE_GRACE)
    settle(home)

    assert [goal.skill for goal in home.plan().goals] == ["Uno"]
    assert names(home) == ["Uno"]


def late_copy(home) -> str:
    """Let a goal's task be made later than the grace, and again meanwhile."""
    home.plan_file(ONE % "x")
    late = GRACE.total_seconds() + 60
    home.world.faults.add(Fault("late_effect", method="POST", path="/tasks", seconds=late))
    home.sync()
    home.wait(seconds=AFTER_THE_GRACE)
    home.sync()
    ours = home.gid("One")
    home.wait(seconds=60)
    found = [task for part in home.project()["sections"] for task in part["tasks"]]
    (copy,) = [str(task["gid"]) for task in found if task["gid"] != ours]
    return copy


@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
def test_a_late_copy_is_put_away_in_one_go_although_the_answer_was_lost(home, fault):
    copy = late_copy(home)
    home.world.faults.add(Fault(fault, "DELETE", f"/tasks/{copy}"))
    home.sync()

    assert names(home) == ["One"]


@pytest.mark.parametrize(
    "touch",
    [
        lambda home, gid: home.person.tick(gid),
        lambda home, gid: home.person.move(gid, home.section("Later")),
        lambda home, gid: home.person.like(gid),
    ],
    ids=["ticked", "moved", "given a heart"],
)
@pytest.mark.parametrize("when", ["before it is read", "after it was read"])
def test_what_was_made_late_stays_once_the_person_has_touched_it(home, touch, when):
    copy = late_copy(home)
    if when == "before it is read":
        touch(home, copy)
    else:
        at = Fault("after", "GET", f"/tasks/{copy}", do=lambda: touch(home, copy))
        home.world.faults.add(at)
    settle(home)
    home.wait(days=1)  # a heart rings no event
    home.sync()

    assert names(home) == ["One", "One"]
    assert [goal.skill for goal in home.plan().goals] == ["One", "One"]


def test_a_step_that_was_made_late_is_put_away_although_it_was_renamed_meanwhile(synced):
    late = GRACE.total_seconds() + 60
    synced.plan_file(SMALL.replace("Own it", "Own it, Write it down"))
    fault = Fault("late_effect", method="POST", path="/tasks/.*/subtasks", seconds=late)
    synced.world.faults.add(fault)
    synced.sync()
    synced.plan_file(SMALL.replace("Own it", "Own it, Write it all down"))
    synced.wait(seconds=AFTER_THE_GRACE)
    settle(synced)

    steps = [step["name"] for step in synced.tasks()["Data storytelling"]["subtasks"]]
    assert [one for one in steps if "Write" in one] == ["Write it all down"]


def test_a_step_dropped_while_its_creation_is_unanswered_stays_dropped(synced):
    more = SMALL.replace("Own it", "Own it, Write it down")
    fault = Fault("500_after", method="POST", path="/tasks/.*/subtasks")
    synced.world.faults.add(fault)
    synced.plan_file(more)
    synced.sync()
    synced.plan_file(SMALL)
    settle(synced)

    shown = [step["name"] for step in synced.tasks()["Data storytelling"]["subtasks"]]
    assert "Write it down" not in shown
    assert [step.text for step in synced.goal("Data storytelling").steps] == shown


def test_an_edit_without_an_answer_is_tried_again_soon(synced):
    edit(synced, "Curiosity", how="Two museums")
    synced.world.faults.add(Fault("500_before", method="PUT", path="/tasks/.*", times=4))
    outcome = synced.sync()

    assert outcome.status is Status.UNCERTAIN
    assert outcome.look_again_at is not None

    synced.world.faults.clear()
    assert synced.sync().status is Status.DONE
    assert "Two museums" in synced.tasks()["Curiosity"]["html_notes"]


def test_a_removal_that_failed_beside_a_reordering_is_not_forgotten(synced):
    fewer = "[Own it, Present one chapter]"
    synced.plan_file(
        SMALL.replace("[Shadow the next deck, Present one chapter, Own it]", fewer)
    )
    synced.world.faults.add(Fault("500_before", method="DELETE", path="/tasks/.*", times=4))
    synced.sync()
    synced.world.faults.clear()
    settle(synced, times=2)

    shown = [step["name"] for step in synced.tasks()["Data storytelling"]["subtasks"]]
    assert shown == ["Own it", "Present one chapter"]


def test_an_order_that_asana_refuses_stops_nothing_else(synced):
    turned = "[Own it, Present one chapter, Shadow the next deck]"
    synced.plan_file(
        SMALL.replace("[Shadow the next deck, Present one chapter, Own it]", turned)
    )
    fault = Fault("403", method="POST", path="/tasks/.*/setParent", times=None)
    synced.world.faults.add(fault)
    outcome = synced.sync()

    assert [change.what.value for change in outcome.changes] == ["refused"]


def test_a_copy_of_a_step_that_was_sent_twice_long_ago_is_the_persons(home):
    home.plan_file(SMALL)
    home.world.faults.add(Fault("500_before", method="POST", path="/tasks/.*/subtasks"))
    settle(home)
    home.wait(days=30)
    home.sync()
    task = home.tasks()["Data storytelling"]
    home.person.duplicate(task["subtasks"][0]["gid"], name="Shadow the next deck")
    home.sync()

    assert len(home.tasks()["Data storytelling"]["subtasks"]) == 4


def test_a_marker_of_another_goal_typed_by_hand_confuses_nobody(home):
    home.plan_file(ONE % "x")
    home.sync()
    other = goals.add(home.database, home.account_id, Goal("Two"), now=home.now())
    home.person.write_notes(home.gid("One"), f"<body>momentum:goal:{other.id}</body>")
    settle(home, times=2)

    assert sorted(names(home)) == ["One", "Two"]
    assert sorted(goal.skill for goal in home.plan().goals) == ["One", "Two"]
