"""What the plan says goes out, and both sides are at rest; gestures have tests of their own."""

from __future__ import annotations

from datetime import date

import pytest
from support.plans import SMALL

from service.domain.plan import Step
from service.usecases import goals

OUTSIDE = "This quarter · outside work"


@pytest.fixture
def synced(home):
    home.plan_file(SMALL)
    home.sync()
    return home


def test_an_old_file_after_a_rename_in_asana_makes_no_duplicate_and_undoes_nothing(synced):
    synced.person.rename(synced.gid("Curiosity"), "Being curious")
    synced.sync()
    synced.plan_file(SMALL)
    synced.sync()

    assert sorted(synced.tasks()) == [
        "Being curious",
        "Data storytelling",
        "Public speaking",
        "Stakeholder management",
    ]


def test_a_changed_file_changes_the_task(synced):
    synced.plan_file(SMALL.replace("One museum a month", "Two museums a month"))
    synced.sync()

    assert "Two museums a month" in synced.tasks()["Curiosity"]["html_notes"]


def test_a_step_added_in_the_middle_of_the_file_stands_there_in_asana(synced):
    synced.plan_file(
        SMALL.replace("Present one chapter,", "Ask for feedback, Present one chapter,")
    )
    synced.sync()

    steps = synced.tasks()["Data storytelling"]["subtasks"]
    assert [step["name"] for step in steps] == [
        "Shadow the next deck",
        "Ask for feedback",
        "Present one chapter",
        "Own it",
    ]


def test_a_goal_comes_back_on_its_day_while_there_is_room(synced):
    synced.person.complete(synced.gid("Curiosity"))
    synced.wait(days=(date(2027, 5, 3) - date(2026, 10, 5)).days)
    synced.sync()

    assert synced.tasks(OUTSIDE)["Public speaking"]["due_on"] == "2027-06-30"


def test_a_goal_without_room_stays_in_later_and_keeps_its_day(synced):
    synced.wait(days=(date(2027, 5, 3) - date(2026, 10, 5)).days)
    synced.sync()

    assert synced.tasks("Later")["Public speaking"]["due_on"] == "2027-05-03"


def test_text_and_formatting_of_the_persons_own_survive_an_edit_of_the_plan(synced):
    task = synced.gid("Curiosity")
    html = str(synced.tasks()["Curiosity"]["html_notes"])
    own = 'See <a href="https://example.com/m">this</a> <em>now</em>.'
    synced.person.write_notes(task, f"<body>{own}\n\n{html}</body>")
    synced.plan_file(SMALL.replace("One museum a month", "Two museums a month"))
    synced.sync()

    notes = synced.tasks()["Curiosity"]["html_notes"]
    assert "<em>now</em>" in notes
    assert "Two museums a month" in notes


def test_everything_is_at_rest_after_any_of_this(synced):
    synced.person.rename(synced.gid("Curiosity"), "  Being   curious ")
    synced.person.complete(synced.gid("Data storytelling"))
    synced.sync()
    outcome = synced.sync()

    assert outcome.changes == ()


def test_a_step_done_in_the_file_is_ticked_in_asana(synced):
    synced.plan_file(
        SMALL.replace("[Shadow the next deck,", "[{text: Shadow the next deck, done: true},")
    )
    synced.sync()

    assert synced.tasks()["Data storytelling"]["subtasks"][0]["completed"] is True
    assert synced.goal("Data storytelling").steps[0] == Step(
        "Shadow the next deck", done=True, id=synced.goal("Data storytelling").steps[0].id
    )


def test_what_the_plan_changed_while_a_task_was_in_the_trash_is_written_to_it(synced):
    task = synced.gid("Curiosity")
    synced.person.delete(task)
    synced.sync()
    where = (synced.database, synced.account_id)
    goals.edit(*where, "Curiosity", goals.Edit(how="Two a month"), now=synced.now())
    synced.person.restore(task)
    synced.sync(force=True)

    assert synced.goal("Curiosity").how == "Two a month"
    assert "Two a month" in synced.tasks()["Curiosity"]["html_notes"]
    assert synced.sync(force=True).changes == ()
