"""Every page: for all eyes, at every width, in both themes, and with keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser.looks import Look
from browser.walk import examples, routes
from playwright.sync_api import expect
from support.living import living, with_plan

from service.cli.demo import sample_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Page
    from support.living import Living

    Opened = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Living]:
    """Ada with the sample plan, synced, and its first review made."""
    with living(tmp_path_factory.mktemp("full"), with_plan(sample_plan())) as full:
        yield full


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Living]:
    with living(tmp_path_factory.mktemp("empty")) as empty:
        yield empty


def wrong_on(page: Page, living: Living, paths: list[str]) -> dict[str, list[str]]:
    """What is wrong, by the page on which it is."""
    found = {}
    for path in paths:
        page.goto(living.url + path)
        found[path] = Look(page).wrong()
    return {path: wrong for path, wrong in found.items() if wrong}


def test_links_lead_to_every_page_and_each_is_for_everybody(page: Page, full: Living):
    page.goto(full.link())
    found = examples(page, full)
    assert set(found) == set(routes(full))  # else say in walk.py how one gets there

    assert wrong_on(page, full, sorted(found.values())) == {}


def test_empty_pages_are_for_everybody(page: Page, empty: Living):
    page.goto(empty.link())

    assert wrong_on(page, empty, sorted(examples(page, empty).values())) == {}


def test_what_pages_answer_is_for_everybody(page: Page, full: Living):
    page.goto(full.link())
    found = {}
    for name, answer in ANSWERS.items():
        answer(page, full)
        found[name] = Look(page).wrong()

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def _preview(page: Page, full: Living) -> None:
    page.goto(f"{full.url}/sync")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Preview")


def _preview_a_review(page: Page, full: Living) -> None:
    page.goto(f"{full.url}/reviews")
    page.get_by_role("button", name="Preview it").click()
    expect(page).to_have_title("Preview of the review · Momentum")


def _refuse_a_goal(page: Page, full: Living) -> None:
    page.goto(f"{full.url}/goals/new")
    page.get_by_label("Skill").fill("Data storytelling")
    page.get_by_role("button", name="Add the goal").click()
    expect(page.get_by_label("Skill")).to_be_focused()
    expect(page.get_by_label("Skill")).to_have_attribute("aria-invalid", "true")


def _refuse_a_token(page: Page, full: Living) -> None:
    page.goto(f"{full.url}/connect")
    page.get_by_label("Personal access token").fill("two words")
    page.get_by_role("button", name="Check the token").click()
    expect(page.locator(".wrong")).to_contain_text("is no token")


def _choose_where(page: Page, full: Living) -> None:
    page.goto(f"{full.url}/connect")
    page.get_by_label("Personal access token").fill(next(iter(full.world.tokens)))
    page.get_by_role("button", name="Check the token").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where do the tasks go?")


def _find_nothing(page: Page, full: Living) -> None:
    page.goto(f"{full.url}/nowhere")


def _see_it_run(page: Page, full: Living) -> None:
    with full.world.acting():  # Asana takes its time
        page.goto(f"{full.url}/sync")
        page.get_by_role("button", name="Sync now").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Syncing")
        assert Look(page).wrong() == []
    expect(page.get_by_role("heading", level=1)).to_have_text("Synced")


ANSWERS = {
    "a preview of a sync": _preview,
    "a preview of a review": _preview_a_review,
    "a goal that is there already": _refuse_a_goal,
    "a token that is none": _refuse_a_token,
    "a choice of workspaces": _choose_where,
    "no such page": _find_nothing,
    "a sync that runs, and then its end": _see_it_run,
}
