from __future__ import annotations

from datetime import date

import pytest

from service.domain.fields import Place
from service.domain.planfile import PlanProblems, read_plan
from service.rehearsal import Pace, Script, read_gestures
from service.rehearsal.gestures import Gesture, Verb

PLAN = read_plan(
    "goals:\n  - {skill: Data storytelling, group: in_role, steps: [Look, Tell]}\n"
    "  - {skill: Hiring, group: in_role}\n"
)


def problems(source: str) -> list[str]:
    with pytest.raises(PlanProblems) as found:
        read_gestures(source, PLAN)
    return [f"{p.line}:{p.column} {p.message} {p.hint}" for p in found.value.problems]


def test_a_file_says_what_is_done_on_which_day():
    script = read_gestures(
        "pace: slow\nreviews: yes\ngestures:\n"
        "  - {every: Fri, tick: data  Storytelling, step: look}\n"
        "  - {on: 2027-02-01, defer: Hiring, until: 2027-05-03}\n"
        "  - {on: 2027-02-02, add: Press, to: outside}\n"
        "  - {on: 2027-02-03, complete: press}\n",
        PLAN,
    )

    assert script == Script(
        Pace.SLOW,
        reviews=True,
        gestures=(
            Gesture(Verb.TICK, "data  Storytelling", weekday=4, step="look"),
            Gesture(Verb.DEFER, "Hiring", on=date(2027, 2, 1), until=date(2027, 5, 3)),
            Gesture(Verb.ADD, "Press", on=date(2027, 2, 2), place=Place.OUTSIDE),
            Gesture(Verb.COMPLETE, "press", on=date(2027, 2, 3)),
        ),
    )


def test_who_has_a_file_does_nothing_else_unless_it_says_so():
    script = read_gestures("gestures: [{on: 2027-02-01, heart: Hiring}]", PLAN)

    assert (script.pace, script.reviews) == (Pace.NONE, False)


def test_all_problems_are_reported_at_once_with_their_places():
    found = problems(
        "gestures:\n"
        "  - {on: 2027-02-30, complete: Hirring}\n"
        "  - {every: Someday, tick: Data storytelling, step: Loook}\n"
        "  - {on: 2027-02-01, every: Fri, heart: Hiring}\n"
        "  - {heart: Hiring}\n"
        "  - {on: 2027-02-01}\n"
        "  - {on: 2027-02-01, complete: Hiring, heart: Hiring}\n"
        "  - {on: 2027-02-01, complete: Hiring, until: 2027-03-01}\n"
        "  - {on: 2027-02-01, rename: Hiring}\n"
        "  - {on: 2027-02-01, move: Hiring, to: nowhere}\n"
        "  - {on: 2027-02-01, complet: Hiring}\n"
        "  - complete Hiring\n"
    )

    expected = [
        ("2:10", "not in the calendar", "month"),
        ("2:32", "no goal `Hirring`", "Did you mean `Hiring`?"),
        ("3:13", "`Someday` is no day of the week", ""),
        ("3:53", "no such step", "Did you mean `Look`?"),
        ("4:29", "one day, or on every", "one of the two"),
        ("5:5", "one day, or on every", "one of the two"),
        ("6:5", "here are none", "There are: tick"),
        ("7:47", "here are 2", "There are: tick"),
        ("8:47", "`until` says nothing about `complete`", "goes with defer"),
        ("9:5", "no `to`", "Pricing"),
        ("10:40", "`nowhere` is no `to`", "in_role"),
        ("11:5", "here are none", "There are"),
        ("11:22", "`complet` is no key", "Did you mean `complete`?"),
        ("12:5", "has to hold keys", "Write it like"),
    ]
    assert len(found) == len(expected), "\n".join(found)
    for line, (place, message, hint) in zip(found, expected, strict=True):
        assert line.startswith(f"{place} "), line
        assert message in line
        assert hint in line


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("", "1:1 The file is empty. Begin with `gestures:`"),
        ("- a", "1:1 These are no gestures"),
        ("goals: []", "1:1 This file of gestures has no `gestures`."),
        ("gestures: 1", "1:11 `gestures` has to be a list."),
        ("gestures: [", "This is no YAML"),
        ("pace: fast\ngestures: []", "1:7 `fast` is no `pace`."),
    ],
)
def test_what_is_no_file_of_gestures_is_said(source, says):
    assert any(says in line for line in problems(source))
