"""What holds for every page: its headers, its language, and what it says when it fails."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.visitor import ON_SQLITE

from service.domain.plan import Plan
from service.store import accounts, plans
from service.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx
    from starlette.types import ASGIApp
    from support.visitor import Browser

    from service.bootstrap import App

pytestmark = ON_SQLITE

PAGES = [
    "/",
    "/postings",
    "/postings/new",
    "/sort",
    "/reconnect",
    "/quarters",
    "/goals/new",
    "/sync",
    "/reviews",
    "/connect",
    "/settings",
    "/disconnect",
]


def test_a_page_lets_in_nothing_from_elsewhere_and_nothing_inline(browser: Browser) -> None:
    for path in (*PAGES, "/nowhere"):
        page = browser.open(path)
        policy = page.headers["content-security-policy"]

        assert "unsafe" not in policy
        for part in ("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'"):
            assert part in policy
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["referrer-policy"] == "same-origin"
        assert page.headers["x-content-type-options"] == "nosniff"
        for inline in ("<style", " style=", " onclick=", "<script>", "//cdn"):
            assert inline not in page.text, path


@pytest.mark.usefixtures("planned")
def test_a_page_has_a_language_a_title_one_heading_and_a_way_past_the_menu(
    browser: Browser,
) -> None:
    for path in PAGES:
        page = browser.open(path)

        assert page.status_code == 200, path
        assert '<html lang="en"' in page.text
        assert " · Momentum</title>" in page.text
        assert page.text.count("<h1") == 1, path
        assert 'href="#main"' in page.text


def test_the_menu_leads_to_what_is_there_and_says_where_one_is(browser: Browser) -> None:
    page = browser.open("/goals/new").text

    assert '<a href="/quarters" aria-current="page">' in page
    assert page.count("aria-current") == 1


def test_an_empty_home_says_what_to_do(browser: Browser) -> None:
    page = browser.open("/").text

    for way_on in ('href="/goals/new"', 'href="/connect"', "two or three years"):
        assert way_on in page


def test_a_browser_is_told_on_a_page_and_a_program_as_a_problem(
    signed_out: httpx.Client,
) -> None:
    page = signed_out.get("/nowhere")
    problem = signed_out.get("/nowhere", headers={"Accept": "application/json"})
    api = signed_out.get("/api/v1/nowhere")

    assert [answer.status_code for answer in (page, problem, api)] == [404, 404, 404]
    assert "There is no such page" in page.text
    for answer in (problem, api):
        assert answer.headers["content-type"] == "application/problem+json"


def test_an_error_of_ours_is_a_page_that_tells_where_to_look_and_nothing_else(
    app: App, browser: Browser, visit: Callable[[ASGIApp], httpx.Client]
) -> None:
    def broken() -> None:
        raise RuntimeError("canary")

    http = visit(create_app(replace(app, clock=broken)))
    http.headers.update(browser.http.headers)

    answer = http.get("/", headers={"Cookie": "momentum_8765=x"})

    assert answer.status_code == 500
    assert "Something went wrong" in answer.text
    assert "urn:uuid:" in answer.text
    assert "canary" not in answer.text


def test_what_no_database_can_hold_as_text_is_shown_all_the_same(
    app: App, browser: Browser
) -> None:
    with app.database.begin() as tx:
        plans.save(tx, accounts.the_only(tx).id, Plan(purpose="half \ud83d of it"))

    assert "half ? of it" in browser.open("/").text


def test_style_and_script_are_kept_by_their_content(browser: Browser) -> None:
    page = browser.open("/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]

    style = browser.http.get(address)

    assert style.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in style.headers["cache-control"]
    for missing in ("../guard.py", "nothing.css", "%2e%2e%2fguard.py"):
        assert browser.http.get(f"/static/{missing}").status_code == 404
