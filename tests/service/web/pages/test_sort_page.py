"""Sorting with forms alone: into the groups, answered, dropped, undone and put in order."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.planned import plan
from support.visitor import ON_SQLITE

from service.domain.plan import Group, State, Via
from service.store import accounts, plans
from service.usecases.import_plan import import_plan

if TYPE_CHECKING:
    import httpx
    from support.visitor import Browser

    from service.bootstrap import App
    from service.domain.plan import Goal, Plan

pytestmark = [ON_SQLITE, pytest.mark.usefixtures("asked")]

ASKED = """
momentum: 1
settings: {timezone: Europe/Lisbon}
postings:
  - title: Head of Product, Acme
    requirements:
      - Proven stakeholder management across several teams
      - Budget responsibility
      - {text: Curiosity, kind: attribute}
  - title: Product Director, Beta
    requirements:
      - Proven stakeholder management across many teams
      - {text: Public speaking, nice_to_have: true}
goals:
  - {skill: Public speaking, group: outside}
  - {skill: Data storytelling, group: in_role}
"""
MUST = "Proven stakeholder management across several teams"
LIKE = "Proven stakeholder management across many teams"
BUDGET = "Budget responsibility"


@pytest.fixture
def asked(app: App) -> None:
    with app.database.begin() as tx:
        account = accounts.the_only(tx)
    import_plan(app.database, account.id, ASKED, now=app.clock())


def goal(app: App, skill: str) -> Goal:
    return next(one for one in plan(app).goals if one.skill == skill)


def sort(browser: Browser, line: str, **typed: object) -> httpx.Response:
    return browser.send("/sort", on="/sort", line=line, **typed)


def test_the_page_shows_what_waits_the_groups_and_how_far_one_is(browser: Browser) -> None:
    page = browser.open("/sort").text

    assert "<strong>0</strong> of 5 sorted" in page
    for heading in ("Waiting", "Mastered", "In my role", "Outside work", "In ink"):
        assert heading in page
    assert f'<input type="checkbox" name="like" value="{LIKE}"' in page
    assert "Undo the last" not in page


def test_a_line_becomes_a_goal_with_what_was_said_and_the_next_one_is_shown(
    app: App, browser: Browser
) -> None:
    page = sort(
        browser,
        BUDGET,
        group="in_role",
        name="Budgets",
        how="Take over the team's own",
        via_in_role="responsibility",
        via_outside="course",
    )

    made = goal(app, "Budgets")
    assert (made.group, made.how, made.via) == (
        Group.IN_ROLE,
        "Take over the team's own",
        Via.RESPONSIBILITY,
    )
    assert made.answers == (BUDGET,)
    assert "“Budgets”: in ink this quarter." in page.text
    assert "<strong>1</strong> of 5 sorted" in page.text


def test_a_mastered_one_keeps_its_evidence_and_takes_the_like_lines_that_were_ticked(
    app: App, browser: Browser
) -> None:
    sort(browser, MUST, group="mastered", name="Stakeholders", evidence="Led it", like=[LIKE])

    made = goal(app, "Stakeholders")
    assert made.state is State.MASTERED
    assert made.evidence == "Led it"
    assert made.answers == (MUST, LIKE)


def test_a_like_line_that_was_not_ticked_goes_on_waiting(browser: Browser) -> None:
    page = sort(browser, MUST, group="mastered", name="Stakeholders")

    assert f'data-line="{LIKE}"' in page.text


def test_a_goal_that_is_there_answers_it(app: App, browser: Browser) -> None:
    proposed = goal(app, "Public speaking").id
    page = sort(browser, "Public speaking", group="in_role", by=proposed)
    chosen = goal(app, "Data storytelling").id
    sort(browser, BUDGET, do="answered", goal=chosen)

    assert "“Public speaking” answers it now" in page.text
    assert goal(app, "Public speaking").answers == ("Public speaking",)
    assert goal(app, "Data storytelling").answers == (BUDGET,)


def test_a_dropped_line_leaves_the_postings_and_comes_back_by_undo(
    app: App, browser: Browser
) -> None:
    before = plan(app).postings
    page = sort(browser, BUDGET, do="drop")
    assert "is dropped from the postings" in page.text
    assert plan(app).postings != before

    undone = browser.send("/sort/undo", on="/sort")

    assert f"“{BUDGET}” waits again." in undone.text
    assert plan(app).postings == before
    assert "Undo the last" not in undone.text


def test_the_last_answer_is_undone_and_only_that(app: App, browser: Browser) -> None:
    sort(browser, MUST, group="in_role", name="Stakeholders")
    sort(browser, BUDGET, group="outside", name="Budgets")

    browser.send("/sort/undo", on="/sort")
    again = browser.send("/sort/undo", on="/sort")

    assert again.status_code == 422
    assert "There is nothing to undo." in again.text
    names = [one.skill for one in plan(app).goals]
    assert "Stakeholders" in names
    assert "Budgets" not in names


def test_an_answer_by_a_goal_is_undone_and_the_goal_stays(app: App, browser: Browser) -> None:
    sort(browser, BUDGET, do="answered", goal=goal(app, "Data storytelling").id)

    browser.send("/sort/undo", on="/sort")

    assert goal(app, "Data storytelling").answers == ()


def test_a_goal_that_is_gone_cannot_be_undone(app: App, browser: Browser) -> None:
    sort(browser, BUDGET, group="outside", name="Budgets")
    left = plan_without(plan(app), "Budgets")
    with app.database.begin() as tx:
        plans.save(tx, accounts.the_only(tx).id, left)

    answer = browser.send("/sort/undo", on="/sort")

    assert answer.status_code == 422
    assert "is not there any more" in answer.text


def plan_without(found: Plan, skill: str) -> Plan:
    return replace(found, goals=tuple(one for one in found.goals if one.skill != skill))


WRONG = [
    ({}, "Say where it belongs."),
    ({"group": "nowhere"}, "Say where it belongs."),
    ({"group": "in_role", "name": "Data storytelling"}, "Choose another name"),
    ({"group": "in_role", "name": "n" * 5000}, "too long"),
    ({"group": "mastered", "evidence": "a \x07 bell"}, "control character"),
    ({"do": "answered"}, "Choose the goal that answers it."),
    ({"do": "answered", "goal": "nobody"}, "no goal"),
]


def test_what_will_not_do_is_said_and_what_was_typed_stays(app: App, browser: Browser) -> None:
    before = plan(app)

    for typed, says in WRONG:
        answer = sort(browser, BUDGET, **typed)

        assert answer.status_code == 422, typed
        assert says in answer.text, typed
        assert f'data-line="{BUDGET}"' in answer.text
        assert "momentum " not in answer.text
    assert plan(app) == before


def test_a_line_that_is_sorted_or_not_asked_for_is_told(browser: Browser) -> None:
    sort(browser, BUDGET, group="in_role", name="Budgets")

    for line in (BUDGET, "Never heard of", ""):
        answer = sort(browser, line, group="in_role")
        assert answer.status_code == 422, line


def test_order_is_priority_by_buttons(app: App, browser: Browser) -> None:
    sort(browser, BUDGET, group="in_role", name="Budgets")
    first = goal(app, "Data storytelling").id

    browser.send("/sort/arrange", on="/sort", goal=goal(app, "Budgets").id, before=first)

    in_role = [one.skill for one in plan(app).goals if one.group is Group.IN_ROLE]
    assert in_role == ["Budgets", "Data storytelling"]
    page = browser.send("/sort/arrange", on="/sort", goal=first, group="mastered")
    assert "“Data storytelling”: mastered." in page.text
    nowhere = browser.send("/sort/arrange", on="/sort", goal=first)
    assert nowhere.status_code == 422


def test_what_was_dragged_is_asked_about_and_said_in_its_place(
    app: App, browser: Browser
) -> None:
    page = sort(browser, BUDGET, group="in_role", dragged="yes")
    made = next(one for one in plan(app).goals if one.answers == (BUDGET,))

    assert re.search(r'<details class="say" open>\s*<summary>Say how', page.text)
    browser.send("/sort/say", on="/sort", goal=made.id, how="Ask for one", via="practice")

    assert (goal(app, made.skill).how, goal(app, made.skill).via) == (
        "Ask for one",
        Via.PRACTICE,
    )
    refused = browser.send("/sort/say", on="/sort", goal=made.id, how="a \x07 bell")
    assert refused.status_code == 422


def test_the_schedule_follows_each_answer(browser: Browser) -> None:
    for number, line in enumerate((MUST, BUDGET, "Curiosity", LIKE)):
        page = sort(browser, line, group="in_role", name=f"Goal {number}")

    schedule = page.text[page.text.index('id="schedule"') : page.text.index('id="board"')]
    assert schedule.index("Goal 1") < schedule.index("Comes back") < schedule.index("Goal 3")


def test_when_all_is_sorted_it_says_what_comes_next(browser: Browser) -> None:
    for number, line in enumerate((MUST, LIKE, BUDGET, "Curiosity", "Public speaking")):
        page = sort(browser, line, group="mastered", name=f"Goal {number}")

    assert "Everything is sorted" in page.text
    assert 'href="/sync"' in page.text
