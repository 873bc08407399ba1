"""What a person writes: names and notes."""

from __future__ import annotations

import re

import pytest
from support.gestures import (
    assert_at_rest,
    assert_nothing_follows,
    notes,
    rewrite,
    said_in_review,
    write_above,
)
from support.plans import SMALL


def test_a_new_name_is_the_goals_name(home):
    """Rename a task"""
    home.person.rename(home.gid("Curiosity"), "Being curious")
    home.sync()

    assert home.goal("Being curious").former_names == ("Curiosity",)
    assert_at_rest(home)
    home.plan_file(SMALL)
    assert [goal.skill for goal in home.plan().goals].count("Curiosity") == 0


def test_a_goal_keeps_its_name_when_the_task_has_none(home):
    """Leave a task without a name"""
    home.person.rename(home.gid("Curiosity"), " ")

    assert_nothing_follows(home)


def test_text_above_the_labels_is_kept_with_the_goal(home):
    """Write in the notes, above the labels"""
    write_above(home, "Curiosity", "Ask Bob.\nSoon.")
    home.sync()

    assert home.goal("Curiosity").notes == "Ask Bob.\nSoon."
    assert home.goal("Curiosity").how == "One museum a month"
    assert_at_rest(home)


def test_text_under_how_is_how_it_is_learned(home):
    """Write under How"""
    rewrite(home, "Curiosity", "One museum", "Two museums")
    home.sync()

    assert home.goal("Curiosity").how == "Two museums a month"
    assert_at_rest(home)


def test_text_under_evidence_is_the_evidence(home):
    """Write under Evidence"""
    write_above(home, "Curiosity", "<strong>Evidence</strong>\nA prize")
    rewrite(home, "Stakeholder management", "Led the", "Led all of the")
    home.sync()

    assert home.goal("Curiosity").evidence == "A prize"
    assert home.goal("Stakeholder management").evidence == "Led all of the pricing relaunch"
    assert_at_rest(home)


def test_lines_under_asked_for_by_are_the_requirements_answered(home):
    """Change the lines under Asked for by"""
    line = "<li>Proven stakeholder management — Head of Product, Acme</li>"
    rewrite(home, "Stakeholder management", line, line + "<li>Curiosity</li><li>Tact</li>")
    home.sync()

    asked = home.goal("Stakeholder management").answers
    assert asked == ("Proven stakeholder management", "Curiosity", "Tact")
    home.sync()
    assert "Curiosity — Head of Product" in notes(home, "Stakeholder management")
    assert_at_rest(home)


def test_emptying_a_block_clears_its_field(home):
    """Empty what stands under a label"""
    rewrite(home, "Curiosity", "One museum a month", "")
    home.sync()

    assert home.goal("Curiosity").how == ""
    assert_at_rest(home)


@pytest.mark.parametrize("label", ["", "How I go about it", "<strong>Ways</strong>"])
def test_without_its_label_a_text_is_the_persons_and_the_field_stays(home, label):
    """Delete or change a label"""
    rewrite(home, "Curiosity", "<strong>How</strong>", label)
    home.sync()

    assert home.goal("Curiosity").how == "One museum a month"
    assert home.goal("Curiosity").notes.endswith("One museum a month")
    assert said_in_review(home).count("Curiosity: the label “How” is gone") == 1
    assert_at_rest(home)
    assert said_in_review(home).count("Curiosity: the label “How” is gone") == 1


def test_formatting_is_kept_when_a_block_is_written(home):
    """Format your own text: links, bold, lists"""
    own = '<a href="https://example.com/m">This</a> <em>now</em>\n<ul><li>One</li></ul>'
    write_above(home, "Curiosity", own)
    home.sync()
    shown = notes(home, "Curiosity")
    home.plan_file(SMALL.replace("One museum", "Two museums"))
    home.sync()

    assert notes(home, "Curiosity") == shown.replace("One museum", "Two museums")
    assert_at_rest(home)


def test_the_mark_may_go(home):
    """Delete the mark at the end of the notes"""
    (mark,) = re.findall(r"\n*momentum:goal:[a-z0-9]+", notes(home, "Curiosity"))
    rewrite(home, "Curiosity", mark, "")

    assert_nothing_follows(home)
    home.plan_file(SMALL.replace("One museum", "Two museums"))
    home.sync()
    assert "momentum:" not in notes(home, "Curiosity")
