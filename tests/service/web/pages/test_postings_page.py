"""Postings on the page: brought in three ways, picked from, removed, and taken up again."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.planned import plan
from support.postings import HTML, LINK, MARKDOWN, MUST, OFFER, Shelf
from support.visitor import AS_A_BROWSER, ON_SQLITE, Browser

from service.domain import step_zero
from service.store import accounts, sessions
from service.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx
    from starlette.types import ASGIApp

    from service.bootstrap import App

pytestmark = ON_SQLITE

TITLE = "Head of Product, Acme"
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">{{ 7 * 7 }}'


@pytest.fixture
def browser(app: App, visit: Callable[[ASGIApp], httpx.Client]) -> Browser:
    """A signed-in browser, of a service that sees a web of our own."""
    http = visit(create_app(replace(app, pages=Shelf())))
    http.headers.update(AS_A_BROWSER)
    with app.database.begin() as tx:
        secret = sessions.begin(tx, accounts.the_only(tx).id, app.clock())
    http.cookies.set("momentum_8765", secret)
    return Browser(http)


@pytest.fixture
def path(browser: Browser) -> str:
    """Where the page of a posting is."""
    return brought(browser, text=MARKDOWN, title=TITLE).url.path


def brought(browser: Browser, **typed: str) -> httpx.Response:
    return browser.send("/postings", on="/postings/new", **typed)


def asked(app: App) -> dict[str, tuple[bool, str]]:
    (posting,) = plan(app).postings
    return {one.text: (one.nice_to_have, one.kind.value) for one in posting.requirements}


def test_the_very_start_asks_first_and_is_told_no_answer(browser: Browser) -> None:
    page = browser.open("/postings").text

    assert step_zero.QUESTION in page
    assert step_zero.IF_NOT in page
    assert "<textarea" not in page
    assert 'href="/postings/new"' in page
    assert page.count("<form") == 1  # that of signing out: no answer is ever sent


def test_a_posting_is_brought_as_its_text(app: App, browser: Browser) -> None:
    page = brought(browser, text=MARKDOWN, title=TITLE)

    assert page.status_code == 200
    assert "4 lines read as what it asks for" in page.text
    assert MUST in asked(app)
    assert "A copy of Mon 5 Oct is kept" in page.text
    assert "5 years" in page.text
    assert page.text.index(MUST) < page.text.index('id="rest"') < page.text.index(OFFER)


def test_a_posting_is_brought_by_its_link(app: App, browser: Browser) -> None:
    page = brought(browser, link=LINK)

    assert f'href="{LINK}"' in page.text
    assert plan(app).postings[0].url == LINK


def test_a_posting_is_brought_as_a_file(app: App, browser: Browser) -> None:
    form = browser.open("/postings/new").text
    token = re.search(r'name="csrf" value="([^"]+)"', form)
    assert token
    answer = browser.http.post(
        "/postings",
        data={"csrf": token[1], "title": TITLE},
        files={"file": ("posting.html", HTML.encode())},
    )

    assert answer.status_code == 303
    assert MUST in asked(app)


WRONG = [
    ({}, "link", "Paste a link here"),
    ({"link": "https://jobs.example.com/gone"}, "link", "404"),
    ({"link": LINK, "text": MARKDOWN}, "text", "Bring it one way"),
    ({"text": "- Curiosity\n- Patience"}, "title", "Give it a title of its own"),
    ({"text": MARKDOWN, "title": "x" * 1001}, "title", "too long"),
]


def test_what_went_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    app: App, browser: Browser
) -> None:
    for typed, field, says in WRONG:
        answer = brought(browser, **typed)

        assert answer.status_code == 422, typed
        wrong = re.search(rf'id="f-{field}-wrong">.*?</p>', answer.text, re.DOTALL)
        assert wrong, typed
        assert says in wrong[0], typed
        assert "momentum " not in wrong[0]
        for value in typed.values():
            assert value[:40] in answer.text
    assert plan(app).postings == ()


@pytest.mark.usefixtures("path")
def test_the_same_posting_is_told_and_not_doubled(app: App, browser: Browser) -> None:
    answer = brought(browser, text=MARKDOWN)

    assert answer.status_code == 422
    assert "You find it on this page." in answer.text
    assert len(plan(app).postings) == 1


def test_three_are_as_many_as_fit(app: App, browser: Browser) -> None:
    for number in range(3):
        brought(browser, text=f"{MARKDOWN}\nNumber {number}", title=f"Job {number}")

    page = browser.open("/postings").text
    answer = brought(browser, text="Requirements\n- Patience", title="Job 4")

    assert "There is no room for more" in page
    assert 'id="bring"' not in page
    assert answer.status_code == 422
    assert "Remove one first" in answer.text
    assert len(plan(app).postings) == 3


def test_one_tap_adds_drops_and_changes_a_line(app: App, browser: Browser, path: str) -> None:
    for action, line in (
        ("add", OFFER),
        ("drop", MUST),
        ("nice_to_have", "Curiosity"),
        ("attribute", "Fluent in Portuguese"),
        ("must_have", "Fluent in Portuguese"),
        ("add", "Written by hand"),
    ):
        page = browser.send(f"{path}/pick", on=path, **{action: line})
        assert page.status_code == 200, (action, line)

    found = asked(app)
    assert OFFER in found
    assert MUST not in found
    assert found["Curiosity"] == (True, "attribute")
    assert found["Fluent in Portuguese"] == (False, "attribute")
    assert "your own" in browser.open(path).text


def test_a_line_of_ones_own_that_will_not_do_is_said_beside_its_field(
    browser: Browser, path: str
) -> None:
    for typed, says in (("", "empty"), ("y" * 1001, "too long"), ("a \x07 bell", "control")):
        page = browser.send(f"{path}/pick", on=path, add=typed)

        assert page.status_code == 422, typed
        assert 'id="f-add-wrong"' in page.text
        assert says in page.text


def test_where_nothing_was_found_it_says_so_and_offers_the_text(browser: Browser) -> None:
    page = brought(browser, text="We sell maps.\nCall us.", title="Somewhere").text

    assert "No line of it reads as a requirement" in page
    assert "<details open>" in page
    assert "Call us." in page


def test_removing_asks_first_and_it_can_be_taken_up_again(
    app: App, browser: Browser, path: str
) -> None:
    question = browser.open(f"{path}/remove").text
    removed = browser.send(f"{path}/remove", on=f"{path}/remove")

    assert "Remove this posting?" in question
    assert plan(app).postings == ()
    assert "Postings of before" in removed.text
    taken_up = browser.send(f"{path}/take-up", on="/postings")
    assert "is in the plan again" in taken_up.text
    assert MUST in asked(app)


def test_a_posting_that_is_not_there_is_not_said_to_be_one_too_many(browser: Browser) -> None:
    for number in range(3):
        brought(browser, text=f"We sell maps of {number} countries.", title=f"Maps {number}")

    page = browser.send("/postings/nothere/take-up", on="/postings").text

    assert "There is no posting" in page
    assert "Remove one first" not in page


def test_a_line_that_is_gone_is_not_called_a_page(browser: Browser, path: str) -> None:
    page = browser.send(f"{path}/pick", on=path, must_have="Nobody asks for this")

    assert page.status_code == 404
    assert "this line of it, is not there" in page.text
    assert "no such page" not in page.text


def test_a_removed_posting_changes_no_more(browser: Browser, path: str) -> None:
    browser.send(f"{path}/remove", on=path)

    page = browser.send(f"{path}/pick", on="/postings", drop=MUST)

    assert page.status_code == 422
    again = browser.send(f"{path}/remove", on="/postings")
    assert "not in the plan any more" in again.text


def test_what_is_not_there_is_a_page_that_says_so(browser: Browser, path: str) -> None:
    for answer in (
        browser.open("/postings/nothing"),
        browser.open("/postings/nothing/remove"),
        browser.send("/postings/nothing/remove", on="/postings"),
        browser.send(f"{path}/pick", on=path, drop="No such line"),
    ):
        assert answer.status_code == 404
        assert "The postings page has all of them." in answer.text


def test_the_purpose_is_asked_for_beside_the_postings(app: App, browser: Browser) -> None:
    kept = browser.send("/postings/purpose", on="/postings/new", purpose="Draw maps")

    assert plan(app).purpose == "Draw maps"
    assert "The purpose is kept." in kept.text
    refused = browser.send("/postings/purpose", on="/postings/new", purpose="nul \x00")
    assert refused.status_code == 422
    assert 'id="f-purpose-wrong"' in refused.text


def test_hostile_words_are_words(browser: Browser) -> None:
    text = f"# {HOSTILE}\n\n## Requirements\n\n- {HOSTILE} management experience\n"
    page = browser.send("/postings", on="/postings/new", text=text, title=HOSTILE)

    for shown in (page, browser.open("/postings"), browser.open("/sort")):
        assert shown.status_code == 200
        assert "<script>alert" not in shown.text
        assert "<img src=x" not in shown.text
        assert "{{ 7 * 7 }}" in shown.text
