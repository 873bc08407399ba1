from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

import service
from service.domain import step_zero

PLAN = """\
momentum: 1
postings:
  - title: Head of Product
    requirements:
      - Proven stakeholder management across several teams
      - {text: Fluent in Portuguese, nice_to_have: true}
  - title: Director
    requirements: [Strong stakeholder management, Experience with SQL, Public speaking]
"""
GOALS = PLAN + "goals: [{skill: Budgets, group: in_role}]\n"
PATIENCE = 60.0


@pytest.fixture
def sort(momentum, tmp_path):
    """Sort with these keys and texts, each ended by Enter."""
    file = tmp_path / "asked.yaml"
    file.write_text(GOALS)
    assert momentum("plan", "import", file).code == 0

    def sort(*typed: str):
        return momentum("sort", stdin="".join(f"{text}\n" for text in typed), terminal=True)

    return sort


def plan_of(momentum):
    return json.loads(momentum("plan", "show", "--json").out)


def goal_of(momentum, skill):
    return next(goal for goal in plan_of(momentum)["goals"] if goal["skill"] == skill)


def test_a_line_is_shown_with_who_asks_and_what_is_like_it(sort):
    ended = sort("q")

    assert ended.code == 0
    shown = ended.out
    assert "1 of 5\nProven stakeholder management across several teams\n" in shown
    assert "must-have, asked for by Head of Product" in shown
    assert "≈ Strong stakeholder management (must-have, Director)" in shown
    assert "This quarter" in shown
    assert "Sorted: 0 of 5 lines." in shown


def test_every_group_asks_for_what_belongs_to_it(sort, momentum):
    ended = sort(
        "m", "y", "", "Led the relaunch",  # stakeholders: the same, its name, the evidence
        "r", "Data", "Own the deck", "p",  # SQL
        "o", "", "", "",  # speaking: everything left as it is
        "d",  # Portuguese
    )  # fmt: skip

    stakeholders = goal_of(momentum, "Stakeholder management")
    assert (stakeholders["state"], stakeholders["evidence"]) == ("mastered", "Led the relaunch")
    assert stakeholders["answers"] == [
        "Proven stakeholder management across several teams",
        "Strong stakeholder management",
    ]
    data, speaking = goal_of(momentum, "Data"), goal_of(momentum, "Public speaking")
    assert (data["group"], data["how"], data["via"]) == ("in_role", "Own the deck", "practice")
    assert (speaking["group"], speaking.get("how"), speaking.get("via")) == (
        "outside",
        None,
        None,
    )
    assert [len(one["requirements"]) for one in plan_of(momentum)["postings"]] == [1, 3]
    assert "Everything that the postings ask for is sorted (4 lines)." in ended.out
    assert "momentum sync" in ended.out


def test_lines_that_are_not_the_same_come_on_their_own(sort, momentum):
    ended = sort("m", "n", "", "", "s", "s", "q")

    assert goal_of(momentum, "Stakeholder management")["answers"] == [
        "Proven stakeholder management across several teams"
    ]
    assert "\nStrong stakeholder management\nmust-have, asked for by Director" in ended.out
    assert "→ “Stakeholder management” may answer it already." in ended.out


def test_a_goal_that_is_there_answers_by_its_number_or_its_name(sort, momentum):
    ended = sort(
        "m", "n", "", "",
        "a", "1",  # the proposed one
        "a", "Budg",  # SQL, by how a name begins
        "a", "Nothing",  # speaking: there is no such goal
        "a", "",  # and one would rather not say
        "q",
    )  # fmt: skip

    assert len(goal_of(momentum, "Stakeholder management")["answers"]) == 2
    assert goal_of(momentum, "Budgets")["answers"] == ["Experience with SQL"]
    assert "There is no goal “Nothing”." in ended.out
    assert "Sorted: 3 of 5 lines." in ended.out


def test_what_was_done_last_is_undone_and_what_was_skipped_comes_again(sort, momentum):
    ended = sort("u", "r", "n", "", "", "", "s", "u", "u", "q")

    assert "There is nothing to undo yet." in ended.out
    assert "Undone: “Proven stakeholder management across several teams”" in ended.out
    assert "Sorted: 0 of 5 lines." in ended.out
    assert [goal["skill"] for goal in plan_of(momentum)["goals"]] == ["Budgets"]


def test_a_name_that_is_taken_may_be_what_is_meant(sort, momentum):
    sort("r", "n", "budgets", "n", "Money", "", "", "o", "budgets", "y", "q")

    assert goal_of(momentum, "Money")["group"] == "in_role"
    assert len(goal_of(momentum, "Budgets")["answers"]) == 1


def test_what_cannot_be_taken_is_said_and_what_was_typed_is_offered_again(sort, momentum):
    long = "x" * 300
    ended = sort("m", "n", long, "Led the relaunch", "m", "n", "Stakeholders", "", "q")

    assert "The name is too long" in ended.err
    assert goal_of(momentum, "Stakeholders")["evidence"] == "Led the relaunch"


def test_the_schedule_is_shown_while_sorting(sort):
    ended = sort("r", "n", "First", "", "", "r", "Second", "", "", "r", "Third", "", "")

    assert ended.out.count("This quarter, ") == 4
    assert "Comes back" in ended.out
    assert "Third: comes back on " in ended.out


def test_leaving_in_the_middle_keeps_every_answer_and_the_next_time_goes_on(sort, momentum):
    first = sort("m", "y", "", "Led the relaunch", "r", "SQL", "Own the deck")  # input ends

    assert first.code == 0
    assert goal_of(momentum, "SQL")["how"] == "Own the deck"
    assert "Sorted: 3 of 5 lines." in first.out
    assert "4 of 5\nPublic speaking" in sort("q").out


def test_a_key_that_means_nothing_is_explained(sort):
    ended = sort("x", "", "q")

    assert ended.out.count("Press one of: m (mastered") == 2


@pytest.mark.parametrize("safe", [True, False])
def test_step_zero_comes_first_in_an_empty_plan_and_is_stored_nowhere(momentum, tmp_path, safe):
    (tmp_path / "asked.yaml").write_text(PLAN)
    momentum("plan", "import", tmp_path / "asked.yaml")
    before, told = momentum("plan", "export", "-").out, momentum("history", "--json").out
    ended = momentum("sort", stdin="y\nq\n" if safe else "n\n", terminal=True)

    assert ended.code == 0
    assert ended.out.startswith(step_zero.QUESTION)
    assert (step_zero.IF_NOT in ended.out) is not safe
    assert ("1 of 5" in ended.out) is safe
    assert momentum("plan", "export", "-").out == before
    assert momentum("history", "--json").out == told


@pytest.mark.usefixtures("sort")
def test_without_a_terminal_it_lists_what_waits_and_says_how_to_go_on(momentum):
    ended = momentum("sort")

    assert ended.code == 0
    assert "Fluent in Portuguese\nnice to have, asked for by Head of Product" in ended.out
    assert '--answers "Proven stakeholder management across several teams"' in ended.out


@pytest.mark.usefixtures("sort")
def test_json_gives_what_waits_as_data(momentum):
    found = json.loads(momentum("sort", "--json").out)

    assert found["waiting"][0]["skill"] == "Stakeholder management"
    assert [one["line"] for one in found["waiting"][0]["like"]] == [
        "Strong stakeholder management"
    ]
    assert (found["sorted"], found["total"]) == (0, 5)


def test_where_nothing_was_ever_asked_it_says_how_to_begin(momentum, plan_file):
    momentum("plan", "import", plan_file)

    for terminal in (True, False):
        ended = momentum("sort", terminal=terminal)
        assert "No posting asks for anything yet." in ended.out
        assert "momentum posting add" in ended.out


def test_a_goal_moves_in_the_order(momentum, plan_file):
    momentum("plan", "import", plan_file)
    moved = momentum("goal", "move", "Cost", "--first")
    momentum("goal", "move", "Pricing", "--after", "Hiring")

    assert "Cost models: this quarter, in my role" in moved.out
    assert [goal["skill"] for goal in plan_of(momentum)["goals"]] == [
        "Cost models",
        "Data storytelling",
        "Hiring",
        "Pricing",
        "Public speaking",
        "Stakeholders",
    ]
    assert goal_of(momentum, "Pricing")["state"] == "deferred"
    data = momentum("goal", "move", "Pricing", "--group", "outside", "--last", "--json").out
    assert json.loads(data)["group"] == "outside"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ([], 2),
        (["--first", "--last"], 2),
        (["--first", "--before", "Hiring"], 1),
        (["--before", "Pricing"], 1),
        (["--after", "Nobody"], 1),
    ],
)
def test_a_move_to_nowhere_is_refused(momentum, plan_file, args, code):
    momentum("plan", "import", plan_file)
    ended = momentum("goal", "move", "Pricing", *args)

    assert ended.code == code
    assert ended.err


HERE = str(Path(service.__file__).parent.parent)
ON_ITS_TERMINAL = """
import fcntl, signal, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C reaches it
signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever the tests were told
from service.cli import main
main(["sort"])
"""


class Terminal:
    """A real terminal of 80 columns with `momentum sort` in it, and a person at it."""

    def __init__(self) -> None:
        self._mine, its = pty.openpty()
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", ON_ITS_TERMINAL],
            stdin=its,
            stdout=its,
            stderr=its,
            env={**os.environ, "COLUMNS": "80", "TERM": "dumb", "PYTHONPATH": HERE},
            start_new_session=True,
        )
        os.close(its)
        self.seen = ""

    def wait_for(self, words: str) -> None:
        said = ""
        while words not in said:
            ready, _, _ = select.select([self._mine], [], [], PATIENCE)
            assert ready, f"{words!r} was not said, but {said!r}"
            said += os.read(self._mine, 4096).decode()
        self.seen += said.replace("\r\n", "\n")

    def type(self, keys: str) -> None:
        os.write(self._mine, keys.encode())

    def end(self) -> int:
        code = self._process.wait(PATIENCE)
        os.close(self._mine)
        return code


@pytest.mark.usefixtures("sort")
def test_on_a_real_terminal_a_key_is_enough_and_nothing_is_wider_than_80_columns(momentum):
    terminal = Terminal()
    for words, keys in (
        ("leave:", "\x1b[A"),  # an arrow means nothing
        ("leave:", "M"),
        ("the same?", "y"),
        ("[Stakeholder management]:", "\n"),
        ("shows it?", "Führte den Relaunch\n"),
        ("leave:", "o"),
        ("[SQL]:", "\n"),
        ("How?", "\n"),
        ("not yet:", "b"),
        ("leave:", "\x03"),  # Ctrl-C
        ("goes on from here.", ""),
    ):
        terminal.wait_for(words)
        terminal.type(keys)

    assert terminal.end() == 0
    assert goal_of(momentum, "Stakeholder management")["evidence"] == "Führte den Relaunch"
    assert goal_of(momentum, "SQL")["via"] == "book"
    assert max(len(line) for line in terminal.seen.splitlines()) <= 80


@pytest.mark.usefixtures("connected", "sort")
def test_what_asana_shows_meanwhile_is_not_undone_and_says_what_to_do(momentum):
    terminal = Terminal()
    terminal.wait_for("leave:")
    terminal.type("d")
    terminal.wait_for("the same?")
    terminal.type("n")
    terminal.wait_for("leave:")
    terminal.type("o")
    terminal.wait_for("[Stakeholder management]:")
    terminal.type("\n")
    terminal.wait_for("How?")
    terminal.type("\n")
    terminal.wait_for("not yet:")
    terminal.type("\n")
    terminal.wait_for("leave:")
    assert momentum("sync").code == 0

    terminal.type("u")
    terminal.wait_for("leave:")
    assert "Asana shows “Stakeholder management” already" in terminal.seen
    terminal.type("u")  # the answer before it can be
    terminal.wait_for("leave:")
    assert "Undone: “Proven stakeholder management" in terminal.seen
    terminal.type("q")
    terminal.wait_for("goes on from here.")

    assert terminal.end() == 0
