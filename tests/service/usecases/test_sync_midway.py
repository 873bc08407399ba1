"""A person at work in the middle of a sync, and what they wrote in ways of their own."""

from __future__ import annotations

from contextlib import suppress

import httpx
import pytest
from support.plans import SMALL

from integrations.asana import client as asana
from integrations.asana.sandbox import Fault, transport
from service.domain.plan import State
from service.domain.planfile import read_plan
from service.store.budget import DatabaseBudget
from service.usecases import goals
from service.usecases.import_plan import export_plan
from service.usecases.ports import ComeBack
from service.worker.pace import Pace


@pytest.fixture
def synced(home):
    home.plan_file(SMALL)
    home.sync()
    return home


def edit_how(home, how: str) -> None:
    goals.edit(home.database, home.account_id, "Curiosity", goals.Edit(how=how), now=home.now())


@pytest.mark.parametrize(
    ("gesture", "state"), [("complete", State.MASTERED), ("move", State.DEFERRED)]
)
def test_a_tick_or_a_move_right_before_we_write_the_notes_stands(synced, gesture, state):
    task, later = synced.gid("Curiosity"), synced.section("Later")
    acts = {
        "complete": lambda: synced.person.complete(task),
        "move": lambda: synced.person.move(task, later),
    }
    edit_how(synced, "Two museums")
    fault = Fault("before", method="PUT", path=f"/tasks/{task}", do=acts[gesture])
    synced.world.faults.add(fault)
    for _ in range(3):
        synced.sync()

    assert synced.goal("Curiosity").state is state
    assert "Two museums" in synced.tasks()["Curiosity"]["html_notes"]


def test_a_move_right_before_our_tick_stands_though_our_own_move_was_to_follow(synced):
    task, outside = (
        synced.gid("Data storytelling"),
        synced.section("This quarter · outside work"),
    )
    goals.master(synced.database, synced.account_id, "Data storytelling", now=synced.now())
    fault = Fault(
        "before",
        method="PUT",
        path=f"/tasks/{task}",
        do=lambda: synced.person.move(task, outside),
    )
    synced.world.faults.add(fault)
    for _ in range(3):
        synced.sync()

    assert "Data storytelling" in synced.tasks("This quarter · outside work")
    assert synced.goal("Data storytelling").state is State.ACTIVE


def test_a_tick_right_before_we_write_a_steps_text_stands(synced):
    step = synced.tasks()["Data storytelling"]["subtasks"][0]["gid"]
    file = export_plan(synced.database, synced.account_id, now=synced.now())
    synced.plan_file(file.replace("Shadow the next deck", "Shadow two decks"))
    fault = Fault(
        "before", method="PUT", path=f"/tasks/{step}", do=lambda: synced.person.complete(step)
    )
    synced.world.faults.add(fault)
    for _ in range(3):
        synced.sync()

    first = synced.goal("Data storytelling").steps[0]
    assert (first.text, first.done) == ("Shadow two decks", True)


def test_a_task_deleted_between_two_readings_keeps_its_steps_in_the_plan(synced):
    task = synced.gid("Data storytelling")
    fault = Fault(
        "before",
        method="GET",
        path=f"/tasks/{task}/subtasks",
        do=lambda: synced.person.delete(task),
    )
    synced.world.faults.add(fault)
    synced.sync(force=True)
    synced.sync(force=True)

    goal = synced.goal("Data storytelling")
    assert goal.state is State.LET_GO
    assert len(goal.steps) == 3


def test_links_and_bold_in_a_list_under_a_label_are_not_overwritten(synced):
    notes = synced.tasks()["Curiosity"]["html_notes"]
    mine = '<ul><li><a href="https://example.com">Museum</a> of <strong>art</strong></li></ul>'
    synced.person.write_notes(
        synced.gid("Curiosity"), f"<body>{notes.replace('One museum a month', mine)}</body>"
    )
    synced.sync()
    edit_how(synced, "Two museums")
    synced.sync()

    assert "https://example.com" in synced.tasks()["Curiosity"]["html_notes"]


def test_a_posting_with_a_dash_in_its_title_keeps_its_answers(home):
    title = "Head of Product — Acme"
    both = "answers: [Proven stakeholder management, Curiosity]"
    text = SMALL.replace("Head of Product, Acme", title)
    home.plan_file(text.replace("answers: [Proven stakeholder management]", both))
    home.sync()
    task = home.tasks()["Stakeholder management"]
    notes = task["html_notes"].replace(f"<li>Curiosity — {title}</li>", "")
    home.person.write_notes(task["gid"], f"<body>{notes}</body>")
    home.sync()

    assert home.goal("Stakeholder management").answers == ("Proven stakeholder management",)


def test_white_space_that_asana_drops_is_no_conflict(home):
    home.plan_file('momentum: 1\ngoals:\n  - {skill: One, group: in_role, how: "a  \\nb "}\n')
    home.sync()

    assert [change.what.value for change in home.sync().changes] == []


def test_a_line_that_looks_like_a_marker_is_text_like_any_other(home):
    home.plan_file(
        'momentum: 1\ngoals:\n  - {skill: One, group: in_role, how: "momentum:goal:abc"}\n'
    )
    home.sync()
    home.sync(force=True)

    assert home.goal("One").how == "momentum:goal:abc"


def test_a_mastered_goal_whose_task_left_the_project_stays_mastered(synced):
    synced.person.remove_from_project(
        synced.gid("Stakeholder management"), synced.project()["gid"]
    )
    synced.sync()

    assert synced.goal("Stakeholder management").state is State.MASTERED


def test_a_goal_taken_up_while_its_task_is_out_of_the_project_gets_a_new_one(synced):
    synced.person.remove_from_project(synced.gid("Curiosity"), synced.project()["gid"])
    synced.sync()
    goals.activate(synced.database, synced.account_id, "Curiosity", now=synced.now())
    synced.sync()

    assert "Curiosity" in synced.tasks()


def test_more_steps_than_a_person_would_write_survive_an_export(synced):
    for number in range(310):
        synced.person.add_subtask(synced.gid("Curiosity"), f"Step {number}")
    synced.sync()
    exported = export_plan(synced.database, synced.account_id, now=synced.now())

    plan = read_plan(exported)
    assert len(next(goal for goal in plan.goals if goal.skill == "Curiosity").steps) == 311


def rename(home, old: str, new: str) -> None:
    edit = goals.Edit(skill=new)
    goals.edit(home.database, home.account_id, old, edit, now=home.now())


@pytest.mark.parametrize("trouble", ["429", "timeout_before", "timeout_after", "unreachable"])
def test_what_is_edited_while_a_write_has_to_wait_stands(synced, trouble):
    """The write is not sent again by itself: the next sync looks first."""
    task, before = synced.gid("Curiosity"), len(synced.world.requests)
    rename(synced, "Curiosity", "Wonder")
    synced.sync()  # as many batches as the next one, the last of which writes
    batches = sum(one.path == "/batch" for one in synced.world.requests[before:])
    fault = Fault(trouble, method="POST", path="/batch", skip=batches - 1)
    act = Fault(
        "before",
        method="POST",
        path="/batch",
        skip=batches - 1,
        do=lambda: synced.person.rename(task, "Wondering"),
    )
    synced.world.faults.add(fault)
    synced.world.faults.add(act)  # right before the next batch
    rename(synced, "Wonder", "Astonishment")
    for _ in range(3):
        with suppress(ComeBack):
            synced.sync()
        synced.wait(minutes=1)

    assert (fault.met, act.met) == (1, 1)
    assert synced.tasks()["Wondering"]["gid"] == task
    assert synced.goal("Wondering").former_names[0] == "Curiosity"


@pytest.mark.parametrize("spent", range(4, 12))
def test_what_is_edited_while_the_minutes_budget_is_waited_for_stands(synced, spent):
    """The wait comes before the look, never between a look and its write."""
    task = synced.gid("Curiosity")
    rename(synced, "Curiosity", "Wonder")

    def wait(seconds: float) -> None:
        synced.person.rename(task, "Wondering")
        synced.wait(seconds=seconds)

    pace = Pace(lambda *_: None, wait)
    budget = DatabaseBudget(synced.database, "token", 12, synced.now)
    budget.spend(spent)
    http = httpx.Client(transport=transport(synced.world))
    synced.connect = lambda: asana.connect(
        synced.token, http=http, sleep=wait, budget=pace.on(budget)
    )
    synced.make_room = pace.make_room
    synced.sync(force=True)

    assert synced.tasks()["Wondering"]["gid"] == task
