"""Where the plan changed too, the person's edit in Asana stands."""

from __future__ import annotations

from support.gestures import assert_at_rest, notes, remembered, said_in_review
from support.plans import SMALL

from service.domain.plan import State


def test_different_fields_both_stand(home):
    """Change one field while the plan changes another"""
    home.person.rename(home.gid("Curiosity"), "Being curious")
    home.plan_file(SMALL.replace("One museum", "Two museums"))
    home.sync()

    assert home.goal("Being curious").how == "Two museums a month"
    assert "Two museums a month" in notes(home, "Being curious")
    assert_at_rest(home)


def test_the_same_field_is_the_persons(home):
    """Change a field that the plan changed too"""
    known = f"id: {home.goal('Curiosity').id}\n    skill: Inquisitiveness"
    home.person.rename(home.gid("Curiosity"), "Being curious")
    home.plan_file(SMALL.replace("skill: Curiosity", known))
    home.sync()

    assert "Being curious" in home.tasks()
    (entry,) = [entry for entry in remembered(home) if entry.kind == "conflicts"]
    assert (entry.field, entry.old, entry.new) == ("name", "Inquisitiveness", "Being curious")
    both = "Yours in Asana, “Being curious”, stands; the plan had “Inquisitiveness”."
    assert both in said_in_review(home)
    assert_at_rest(home)


def test_a_deletion_stands_whatever_the_plan_changed(home):
    """Delete a task whose goal the plan changed"""
    home.plan_file(SMALL.replace("One museum", "Two museums"))
    home.person.delete(home.gid("Curiosity"))
    home.sync()

    assert home.goal("Curiosity").state is State.LET_GO
    assert home.goal("Curiosity").how == "Two museums a month"
    assert_at_rest(home)
