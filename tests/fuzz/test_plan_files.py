"""Whatever becomes of a plan file, it is a plan or has problems with a place."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from support.made_plans import TODAY
from support.mangling import mangled
from support.plans import SMALL

from service.domain.plan import Plan
from service.domain.planfile import PlanProblems, plan_as_dict, read_back, read_plan, write_plan
from service.domain.planfile_copy import Copy, read_copy, write_copy
from service.domain.schedule import place
from service.rehearsal import read_gestures

EXAMPLE = (Path(__file__).parents[2] / "examples" / "plan.yaml").read_text()
PLAN = place(read_plan(SMALL), TODAY)
YAML = [
    SMALL,
    EXAMPLE,
    write_plan(PLAN),
    "momentum: 1\npurpose: |\n  a\n  b\ngoals:\n- {skill: >-\n   a, group: outside}\n",
]
JSON = [json.dumps(plan_as_dict(PLAN)), json.dumps(plan_as_dict(PLAN), indent=1)]
GESTURES = """\
pace: none
reviews: true
gestures:
  - {every: Fri, tick: Data storytelling}
  - {on: 2027-01-15, tick: Data storytelling, step: Own it}
  - {on: 2027-02-08, defer: Curiosity, until: 2027-05-03}
  - {on: 2027-02-01, move: Curiosity, to: later}
"""
WORDS = (
    *(
        "goals:",
        "- ",
        "? ",
        ": ",
        "{",
        "}",
        "[",
        "]",
        "&a ",
        "*a",
        "!!python/name:os ",
        "|",
        ">",
    ),
    *(
        "<<: ",
        "---",
        "...",
        "%YAML 9.9\n",
        "\t",
        "'",
        '"',
        "#",
        "~",
        "null",
        "\\u0000",
        "\\x07",
    ),
    *("state: let_go", "id: x", "quarter: 2027-Q5", "not_before: 2027-02-30", "\n  ", "\x85"),
)


def told(error: PlanProblems, source: bytes) -> None:
    """Every problem has words, something to do, and a place within the file."""
    lines = source.count(b"\n") + source.count(b"\r") + 3
    assert error.problems
    for problem in error.problems:
        assert problem.message
        assert 0 < problem.line <= lines + str(source).count("\\xe2\\x80") + 40
        assert problem.column > 0


@given(mangled(YAML, WORDS) | mangled(JSON, WORDS))
def test_a_plan_file_is_read_or_told(source: bytes) -> None:
    try:
        plan = place(read_plan(source), TODAY)
    except PlanProblems as error:
        told(error, source)
    else:
        assert read_back(write_plan(plan)) == plan


@given(mangled([write_copy(Copy(PLAN), TODAY)], (*WORDS, "asana:", "reviews:", "reconnects:")))
def test_a_copy_of_the_plan_is_read_or_told(source: bytes) -> None:
    try:
        copy = read_copy(source)
    except PlanProblems as error:
        told(error, source)
    else:
        assert isinstance(copy.plan, Plan)


@given(mangled([GESTURES], (*WORDS, "heart: ", "to: ", "every: ", "on: 9999-12-31")))
def test_gestures_are_read_or_told(source: bytes) -> None:
    try:
        script = read_gestures(source, PLAN)
    except PlanProblems as error:
        told(error, source)
    else:
        assert script.pace
