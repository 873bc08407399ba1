from __future__ import annotations

import time

import pytest

from service.domain.planfile import PlanProblems, read_plan

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ngoals: [*c, *c]\n"


def first(source: str | bytes) -> tuple[int, int, str]:
    with pytest.raises(PlanProblems) as caught:
        read_plan(source)
    problem = caught.value.problems[0]
    assert problem.hint
    return problem.line, problem.column, problem.message


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "The file is empty."),
        (" \n\t\n", "The file is empty."),
        ("# only a remark", "The file holds nothing."),
        ("---\n...\n", "This is no plan"),
        ("Dear diary", "This is no plan"),
        ("- a\n- b", "This is no plan"),
        ("42", "This is no plan"),
        ("a: b: c", "This is no YAML"),
        ("a: [b", "This is no YAML"),
        ('{"momentum": 1', "This is no YAML"),
        ("\tmomentum: 1", "This is no YAML"),
        ("momentum: 1\n---\nmomentum: 1", "A second document"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "This is no text."),
        (b"momentum: 1\n\xc3\x28", "This is no text."),
        (b"\xff\xfem", "This is no text."),
        ("momentum: 1".encode("utf-16-le"), "There is a NUL here"),
        (b"momentum\x00: 1", "There is a NUL here"),
        ("momentum: \x07", "no text holds: '\\x07'"),
        ("purpose: \ud800", "no text holds: '\\ud800'"),
        ('{"purpose": "\\ud800"}', "This is no YAML"),
        ("purpose: \x1b[31mred", "no text holds: '\\x1b'"),
        ("purpose: \ufffe", "no text holds"),
    ],
)
def test_what_is_no_plan_is_told_in_one_sentence(source, message):
    assert message in first(source)[2]


def test_places_count_characters_from_one_whatever_they_are():
    assert first("purpose: é🚀\npurpose: é🚀\x07")[:2] == (2, 12)
    assert first(b"momentum: 1\n\xc3\xa9\xff")[:2] == (2, 2)
    assert first("purpose: [é🚀, {a: 1}, ]\nx: 1")[:2] == (1, 10)


@pytest.mark.parametrize("source", ["x" * 10_000_000, b"\0" * 10_000_000, "é" * 1_500_000])
def test_too_much_is_refused_before_it_is_looked_at_and_the_limit_is_said(source):
    assert "the limit is 2,097,152" in first(source)[2]


@pytest.mark.parametrize(
    "source",
    [
        "[" * 100_000,
        "{" * 100_000,
        "- " * 100_000,
        "a: " * 100_000,
        "? " * 100_000,
        "goals: " + "[" * 5000 + "]" * 5000,
        '{"a":' * 100_000,
        "goals: [" + "a, " * 400_000 + "]",
        "a\n" * 500_000,
        "\x07" * 1_000_000,
        "&a " * 300_000,
        "a: b\n" * 300_000,
        "'" * 1_000_001,
        BOMB,
        "a: &a [*a]",
        "&a a: *a",
    ],
)
def test_hostile_files_are_refused_in_no_time(source):
    began = time.process_time()

    assert first(source)

    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"goals: [{{skill: {'n' * 251}, group: in_role}}]", "too long: 251 characters"),
        (f"goals: [{{skill: a, group: in_role, steps: [{'n' * 251}]}}]", "too long: 251"),
        (f"goals: [{{skill: a, group: in_role, how: {'n' * 65_536}}}]", "too long: 65,536"),
        (
            "goals: [" + "{skill: a, group: in_role}, " * 1001 + "]",
            "1,001 in `goals`: too many",
        ),
    ],
)
def test_more_than_asana_takes_is_refused(text, message):
    assert message in first(text)[2]


def test_a_hundred_problems_are_enough_to_go_on_with():
    with pytest.raises(PlanProblems) as caught:
        read_plan("goals:\n" + "  - {skil: a}\n" * 500)

    assert len(caught.value.problems) == 101
    assert caught.value.problems[-1].message == "And 1400 more problems after this one."


def test_a_message_shows_no_more_of_a_value_than_is_needed_and_nothing_odd():
    text = first(f"goals: [{{skill: a, group: {'x' * 5000}}}]")[2]

    assert len(text) < 100
    assert "\\u202e" in first("goals: [{skill: a, group: in\u202erole}]")[2]
