"""The first sync: a plan goes in, Asana has the tasks, and a second sync has nothing to do."""

from __future__ import annotations

import pytest
from support.home import GRACE
from support.mortal import Killed
from support.plans import SMALL

from integrations.asana.sandbox import Fault
from service.usecases.sync.outcome import Status

IN_ROLE, OUTSIDE = "This quarter · in my role", "This quarter · outside work"


def test_a_plan_becomes_one_private_project_with_its_sections(home):
    home.plan_file(SMALL)
    home.sync()

    project = home.project()
    assert project["name"] == "Career momentum"
    assert [section["name"] for section in project["sections"]] == [
        IN_ROLE,
        OUTSIDE,
        "Later",
        "Mastered",
        "Let go",
        "Reviews",
    ]


@pytest.mark.parametrize("number", [1, 2], ids=["project", "sections"])
def test_a_column_added_to_a_half_made_project_leaves_no_empty_section_behind(home, number):
    home.plan_file(SMALL)
    home.world.faults.add(Fault("after", skip=number, do=die))
    with pytest.raises(Killed):
        home.sync()
    home.wait(seconds=GRACE.total_seconds() + 1)
    home.person.add_section(str(home.project()["gid"]), "My own")
    home.sync()

    names = [section["name"] for section in home.project()["sections"]]
    assert names == [IN_ROLE, OUTSIDE, "Later", "Mastered", "Let go", "Reviews", "My own"]


def test_a_section_that_the_person_added_is_not_taken_for_the_project_s_first(home):
    home.plan_file(SMALL)
    home.world.faults.add(Fault("after", skip=1, do=die))
    with pytest.raises(Killed):
        home.sync()
    home.wait(seconds=GRACE.total_seconds() + 1)
    (first,) = home.project()["sections"]
    for name in ("My own", "Mine too"):
        home.person.add_section(str(home.project()["gid"]), name)
    home.person.delete_section(str(first["gid"]))
    home.sync()

    names = [section["name"] for section in home.project()["sections"]]
    assert names[:2] == ["My own", "Mine too"]
    assert len(names) == 8


def test_goals_stand_where_the_schedule_puts_them(home):
    home.plan_file(SMALL)
    home.sync()

    assert list(home.tasks(IN_ROLE)) == ["Data storytelling"]
    assert list(home.tasks(OUTSIDE)) == ["Curiosity"]
    assert list(home.tasks("Later")) == ["Public speaking"]
    assert list(home.tasks("Mastered")) == ["Stakeholder management"]


def test_a_due_day_says_when_to_finish_or_when_the_goal_comes_back(home):
    home.plan_file(SMALL)
    home.sync()

    days = {name: task["due_on"] for name, task in home.tasks().items()}
    assert days == {
        "Data storytelling": "2026-12-31",
        "Curiosity": "2026-12-31",
        "Public speaking": "2027-05-03",
        "Stakeholder management": None,
    }


def test_a_mastered_goal_is_a_completed_task(home):
    home.plan_file(SMALL)
    home.sync()

    done = {name: task["completed"] for name, task in home.tasks().items()}
    assert [name for name in done if done[name]] == ["Stakeholder management"]


def test_steps_are_subtasks_in_order(home):
    home.plan_file(SMALL)
    home.sync()

    steps = home.tasks()["Data storytelling"]["subtasks"]
    assert [step["name"] for step in steps] == [
        "Shadow the next deck",
        "Present one chapter",
        "Own it",
    ]
    assert [step["completed"] for step in home.tasks()["Curiosity"]["subtasks"]] == [True]


def test_notes_say_how_and_who_asks(home):
    home.plan_file(SMALL)
    home.sync()

    notes = home.tasks()["Stakeholder management"]["html_notes"]
    assert "<strong>Evidence</strong>\nLed the pricing relaunch" in notes
    assert "<li>Proven stakeholder management — Head of Product, Acme</li>" in notes


def test_a_second_sync_writes_nothing(home):
    home.plan_file(SMALL)
    home.sync()
    before = home.writes()

    outcome = home.sync()

    assert outcome.status is Status.DONE
    assert outcome.changes == ()
    assert [call for call in home.writes()[len(before) :] if "/batch" not in call] == []


def test_a_dry_run_tells_what_would_be_made_and_makes_nothing(home):
    home.plan_file(SMALL)
    outcome = home.preview()

    assert outcome.status is Status.PLANNED
    assert {change.subject for change in outcome.changes} == {
        "Stakeholder management",
        "Data storytelling",
        "Public speaking",
        "Curiosity",
    }
    assert home.writes() == []


def test_the_outcome_counts_goals_and_steps(home):
    home.plan_file(SMALL)

    assert home.sync().as_dict()["created"] == 4 + 4


def test_a_deferred_goal_goes_to_the_later_section_of_my_tasks(home_with_later):
    home = home_with_later
    home.plan_file(SMALL)
    home.sync()

    assert home.tasks()["Public speaking"]["assignee_section"] == home.later
    assert home.tasks()["Curiosity"]["assignee_section"] != home.later


def die() -> None:
    raise Killed
