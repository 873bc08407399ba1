from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from service.cli.plan_table import plan_table
from service.domain.plan import Goal, Group, Plan, State, Step
from service.domain.schedule import place

TODAY = date(2026, 11, 23)


def shown(plan: Plan, width: int = 80) -> str:
    console = Console(width=width, record=True, file=None, color_system=None)
    with console.capture() as capture:
        console.print(plan_table(plan, TODAY))
    return capture.get()


def lines_of(text: str, skill: str) -> str:
    return next(line for line in text.splitlines() if skill in line)


@pytest.fixture
def plan() -> Plan:
    goals = [Goal(skill=f"Role {number}") for number in range(1, 5)]
    goals += [Goal(skill=f"Out {number}", group=Group.OUTSIDE) for number in range(1, 3)]
    goals[0] = replace(goals[0], steps=(Step("a", done=True), Step("b")))
    goals[3] = replace(goals[3], not_before=date(2027, 2, 3))
    goals.append(Goal(skill="Old hat").let_go("no longer asked"))
    goals.append(Goal(skill="Listening", group=Group.MASTERED))
    return place(Plan(goals=tuple(goals)), TODAY)


def test_this_quarter_shows_its_four_with_steps_and_deadline(plan):
    text = shown(plan)

    block = text.split("\n\n")[0].splitlines()
    assert block[0].startswith("This quarter, 2026-Q4")
    assert len(block) == 5
    assert "1/2" in lines_of(text, "Role 1")
    assert "due Thu 31 Dec" in lines_of(text, "Role 1")


def test_deferred_goals_stand_under_the_day_on_which_they_come_back(plan):
    text = shown(plan)

    assert "2027-Q1, back on Fri 1 Jan 2027" in text
    assert "back Wed 3 Feb 2027" in lines_of(text, "Role 4")
    assert "back" not in lines_of(text, "Out 2")


def test_what_is_over_is_listed_last_with_the_reason(plan):
    text = shown(plan)

    assert text.index("Mastered") < text.index("Let go")
    assert "(no longer asked)" in lines_of(text, "Old hat")


def test_more_active_goals_than_fit_are_marked(plan):
    one_more = replace(plan.goals[3], state=State.ACTIVE, not_before=None)

    text = shown(plan.with_goal(one_more))

    assert "(more than fits)" in lines_of(text, "Role 4")


@pytest.mark.parametrize("width", [80, 110])
def test_no_line_is_wider_than_the_terminal(plan, width):
    long = replace(plan.goals[0], skill="Speaking " * 30)

    text = shown(plan.with_goal(long), width)

    assert max(map(len, text.splitlines())) <= width


def test_a_hostile_name_is_defused(plan):
    text = shown(plan.with_goal(replace(plan.goals[0], skill="\x1b[31mred")))

    assert "\x1b" not in text
    assert "�[31mred" in text
