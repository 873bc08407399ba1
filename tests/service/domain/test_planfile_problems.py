from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.planfile import PlanProblems, read_plan
from service.errors import InvalidInput


def problems(source: str | bytes) -> list[tuple[int, int, str, str]]:
    with pytest.raises(PlanProblems) as caught:
        read_plan(source)
    return [(one.line, one.column, one.message, one.hint) for one in caught.value.problems]


def goal(more: str) -> str:
    return f"goals:\n  - skill: a\n    group: in_role\n    {more}\n"


def test_all_problems_are_told_at_once_in_the_order_of_the_file():
    found = problems("""\
momentum: 2
purpos: To lead
settings: {timezone: Europe/Lisboa, review: Mon 03:00}
goals:
  - skill: Data storytelling
    group: inrole
    not_before: 2027-02-30
  - group: outside
    via: practice
""")

    assert [(line, column, message) for line, column, message, _ in found] == [
        (1, 11, "`2` is no version that is known here."),
        (2, 1, "`purpos` is no key of a plan."),
        (3, 22, "`Europe/Lisboa` is no time zone."),
        (3, 45, "`Mon 03:00` is no hour for a review."),
        (6, 12, "`inrole` is no `group`."),
        (7, 17, "`2027-02-30` is not in the calendar."),
        (8, 5, "This goal has no `skill`."),
        (9, 10, "`practice` is no way to learn outside."),
    ]
    assert all(hint for *_, hint in found)


def test_the_error_says_where_the_first_problem_is_and_how_many_there_are():
    with pytest.raises(InvalidInput) as caught:
        read_plan("goals:\n  - skil: a\n    groop: in_role\n")

    assert str(caught.value) == (
        "The plan has a problem in line 2, column 5, and 3 more: This goal has no `group`."
    )
    assert caught.value.hint


@pytest.mark.parametrize(
    ("more", "line", "column", "message", "hint"),
    [
        ("stepz: [a]", 4, 5, "no key of a goal", "Did you mean `steps`?"),
        ("zzz: a", 4, 5, "no key of a goal", "Known here: skill, group"),
        ("how: a\n    how: b", 5, 5, "given twice", "keep one `how`"),
        ("via: course", 4, 10, "no way to learn in the role", "practice"),
        ("via: vlog", 4, 10, "is no `via`", "Known here"),
        ("quarter: 2027-Q5", 4, 14, "is no quarter", "2027-Q1"),
        ("quarter: 27", 4, 14, "is no quarter", "2027-Q1"),
        ("not_before: 30 February", 4, 17, "is no day", "2027-05-03"),
        ("not_before: 2027-5-3", 4, 17, "is no day", "2027-05-03"),
        ("not_before: 2027-05-03 10:00:00", 4, 17, "is no day", "2027-05-03"),
        ("not_before: 20270503", 4, 17, "is no day", "2027-05-03"),
        ("not_before: 0001-01-01", 4, 17, "is no day", "2027-05-03"),
        ("not_before: [2027-05-03]", 4, 17, "has to be a day", "single value"),
        ("not_before: .nan", 4, 17, "is no day", "2027-05-03"),
        ("deadline: {}", 4, 15, "has to be a day", "single value"),
        ("steps: learn", 4, 12, "`steps` has to be a list", "steps: [one, another]"),
        ("steps: [[a]]", 4, 13, "A step has to hold", "text: ..."),
        ("steps: ['']", 4, 13, "An item of `steps` is empty", "Take it out"),
        ("steps: [\u200b]", 4, 13, "An item of `steps` is empty", "Take it out"),
        ("steps: [{text: \u2800}]", 4, 20, "`text` is empty", "Give it a name"),
        ("answers: [\u3164]", 4, 15, "An item of `answers` is empty", "Take it out"),
        ("steps: [~]", 4, 13, "An item of `steps` is empty", "Take it out"),
        ("steps: [{done: true}]", 4, 13, "This step has no `text`", "what is to be done"),
        ("steps: [{text: a, done: maybe}]", 4, 29, "neither true nor false", "true"),
        ("answers: [{a: b}]", 4, 15, "has to be text", "quotes"),
        ("how: {a: b}", 4, 10, "`how` has to be text", "quotes"),
        ('how: "a\\0b"', 4, 10, "control character", "Take it out"),
        ("state: idle", 4, 12, "is no `state`", "Known here: active"),
        ("state: mastered", 4, 12, "The group says otherwise", "group: mastered"),
        ("reason: bored", 4, 13, "A reason goes with", "drop"),
        ("in: 2027-Q1", 4, 9, "`in` goes with a state", "Add"),
        ("undated: true", 4, 14, "`undated` goes with a state", "Add"),
        ("came_from: mastered", 4, 16, "does not come from", "in_role"),
        ("id: ../../x", 4, 9, "no id", "export"),
        ("? [a]\n    : b", 4, 7, "A key has to be one word", "key: value"),
        ("quarter: 2027-Q1\n    not_before: 2027-05-03", 5, 17, "is in 2027-Q2", "one of"),
        ("- a", 4, 5, "This is no YAML", "indentation"),
        ("steps: [a, *b]", 4, 16, "An alias (`*b`)", "Write the value"),
        ("undated: *u", 4, 14, "An alias (`*u`)", "Write the value"),
        ("answers: *a", 4, 14, "An alias (`*a`)", "Write the value"),
        ("how: &h text", 4, 10, "An anchor (`&h`)", "Drop"),
        ("how: *h", 4, 10, "An alias (`*h`)", "Write the value"),
        ("how: !!str text", 4, 10, "A tag (`!!str`)", "plain value"),
        ("how: !!python/object/apply:os.system [ls]", 4, 10, "A tag", "plain value"),
        ("steps: !own [a]", 4, 12, "A tag (`!own`)", "plain value"),
    ],
)
def test_a_goals_mistake_is_named_where_it_is_made(more, line, column, message, hint):
    ((found_line, found_column, found_message, found_hint),) = problems(goal(more))

    assert (found_line, found_column) == (line, column)
    assert message in found_message
    assert hint in found_hint


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("goals: 3", "`goals` has to be a list"),
        ("goals: [3]", "A goal has to hold keys and values"),
        ("postings: [{url: https://example.com}]", "This posting has no `title`"),
        ("postings: [{title: a, url: 'javascript:alert(1)'}]", "no web address"),
        ("postings: [{title: a, requirements: [{kind: virtue, text: b}]}]", "is no `kind`"),
        ("postings: [{title: a, requirements: [{kind: skill}]}]", "has no `text`"),
        ("postings: [{title: a}, {title: A}]", "Two postings have the name"),
        ("postings: [{title: a, id: x}, {title: b, id: x}]", "The id `x` is there twice"),
        ("settings: soon", "`settings` has to hold keys and values"),
        ("settings: {timezone: ../etc/passwd}", "no time zone"),
        ("settings: {review: noon}", "no day and hour"),
        ("settings: {review: Mon 23:01}", "no hour for a review"),
        ("settings: {review: Mon 09:60}", "no hour for a review"),
        ("settings: {quarter_starts: 13}", "is no month"),
        ("settings: {quarter_starts: Ju}", "is no month"),
        ("settings: {reconnect: 25}", "no number for `reconnect`"),
        ("settings: {reconnect: never}", "no number for `reconnect`"),
        ("settings: {capacity: {in_role: -1}}", "no number for `in_role`"),
        ("settings: {capacity: {in_role: 2.5}}", "no number for `in_role`"),
        ("settings: {capacity: {outside: .nan}}", "no number for `outside`"),
        ("settings: {capacity: {outside: 1e999}}", "no number for `outside`"),
        ("settings: {capacity: {outside: " + "9" * 5000 + "}}", "no number for `outside`"),
        ('{"momentum": NaN}', "no version"),
        (
            "goals: [{skill: a, group: mastered, state: active}]",
            "A mastered goal is not active",
        ),
        ("goals: [{skill: '  ', group: in_role}]", "`skill` is empty"),
        ("goals: [{skill: \u200b\u2800, group: in_role}]", "`skill` is empty"),
        ("postings: [{title: '  '}]", "`title` is empty"),
        ("postings: [{title: \u3164}]", "`title` is empty"),
        ("postings: [{title: a, requirements: [\ufeff]}]", "`requirements` is empty"),
        ("postings: [{title: a, requirements: [{text: ''}]}]", "`text` is empty"),
        ("postings: [{title: a, id: b, requirements: [{text: ''}]}]", "`text` is empty"),
        ("postings: [{title: '', id: b}]", "`title` is empty"),
        ("goals: [{skill: '', id: b, group: in_role}]", "`skill` is empty"),
        ("goals: [{skill: a, id: b, group: outside, steps: [\u200b]}]", "`steps` is empty"),
        ("postings: [{title: a, requirements: [{text: \u200d}]}]", "`text` is empty"),
        (
            "goals: [{skill: a, id: x, group: in_role}, {skill: b, id: x, group: in_role}]",
            "twice",
        ),
    ],
)
def test_other_mistakes_are_named_too(text, message):
    (found,) = problems(text)

    assert message in found[2]


def test_two_goals_with_one_name_are_told_apart_by_nothing():
    found = problems("""\
goals:
  - {skill: Public speaking, group: outside}
  - {skill: "public  SPEAKING", group: in_role}
""")

    assert found == [
        (
            3,
            13,
            "Two goals have the name `public  SPEAKING`.",
            "The other is in line 2. Rename or remove one.",
        )
    ]


def test_a_quarter_that_is_pinned_over_capacity_is_told_at_the_goal_that_is_too_many():
    pinned = "".join(
        f"  - {{skill: {name}, group: in_role, quarter: 2027-Q1}}\n" for name in "abcd"
    )

    ((line, column, message, hint),) = problems("goals:\n" + pinned)

    assert (line, column) == (5, 41)
    assert "2027-Q1 is over capacity: 4 in_role goals" in message
    assert "room for 3" in message
    assert "another quarter" in hint


def test_steps_with_one_id_are_told():
    steps = "steps: [{text: a, id: x}, {text: b, id: x}]"

    assert "among the steps" in problems(goal(steps))[0][2]


def test_a_pin_and_a_day_may_say_the_same():
    plan = read_plan(goal("quarter: 2027-Q2\n    not_before: 2027-05-03"))

    assert str(plan.goals[0].pinned) == "2027-Q2"


def is_told(source: str | bytes) -> bool:
    """Whether the file is a plan, or has problems that have a place; nothing else is raised."""
    try:
        read_plan(source)
    except PlanProblems as error:
        return all(one.line > 0 and one.column > 0 for one in error.problems)
    return True


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_is_a_plan_or_has_problems(text):
    assert is_told(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_plan_or_have_problems(source):
    assert is_told(source)


KEYS = [
    "momentum",
    "settings",
    "goals",
    "skill",
    "group",
    "steps",
    "quarter",
    "in",
    "state",
    "x",
]
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(),
    st.sampled_from(["in_role", "2027-Q1", ""]),
)
JSON = st.recursive(
    VALUES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_a_plan_or_has_problems(value):
    assert is_told(json.dumps(value))
