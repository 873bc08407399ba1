from __future__ import annotations

import json
import re

import pytest

PLAN = """\
momentum: 1
purpose: Lead a product
settings: {timezone: Europe/Lisbon}
postings: [{title: Head, requirements: [Data, Prices]}]
goals:
  - {skill: Data storytelling, group: in_role, steps: [Look], answers: [Data]}
  - {skill: Pricing, group: in_role}
  - {skill: Hiring, group: in_role}
  - {skill: Cost models, group: in_role}
  - {skill: Public speaking, group: outside}
"""
HOW = ("--from", "2026-12-21", "--weeks", "3")


@pytest.fixture
def plan_file(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN)
    return path


def test_a_year_is_told_quarter_by_quarter_and_week_by_week(momentum, plan_file):
    ended = momentum("rehearse", plan_file, *HOW)

    assert (ended.code, ended.err) == (0, "")
    lines = [" ".join(line.split()) for line in ended.out.splitlines()]
    assert lines[0] == "Lead a product"
    for told in (
        "2026-Q4 21 Dec to 31 Dec 2026 0 → 4 mastered · 0% → 50%",
        "2027-Q1 1 Jan to 10 Jan 2027 4 → 4 mastered · 50% → 50%",
        "What 3 reviews came to",
        "mastered 0 → 4 of 5",
    ):
        assert told in lines
    assert any("Cost models back 1 Jan Mon 4 Jan 4/5" in line for line in lines)


@pytest.mark.parametrize("columns", [80, 120])
def test_it_fits_the_window(momentum, plan_file, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))

    ended = momentum("rehearse", plan_file, *HOW, "--pace", "none")

    assert max(map(len, ended.out.splitlines())) <= columns
    assert "\x1b" not in ended.out
    assert "no room, waits for 2027-Q2" in ended.out


def test_json_holds_all_of_it_and_is_the_same_each_time(momentum, plan_file):
    first, second = (momentum("rehearse", plan_file, *HOW, "--json").out for _ in range(2))

    told = json.loads(first)
    assert first == second
    assert [lived["quarter"] for lived in told["quarters"]] == ["2026-Q4", "2027-Q1"]
    assert [review["day"] for review in told["quarters"][0]["reviews"]] == [
        "2026-12-21",
        "2026-12-28",
    ]
    assert told["summary"]["after"] == {"mastered": 4, "total": 5, "answered": 2, "asked": 4}


def test_nothing_of_ones_own_is_read_or_written(momentum, home, plan_file, monkeypatch):
    monkeypatch.setenv("MOMENTUM_DATABASE_URL", "nonsense")
    monkeypatch.setenv("MOMENTUM_SECRET_KEY", "nonsense")
    before = sorted(plan_file.parent.rglob("*"))

    assert momentum("rehearse", plan_file, "--weeks", 1).code == 0

    assert sorted(plan_file.parent.rglob("*")) == before
    assert not home.exists()


def test_gestures_are_played_and_what_could_not_be_done_is_told(momentum, plan_file):
    script = plan_file.with_name("me.yaml")
    script.write_text(
        "gestures:\n  - {on: 2026-12-22, let_go: Hiring}\n  - {on: 2026-12-23, tick: Pricing}\n"
    )

    ended = momentum("rehearse", plan_file, *HOW, "--pace", script)

    assert ended.code == 0
    assert "let go 22 Dec" in ended.out
    assert "23 Dec  tick Pricing: there is no open step on it" in ended.out


@pytest.mark.parametrize("weeks", [0, -1, 10_000])
def test_a_length_out_of_range_says_what_to_take(momentum, plan_file, weeks):
    ended = momentum("rehearse", plan_file, f"--weeks={weeks}")

    assert ended.code == 1
    assert f"{weeks} weeks cannot be rehearsed." in ended.err
    assert "Take 1 to 520" in ended.err


def test_a_missing_file_is_wrong_usage(momentum, tmp_path):
    assert momentum("rehearse", tmp_path / "none.yaml").code == 2
    assert momentum("rehearse", tmp_path).code == 2


def test_every_problem_of_the_plan_is_listed(momentum, tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("goals:\n  - {skill: A, group: nowhere}\n  - {group: in_role}\n")

    ended = momentum("rehearse", path)

    assert ended.code == 1
    assert "bad.yaml:2:23: `nowhere` is no `group`." in ended.err
    assert "bad.yaml:3:5: This goal has no `skill`." in ended.err
    assert "2 problems in" in re.sub(r"\s+", " ", ended.err)
    assert ended.out == ""


def test_every_problem_of_the_gestures_is_listed(momentum, plan_file):
    script = plan_file.with_name("me.yaml")
    script.write_text("gestures:\n  - {on: 2027-01-01, complete: Pricin}\n  - {on: x}\n")

    ended = momentum("rehearse", plan_file, "--pace", script)

    assert ended.code == 1
    assert "me.yaml:2:32: There is no goal `Pricin`." in ended.err
    assert "Did you mean `Pricing`?" in ended.err
    assert "me.yaml:3:10: `x` is no day." in ended.err


def test_an_unknown_pace_says_which_there_are(momentum, plan_file):
    ended = momentum("rehearse", plan_file, "--pace", "fast")

    assert ended.code == 1
    assert "no file of gestures fast" in ended.err
    assert "steady, slow, none" in ended.err


def test_a_plan_without_goals_says_what_to_add(momentum, tmp_path):
    path = tmp_path / "empty.yaml"
    path.write_text("momentum: 1\n")

    ended = momentum("rehearse", path)

    assert ended.code == 1
    assert "The plan has no goals" in ended.err
