"""Fifty hostile texts, wherever a person or Asana may bring one in: shown, and never run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from browser.hostile import HOSTILE, as_shown
from browser.walk import examples
from playwright.sync_api import expect
from support.living import living, with_plan

from service.store import accounts, plans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page
    from support.living import Living

    from service.domain.plan import Goal

GROUPS = ("in_role", "outside", "mastered")
EVERYTHING = "\n".join(HOSTILE)


def in_everything() -> str:
    """A plan with the texts as purpose, titles, lines, names, ways, notes, evidence, steps."""
    parts = [HOSTILE[start::3] for start in range(3)]
    return json.dumps(
        {
            "momentum": 1,
            "purpose": " ".join(HOSTILE),
            "settings": {"capacity": {"in_role": 20, "outside": 20}},
            "postings": [
                {"title": " ".join(part)[:1000], "requirements": list(part)} for part in parts
            ],
            "goals": [
                {
                    "skill": text,
                    "group": GROUPS[number % 3],
                    **dict.fromkeys(("how", "notes", "evidence"), text),
                    **{key: [text] for key in ("answers", "steps")},
                }
                for number, text in enumerate(HOSTILE)
            ],
        }
    )


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Living]:
    """They are everywhere in the plan, on the board, and in a review."""
    prepare = with_plan(in_everything())
    with living(tmp_path_factory.mktemp("planned"), prepare) as planned:
        yield planned


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Living]:
    """They are everywhere in Asana: people, workspaces, sections, tasks, steps and notes."""
    prepare = with_plan("momentum: 1\ngoals: []\n")
    with living(tmp_path_factory.mktemp("named"), prepare) as named:
        _name_everything(named)
        named.sync()
        yield named


def _name_everything(named: Living) -> None:
    world, ada = named.world, named.person()
    (user,), (home,) = world.users.values(), world.workspaces.values()
    user.name, home.name = HOSTILE[5], HOSTILE[28]
    (board,) = world.projects.values()
    ada.rename_project(board.gid, HOSTILE[1])
    later = named.section("Later")
    for section, text in zip(list(board.sections), HOSTILE, strict=False):
        ada.rename_section(section, text)
    for text in HOSTILE:
        ada.add_subtask(ada.add_task(later, text, notes=text), text)
    for text in HOSTILE:
        world.add_workspace(text, members=[user])


def test_what_a_plan_holds_is_shown_on_every_page(page: Page, planned: Living) -> None:
    page.goto(planned.link())
    pages = examples(page, planned)
    for path in pages.values():
        page.goto(planned.url + path)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)

    page.goto(f"{planned.url}{pages['/']}")
    assert as_shown(" ".join(HOSTILE)) == _text(page.locator("h1"))
    page.goto(f"{planned.url}{pages['/quarters']}")
    assert _missing(page) == []
    page.goto(f"{planned.url}{pages['/reviews/{week}']}")
    assert _missing(page) == []


def test_each_goal_shows_its_words_as_they_are_and_lets_them_be_edited(
    page: Page, planned: Living
) -> None:
    page.goto(planned.link())
    for goal in _goals(planned):
        page.goto(f"{planned.url}/goals/{goal.id}")
        shown = [as_shown(one) for one in page.locator("main bdi").all_text_contents()]
        assert (
            shown.count(as_shown(goal.skill)) == 6
        )  # name, how, evidence, notes, answer, step
        assert page.title().startswith(as_shown(goal.skill))
        page.goto(f"{planned.url}/goals/{goal.id}/edit")
        assert page.get_by_label("Skill").input_value() == goal.skill
        assert page.get_by_label("Notes").input_value() == goal.notes


def test_what_was_typed_and_refused_stands_in_the_form_as_it_was(
    page: Page, planned: Living
) -> None:
    page.goto(planned.link())
    page.goto(f"{planned.url}/goals/new")
    for text in HOSTILE[:8]:
        page.get_by_label("Skill").fill(text)
        page.get_by_label("Notes").fill(EVERYTHING)
        page.get_by_role("button", name="Add the goal").click()
        expect(page.locator(".wrong")).to_contain_text(as_shown(text))
        assert page.get_by_label("Skill").input_value() == text
        assert page.get_by_label("Notes").input_value() == EVERYTHING


def test_what_comes_from_asana_is_shown_on_every_page(page: Page, named: Living) -> None:
    page.goto(named.link())
    for path in examples(page, named).values():
        page.goto(named.url + path)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)

    page.goto(f"{named.url}/sync?entries=1000")
    assert _missing(page) == []
    page.goto(f"{named.url}/connect")
    page.get_by_label("Personal access token").fill(next(iter(named.world.tokens)))
    page.get_by_role("button", name="Check the token").click()
    assert HOSTILE[5] in _text(page.locator(".intro"))
    offered = page.get_by_label("Look at").locator("option").all_text_contents()
    assert {as_shown(text) for text in HOSTILE} <= {as_shown(one) for one in offered}


def test_the_board_shows_them_and_lets_them_be_edited(page: Page, named: Living) -> None:
    page.goto(named.asana)
    assert _missing(page) == []
    tasks = {one.name: one.gid for one in named.world.tasks.values() if not one.parent}
    for text in HOSTILE:
        page.goto(f"{named.asana}/tasks/{tasks[text]}")
        assert _text(page.locator("h1")) == as_shown(text)
        assert page.get_by_role("textbox", name="Name", exact=True).input_value() == text
        assert as_shown(text) in as_shown(page.locator("textarea").input_value())


def _goals(here: Living) -> tuple[Goal, ...]:
    with here.app.database.begin() as tx:
        return plans.load(tx, accounts.the_only(tx).id).goals


def _text(what: Locator) -> str:
    return as_shown(what.text_content() or "")


def _missing(page: Page) -> list[str]:
    """Those of the texts that are not read anywhere on the page."""
    shown = _text(page.locator("main"))
    return [text for text in HOSTILE if as_shown(text) not in shown]
