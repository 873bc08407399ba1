from __future__ import annotations

from service.domain.coverage import Coverage, coverage, unasked_answers
from service.domain.plan import Goal, Group, Plan, Posting, Requirement, State

SPEAKING = Requirement("Speaks in public", nice_to_have=True)
DATA = Requirement("Tells stories with data")
POSTINGS = (Posting("One", (SPEAKING, DATA)), Posting("Two", (DATA,)))


def mastered(*answers: str) -> Goal:
    return Goal("a", Group.MASTERED, answers=answers, state=State.MASTERED)


def test_a_must_have_weighs_twice_and_each_posting_counts():
    assert coverage(Plan(postings=POSTINGS)) == Coverage(0, 5)
    assert coverage(Plan((mastered(DATA.text),), POSTINGS)) == Coverage(4, 5)
    assert coverage(Plan((mastered(SPEAKING.text),), POSTINGS)).share == 0.2


def test_only_mastered_goals_answer():
    learning = Goal("a", answers=(DATA.text,), state=State.ACTIVE)

    assert coverage(Plan((learning,), POSTINGS)).answered == 0


def test_answers_and_lines_meet_whatever_their_case_and_spacing():
    assert coverage(Plan((mastered("tells  STORIES with data"),), POSTINGS)).answered == 4


def test_a_line_that_is_answered_or_repeated_twice_counts_once():
    postings = (Posting("One", (DATA, Requirement(DATA.text, nice_to_have=True))),)

    assert coverage(Plan((mastered(DATA.text, DATA.text),), postings)) == Coverage(2, 2)


def test_where_nothing_is_asked_nothing_is_covered():
    assert coverage(Plan()).share == 0.0


def test_answers_to_nobody_are_found_once_somebody_asks():
    plan = Plan((Goal("a", answers=("Plays the harp", DATA.text)),), POSTINGS)

    assert unasked_answers(plan) == (("a", "Plays the harp"),)
    assert unasked_answers(Plan(plan.goals)) == ()
