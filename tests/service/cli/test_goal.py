from __future__ import annotations

import json

import pytest


@pytest.fixture
def goal(momentum, plan_file):
    momentum("plan", "import", plan_file)

    def goal(*args):
        return momentum("goal", *args)

    return goal


def state_of(momentum, skill):
    plan = json.loads(momentum("plan", "show", "--json").out)
    return next(goal for goal in plan["goals"] if goal["skill"] == skill)


def test_a_goal_is_added_with_everything_a_file_could_say(goal, momentum):
    ended = goal(
        "add", "Listening", "--group", "outside", "--via", "book", "--how", "Read one",
        "--step", "Buy it", "--step", "Read it", "--until", "2031-05-02",
    )  # fmt: skip

    assert ended.code == 0
    assert "comes back on Fri 2 May 2031" in ended.out
    added = state_of(momentum, "Listening")
    assert (added["via"], added["how"], added["due_on"]) == ("book", "Read one", "2031-05-02")
    assert len(added["steps"]) == 2


def test_a_goal_is_known_by_the_beginning_of_its_name_or_by_id(goal, momentum):
    assert goal("edit", "pric", "--how", "Shadow finance").code == 0

    goal_id = state_of(momentum, "Pricing")["id"]
    assert goal("edit", goal_id, "--skill", "Price models").code == 0
    assert state_of(momentum, "Price models")["how"] == "Shadow finance"


def test_a_goal_is_deferred_activated_mastered_and_let_go(goal, momentum):
    deferred = goal("defer", "Pricing", "--quarter", "2031-Q1")
    assert "comes back on Wed 1 Jan 2031" in deferred.out
    assert "this quarter, in my role" in goal("activate", "Pricing").out
    assert "mastered" in goal("master", "Pricing", "--evidence", "Set three prices").out
    assert state_of(momentum, "Pricing")["evidence"] == "Set three prices"
    assert "let go" in goal("let-go", "Hiring", "--reason", "No team to hire").out
    assert state_of(momentum, "Hiring")["reason"] == "No team to hire"


@pytest.fixture
def asked_for(momentum, tmp_path):
    plan = tmp_path / "asked.yaml"
    plan.write_text(
        "momentum: 1\n"
        "postings: [{title: A job, requirements: [Proven stakeholder management, Courage]}]\n"
        "goals: [{skill: Courage, group: outside}]\n"
    )
    assert momentum("plan", "import", plan).code == 0


@pytest.mark.usefixtures("asked_for")
def test_a_line_that_nobody_asks_for_is_taken_and_said_with_those_that_are_near(momentum):
    add, json_ = ("goal", "add"), "--json"
    near = momentum(*add, "A", "--answers", "Stakeholder managment", json_)
    far = momentum(*add, "B", "--answers", "Juggling", "--answers", "courage")
    edited = momentum("goal", "edit", "B", "--answers", "proven stake")

    assert [one.code for one in (near, far, edited)] == [0, 0, 0]
    assert json.loads(near.out)["answers"] == ["Stakeholder managment"]
    assert "Did you mean “Proven stakeholder management”?" in near.err
    assert "No posting asks for “Juggling”. `momentum posting show`" in far.err
    assert "courage" not in far.err
    assert "Did you mean “Proven stakeholder management”?" in edited.err
    assert momentum(*add, "C", "--answers", "Courage").err == ""


def test_json_gives_the_goal_as_a_file_would(goal):
    ended = goal("defer", "Pricing", "--json")

    assert json.loads(ended.out)["skill"] == "Pricing"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["defer", "Pricng"], "Pricing"),
        (["defer", "Pricing", "--until", "2001-01-01"], "future"),
        (["defer", "Pricing", "--quarter", "Q1-2031"], "2027-Q1"),
        (["add", "Pricing"], "already"),
        (["add", "  "], "name"),
        (["add", "x\x1b[31m"], "control character"),
        (["add", "x" * 5000], "long"),
        (["activate", "Pricing", "--group", "mastered"], "mastered"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(goal, args, words):
    ended = goal(*args)

    assert ended.code == 1
    assert words in ended.err
    assert "\x1b" not in ended.err


@pytest.mark.parametrize(
    "args",
    [
        ["edit", "Pricing"],
        ["defer", "Pricing", "--until", "2031-01-01", "--quarter", "2031-Q1"],
        ["defer", "Pricing", "--until", "soon"],
        ["add", "X", "--group", "sideways"],
        ["add", "X", "--via", "osmosis"],
        ["add"],
    ],
)
def test_wrong_usage_ends_with_2(goal, args):
    assert goal(*args).code == 2
