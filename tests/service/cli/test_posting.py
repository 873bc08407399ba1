"""`momentum posting ...`, on a terminal and in a script."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from support.postings import HTML, MARKDOWN, MUST, OFFER

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "Head of Product, Acme"


@pytest.fixture
def job(tmp_path: Path) -> Path:
    path = tmp_path / "job.md"
    path.write_text(MARKDOWN)
    return path


@pytest.fixture
def posting(momentum, job):
    """`momentum posting`, with one posting in the plan."""
    ended = momentum("posting", "add", job, "--title", TITLE)
    assert ended.code == 0, ended.err

    def run(*args, **more):
        return momentum("posting", *args, **more)

    return run


def shown(run, wanted=TITLE):
    return json.loads(run("show", wanted, "--json").out)


def number_of(run, text):
    return next(line["number"] for line in shown(run)["lines"] if line["text"] == text)


def test_a_file_is_brought_in_with_what_it_asks_for(posting):
    found = shown(posting)

    asked = [line["text"] for line in found["lines"] if line["asked"]]
    assert MUST in asked
    assert OFFER in [line["text"] for line in found["lines"]]
    assert OFFER not in asked
    assert (found["title"], found["came"], found["active"]) == (TITLE, "file", True)
    assert OFFER in found["text"]


def test_what_can_be_measured_in_a_line_stands_beside_it(posting):
    lines = {line["text"]: line for line in shown(posting)["lines"]}

    assert lines["5 years of experience in product management"]["years"] == 5
    assert lines["Fluent in Portuguese"]["languages"] == [
        {"language": "Portuguese", "level": None}
    ]
    said = posting("show", TITLE).out
    assert "5 years of experience in product management  5 years" in said
    assert "Fluent in Portuguese  nice to have, Portuguese" in said


def test_text_is_piped_in(momentum):
    ended = momentum("posting", "add", "-", "--title", TITLE, "--json", stdin=HTML)

    assert ended.code == 0
    assert json.loads(ended.out)["came"] == "text"
    assert MUST in momentum("posting", "show", "head").out


def test_in_a_script_nothing_is_asked_and_the_outcome_is_told(momentum, job):
    ended = momentum("posting", "add", job, "--title", TITLE)

    assert f"Added: {TITLE}, with " in ended.out
    assert "Change" not in ended.out


def test_lines_are_picked_by_number_and_by_words(posting):
    number = number_of(posting, OFFER)
    ended = posting(
        "pick",
        TITLE,
        "--add",
        number,
        "--add",
        "Sailing",
        "--drop",
        MUST,
        "--attribute",
        number,
    )

    assert ended.code == 0, ended.err
    assert "Sailing  your own" in ended.out
    requirements = shown(posting)["requirements"]
    assert {"text": OFFER, "kind": "attribute"} in requirements
    assert requirements[-1] == "Sailing"
    assert MUST not in requirements


def test_numbers_may_be_ranges_and_lists(posting):
    lines = shown(posting)["lines"]
    posting("pick", TITLE, "--add", f"1-{len(lines) - 1}, {len(lines)}")

    assert all(line["asked"] for line in shown(posting)["lines"])


def test_a_posting_is_removed_listed_among_all_and_taken_up_again(posting):
    before = shown(posting)
    assert "counts no more" in posting("remove", "head").out

    assert "no postings" in posting("list").out
    assert json.loads(posting("list", "--json").out) == []
    assert "(removed)" in posting("list", "--all").out
    (former,) = json.loads(posting("list", "--all", "--json").out)
    assert (former["title"], former["active"]) == (TITLE, False)
    assert "(removed)" in posting("show", TITLE).out
    assert "Taken up" in posting("take-up", TITLE).out
    assert shown(posting) == before
    assert "requirement" in posting("list").out


def test_the_text_as_it_was_brought_can_be_read(posting):
    read = posting("show", TITLE, "--text").out.splitlines()

    assert f"- {MUST}" in read
    assert "## What we offer" in read


def test_a_posting_of_a_plan_file_has_no_text_and_says_so(momentum, tmp_path):
    file = tmp_path / "plan.yaml"
    file.write_text(f"momentum: 1\npostings:\n  - {{title: Sailor, requirements: [{MUST}]}}\n")
    momentum("plan", "import", file)

    assert MUST in momentum("posting", "show", "Sailor").out
    assert "plan file" in momentum("posting", "show", "Sailor", "--text").out


def test_on_a_terminal_the_lines_are_shown_and_changed_before_they_are_kept(momentum, job):
    job.write_text(MARKDOWN.removeprefix("# Head of Product"))
    typed = f"{TITLE}\n9999\n5000-1\nn 9999\n+ Sailing\n+Rowing\n\n"
    ended = momentum("posting", "add", job, stdin=typed, terminal=True)

    assert ended.code == 0, ended.err
    assert ended.out.count(OFFER) == 6
    assert "no line 9999" in ended.out
    assert "is no number" in ended.out
    asked = json.loads(momentum("posting", "show", TITLE, "--json").out)["requirements"]
    assert asked[-2:] == ["Sailing", "Rowing"]


def test_on_a_terminal_one_key_turns_a_line_around(momentum, job):
    momentum("posting", "add", job, "--title", TITLE)
    lines = json.loads(momentum("posting", "show", TITLE, "--json").out)["lines"]
    number = {line["text"]: line["number"] for line in lines}
    momentum("posting", "remove", TITLE)
    job.write_text(f"{MARKDOWN}\n- Another line at the end\n")

    typed = (
        f"{number[MUST]}\n{number[OFFER]}\nn {number['Curiosity']}\na {number['Curiosity']}\n\n"
    )
    ended = momentum("posting", "add", job, "--title", TITLE, stdin=typed, terminal=True)

    assert ended.code == 0, ended.err
    after = {
        line["text"]: line
        for line in json.loads(momentum("posting", "show", TITLE, "--json").out)["lines"]
    }
    before = {line["text"]: line for line in lines}
    assert (after[MUST]["asked"], after[OFFER]["asked"]) == (False, True)
    for key in ("nice_to_have", "kind"):
        assert after["Curiosity"][key] != before["Curiosity"][key]


def test_on_a_terminal_the_lines_of_a_posting_can_be_changed_later(posting):
    number = number_of(posting, OFFER)
    typed = f"{number}\n+ Sailing\nn {number}\n\n"
    ended = posting("pick", TITLE, stdin=typed, terminal=True)

    assert ended.code == 0, ended.err
    assert shown(posting)["requirements"][-2:] == [
        {"text": OFFER, "nice_to_have": True},
        "Sailing",
    ]
    before = shown(posting)
    assert posting("pick", TITLE, stdin=f"{number}\nq\n", terminal=True).code == 0
    assert shown(posting) == before


def test_on_a_terminal_one_can_leave_and_nothing_is_kept(momentum, job):
    ended = momentum("posting", "add", job, "--title", TITLE, stdin="q\n", terminal=True)

    assert ended.code == 0
    assert "Nothing was changed" in ended.out
    assert json.loads(momentum("posting", "list", "--all", "--json").out) == []


def test_where_nothing_is_found_it_is_added_and_said(momentum, tmp_path):
    path = tmp_path / "poem.txt"
    path.write_text("The sea was calm that morning.\n")
    ended = momentum("posting", "add", path, "--title", "Poem")

    assert ended.code == 0
    assert "No line of it is picked" in ended.out
    assert "The sea was calm" in momentum("posting", "show", "Poem").out


def test_a_fourth_posting_and_the_same_one_twice_are_refused_in_words(posting, job):
    twice = posting("add", job, "--title", "Another")
    for number in range(2):
        job.write_text(f"## Requirements\n\n- Skill number {number}\n")
        assert posting("add", job, "--title", f"Job {number}").code == 0
    job.write_text("## Requirements\n\n- One more\n")
    fourth = posting("add", job, "--title", "Job 4")

    assert (twice.code, fourth.code) == (1, 1)
    assert "in the plan already" in twice.err
    assert "posting remove" in fourth.err


def test_a_title_that_nothing_tells_is_asked_for(momentum, tmp_path):
    path = tmp_path / "job.txt"
    path.write_text("Requirements:\n- Curiosity\n")
    ended = momentum("posting", "add", path)

    assert ended.code == 1
    assert "--title" in ended.err


@pytest.mark.parametrize(
    "link",
    ["http://127.0.0.1:8765/", "file:///etc/passwd", "gopher://a", "http://[", "http://a b"],
)
def test_a_link_that_leads_to_no_public_page_is_refused(momentum, link):
    ended = momentum("posting", "add", link, "--title", TITLE)

    assert ended.code == 1
    assert "Error:" in ended.err
    assert len(ended.err.splitlines()) >= 2


def test_only_plain_files_of_a_bounded_size_are_read(momentum, job, tmp_path):
    link, pipe, large = (tmp_path / name for name in ("link", "pipe", "large"))
    link.symlink_to(job)
    os.mkfifo(pipe)
    large.write_bytes(b"x" * (2 * 1024 * 1024 + 1))

    for path, words in (
        (link, "symbolic link"),
        (pipe, "not a plain file"),
        (tmp_path, "not a plain file"),
        (large, "2 MiB"),
        (tmp_path / "nowhere", "begins with https://"),
        ("www.example.com/job", "begins with https://"),
        ("", "no name of a file"),
        ("a\0b", "no name of a file"),
        ("a" * 5000, "too long"),
    ):
        ended = momentum("posting", "add", path, "--title", TITLE)
        assert ended.code == 1, path
        assert words in ended.err


def test_nothing_in_a_posting_steers_the_terminal(momentum, tmp_path):
    path = tmp_path / "job.md"
    path.write_text(f"{MARKDOWN}\n## Requirements\n\n- \u202eCuriosity\x1b[31m about\x07 us\n")
    added = momentum("posting", "add", path, "--title", "\u202eHead")
    ended = [
        added,
        momentum("posting", "list"),
        momentum("posting", "show", "\u202eHead"),
        momentum("posting", "show", "\u202eHead", "--text"),
        momentum("posting", "show", "x\x1b[31m"),
    ]

    assert [one.code for one in ended] == [0, 0, 0, 0, 1]
    for one in ended:
        assert not {"\x1b", "\x07", "\u202e"} & set(one.out + one.err)


@pytest.mark.parametrize(
    "args",
    [
        ["pick", TITLE],
        ["add"],
        ["show"],
        ["remove"],
        ["add", "x", "--unknown"],
    ],
)
def test_wrong_usage_ends_with_2(posting, args):
    assert posting(*args).code == 2


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["pick", TITLE, "--drop", "7777"], "no line 7777"),
        (["pick", TITLE, "--drop", "7" * 5000], "no number"),
        (["pick", TITLE, "--drop", "9-1"], "no number"),
        (["pick", TITLE, "--drop", "1-999999"], "no number"),
        (["pick", TITLE, "--nice", "No such line"], "no line"),
        (["pick", TITLE, "--add", "a\x1b[31m"], "control character"),
        (["show", "Head of Produkt, Acm"], TITLE),
        (["take-up", TITLE], "in the plan already"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(posting, args, words):
    ended = posting(*args)

    assert ended.code == 1
    assert words in ended.err
