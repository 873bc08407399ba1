"""From an empty home to a synced plan and a decided review, as a person goes the way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browser.hands import Keys, Mouse
from playwright.sync_api import expect
from support.living import living

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Locator, Page
    from support.living import Living

    Opened = Callable[..., AbstractContextManager[Page]]

TALK, DECK, BUDGET = "Public speaking", "Data storytelling", "Budget responsibility"
POSTING = f"Requirements\n- {BUDGET}\n- Patience\n- Curiosity\nWe look forward to you"
PURPOSE = "Lead a product from the first sketch to a million people"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Living]:
    """A service that nobody has used, and an Ada with a token at Asana."""
    with living(tmp_path) as empty:
        yield empty


@pytest.fixture
def token(empty: Living) -> str:
    ada = empty.world.add_user("Ada Example", "ada@example.com")
    empty.world.add_workspace("Elsewhere", members=[ada])
    empty.world.add_workspace("Home", members=[ada])
    return empty.world.add_token(ada)


class Traveller:
    """Somebody on the way, with a page of Momentum's or of Asana's before them."""

    def __init__(self, hand: Mouse, living: Living) -> None:
        self.hand, self.page, self.living = hand, hand.page, living

    def open(self, name: str) -> None:
        """Go to a page by the menu."""
        self.press(self.page.get_by_role("navigation").get_by_role("link", name=name))
        expect(self.page).to_have_title(re.compile(name))

    def button(self, name: str) -> None:
        self.press(self.page.get_by_role("button", name=name, exact=True))

    def link(self, name: str) -> None:
        self.press(self.page.get_by_role("link", name=name, exact=True))

    def press(self, what: Locator) -> None:
        self.hand.press(what)

    def write(self, label: str, text: str) -> None:
        self.hand.write(self._field(label), text)

    def choose(self, label: str, name: str) -> None:
        self.hand.choose(self._field(label), name)

    def reads(self, text: str) -> None:
        """See something in the text of the page."""
        expect(self.page.get_by_role("main")).to_contain_text(text)

    def heading(self, text: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)

    def _field(self, label: str) -> Locator:
        return self.page.get_by_label(re.compile(f"^{label}"))


@pytest.mark.parametrize("way", ["keys", "no scripts"])  # test_board and test_sorting: mouse
def test_from_an_empty_home_to_a_synced_plan_and_a_decided_review(
    opened: Opened, empty: Living, token: str, way: str
) -> None:
    with opened(java_script_enabled=way != "no scripts") as page:
        ada = Traveller(Keys(page) if way == "keys" else Mouse(page), empty)
        _sign_in(ada)
        _connect(ada, token)
        _bring_a_posting(ada)
        SORTING[way](ada)
        expect(page.locator("#progress-words")).to_have_text("1 of 2 sorted")
        _plan(ada)
        _sync(ada)
        _work_on_the_board(ada)
        _review(ada)
        _decide(ada)


def _sign_in(ada: Traveller) -> None:
    ada.page.goto(ada.living.link())
    ada.heading("Where do you want to be in two or three years?")
    assert "/sign-in" not in ada.page.url
    ada.button("Sign out")
    ada.heading("Sign in")
    ada.write("API key", "mk_not_this_one")
    ada.button("Sign in")
    ada.reads("This is not a key of this service.")
    ada.write("API key", ada.living.key)
    ada.button("Sign in")
    ada.reads("Your plan has no goals yet")


def _connect(ada: Traveller, token: str) -> None:
    ada.press(ada.page.get_by_role("link", name="Connect Asana").first)
    ada.write("Personal access token", token)
    ada.button("Check the token")
    ada.heading("Where do the tasks go?")
    ada.choose("Look at", "Home")
    ada.button("Show what it has")
    ada.choose("Section of your My Tasks for later", "Do later")
    ada.button("Connect")
    ada.reads("Connected to Home.")


def _bring_a_posting(ada: Traveller) -> None:
    ada.link("Write it down")
    ada.write("Your working life in two or three years", PURPOSE)
    ada.press(ada.page.locator("#purpose").get_by_role("button"))
    ada.open("Home")
    ada.heading(PURPOSE)
    ada.link("Bring a posting")
    ada.heading("Is the job mentally and emotionally safe?")
    ada.link("Yes, go on")
    ada.write("or its text", POSTING)
    ada.write("What it is called", "Captain, Beta")
    ada.button("Bring it in")
    ada.heading("Captain, Beta")
    expect(ada.page.locator("#asked li")).to_have_count(3)
    ada.press(ada.page.get_by_role("button", name="Drop Patience"))
    expect(ada.page.locator("#rest")).to_contain_text("Patience")
    ada.link("Sort what is asked for")
    expect(ada.page.locator("#line-text")).to_have_text(BUDGET)


def _use_keys(ada: Traveller) -> None:
    expect(ada.page.locator(".keys").first).to_be_visible()  # the script has begun
    ada.page.keyboard.press("r")
    expect(ada.page.get_by_role("radio", name="In my role")).to_be_checked()
    ada.page.keyboard.type("Take over the team's own")
    ada.page.keyboard.press("Enter")


def _fill_in(ada: Traveller) -> None:
    ada.page.get_by_role("radio", name="In my role").check(force=True)
    ada.write("How will you learn it", "Take over the team's own")
    ada.button("Keep it")


SORTING = {"keys": _use_keys, "no scripts": _fill_in}


def _plan(ada: Traveller) -> None:
    ada.open("Quarters")
    ada.link("Add a goal")
    _add(ada, DECK, "In my role", "Shadow the next deck\nPresent it")
    ada.link("Add a goal")
    _add(ada, TALK, "Outside work", "Moderate the meetup")


def _add(ada: Traveller, skill: str, group: str, steps: str) -> None:
    ada.write("Skill", skill)
    choice = ada.page.get_by_role("radio", name=group)
    if not choice.is_checked():
        _take(ada, choice)
    ada.write("Steps", steps)
    ada.button("Add the goal")
    ada.reads(f"“{skill}” is in the plan.")


def _take(ada: Traveller, choice: Locator) -> None:
    """Tab leads to the chosen one of a group only; from there arrows lead on."""
    if not isinstance(ada.hand, Keys):
        choice.check()
        return
    ada.hand.go_to(ada.page.get_by_role("radio", checked=True))
    ada.page.keyboard.press("ArrowDown")
    expect(choice).to_be_checked()


def _sync(ada: Traveller) -> None:
    _look_at_syncs(ada)
    ada.button("Preview")
    ada.heading("Preview")
    _look_at_syncs(ada)
    with ada.living.world.acting():  # Asana takes its time
        ada.button("Sync now")
        ada.heading("Syncing")
        expect(ada.page.get_by_role("progressbar")).to_be_visible()
    ada.heading("Synced")
    _look_at_syncs(ada)
    ada.reads(f"{DECK} was made in Asana.")


def _look_at_syncs(ada: Traveller) -> None:
    """Open the page, and watch what runs by itself since the plan was changed."""
    ada.open("Sync")
    while (running := ada.page.get_by_role("link", name="Watch the sync that runs")).count():
        ada.press(running)
        ada.heading("Synced")
        ada.open("Sync")


def _work_on_the_board(ada: Traveller) -> None:
    ada.page.goto(ada.living.asana)
    ada.heading("Career momentum")
    for section, skill in (
        ("in my role", DECK),
        ("in my role", BUDGET),
        ("outside work", TALK),
    ):
        column = ada.page.get_by_role("region", name=f"This quarter · {section}")
        expect(column.get_by_role("heading", name=skill)).to_be_visible()
    for step in ("Shadow the next deck", "Present it"):
        _tick(ada, step)


def _tick(ada: Traveller, name: str) -> None:
    box = ada.page.get_by_role("checkbox", name=f"Done: {name}")
    ada.press(box)
    expect(box).to_be_checked()


def _review(ada: Traveller) -> None:
    ada.page.goto(ada.living.url)
    ada.open("Reviews")
    ada.button("Make this week's now")
    ada.reads("was made")
    ada.heading("Synced")
    ada.open("Reviews")
    ada.press(ada.page.locator("#past").get_by_role("link"))
    decision = ada.page.locator("#decisions li", has_text=DECK)
    expect(decision).to_contain_text(f"Move “{DECK}” to mastered?")
    expect(decision.locator(".tag")).to_have_text("open")


def _decide(ada: Traveller) -> None:
    review = ada.page.url
    ada.page.goto(ada.living.asana)
    _tick(ada, f"Move “{DECK}” to mastered?")
    ada.page.goto(ada.living.url)
    ada.button("Sync now")
    ada.heading("Synced")
    ada.open("Home")
    expect(ada.page.locator("#coverage")).to_contain_text("1 mastered")
    expect(ada.page.locator("#now")).not_to_contain_text(DECK)
    ada.page.goto(review)
    expect(ada.page.locator("#decisions li", has_text=DECK).locator(".tag")).to_have_text(
        "done"
    )
    ada.open("Quarters")
    expect(ada.page.get_by_role("region", name="Mastered")).to_contain_text(DECK)
