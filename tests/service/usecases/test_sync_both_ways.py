"""What the person does in Asana comes into the plan, and what the plan says goes out."""

from __future__ import annotations

from datetime import date

import pytest
from support.plans import SMALL

from service.domain.changes import What
from service.domain.plan import Group, State, Step

IN_ROLE, OUTSIDE = "This quarter · in my role", "This quarter · outside work"


@pytest.fixture
def synced(home):
    home.plan_file(SMALL)
    home.sync()
    return home


def test_a_new_name_in_asana_is_the_goals_name(synced):
    synced.person.rename(synced.gid("Curiosity"), "Being curious")
    outcome = synced.sync()

    assert synced.goal("Being curious").former_names == ("Curiosity",)
    assert [change.what for change in outcome.changes] == [What.PULL]


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


def test_a_name_and_notes_changed_on_different_sides_both_stand(synced):
    synced.person.rename(synced.gid("Curiosity"), "Being curious")
    synced.plan_file(SMALL.replace("One museum a month", "Two museums a month"))
    synced.sync()

    assert "Two museums a month" in synced.tasks()["Being curious"]["html_notes"]


def test_the_persons_edit_wins_a_conflict_and_the_other_value_is_kept(synced):
    synced.person.rename(synced.gid("Curiosity"), "Being curious")
    known = f"id: {synced.goal('Curiosity').id}\n    skill: Inquisitiveness"
    synced.plan_file(SMALL.replace("skill: Curiosity", known))
    outcome = synced.sync()

    (conflict,) = [change for change in outcome.changes if change.is_conflict]
    assert (conflict.old, conflict.new) == ("Inquisitiveness", "Being curious")
    assert "Being curious" in synced.tasks()


def test_a_ticked_task_is_a_mastered_goal(synced):
    synced.person.complete(synced.gid("Curiosity"))
    synced.sync()

    assert synced.goal("Curiosity").state is State.MASTERED
    assert "Curiosity" in synced.tasks("Mastered")


def test_reopening_it_undoes_that(synced):
    synced.person.complete(synced.gid("Curiosity"))
    synced.sync()
    synced.person.reopen(synced.gid("Curiosity"))
    synced.sync()

    goal = synced.goal("Curiosity")
    assert (goal.state, goal.group) == (State.ACTIVE, Group.OUTSIDE)
    assert "Curiosity" in synced.tasks(OUTSIDE)


def test_a_due_day_set_by_the_person_is_never_moved(synced):
    synced.person.set_due(synced.gid("Curiosity"), date(2026, 11, 20))
    synced.sync()
    synced.wait(days=60)
    synced.sync()

    assert synced.tasks()["Curiosity"]["due_on"] == "2026-11-20"


def test_a_task_moved_to_later_with_a_day_comes_back_on_that_day(synced):
    synced.person.move(synced.gid("Curiosity"), synced.section("Later"))
    synced.person.set_due(synced.gid("Curiosity"), date(2027, 2, 11))
    synced.sync()

    goal = synced.goal("Curiosity")
    assert (goal.state, goal.not_before) == (State.DEFERRED, date(2027, 2, 11))


def test_a_step_ticked_in_asana_is_done(synced):
    step = synced.tasks()["Data storytelling"]["subtasks"][0]
    synced.person.tick(step["gid"])
    synced.sync()

    assert [step.done for step in synced.goal("Data storytelling").steps] == [
        True,
        False,
        False,
    ]


def test_a_step_added_in_asana_is_a_step(synced):
    synced.person.add_subtask(synced.gid("Curiosity"), "Buy a ticket")
    synced.sync()

    assert [step.text for step in synced.goal("Curiosity").steps] == [
        "Pick a museum",
        "Buy a ticket",
    ]


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


def test_a_task_added_by_hand_becomes_a_goal(synced):
    synced.person.add_task(synced.section(OUTSIDE), "Learn to sail")
    synced.sync()

    goal = synced.goal("Learn to sail")
    assert (goal.state, goal.group) == (State.ACTIVE, Group.OUTSIDE)


def test_a_deleted_task_lets_its_goal_go_and_is_never_made_again(synced):
    synced.person.delete(synced.gid("Curiosity"))
    synced.sync()
    synced.sync()

    assert synced.goal("Curiosity").state is State.LET_GO
    assert "Curiosity" not in synced.tasks()


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
