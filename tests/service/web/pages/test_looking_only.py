"""What holds at every door that only shows, looked at with all one can be signed in with."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from fastapi.routing import iter_route_contexts
from sqlalchemy import select
from support.visitor import ON_SQLITE

from service.store import accounts, keys, plans
from service.store.tables import metadata
from service.web.app import create_app

if TYPE_CHECKING:
    import httpx
    from support.visitor import Browser

    from service.bootstrap import App

pytestmark = [ON_SQLITE, pytest.mark.usefixtures("planned")]

USED_UP = "/sign-in/{secret}"
"""The link that signs in, the one address that does something by being looked at."""


@pytest.fixture
def key(app: App) -> str:
    with app.database.begin() as tx:
        key = keys.create(tx, accounts.the_only(tx).id, "script", app.clock())
        keys.check(tx, key, app.clock())  # that it was used today is noted once
        return key


@pytest.fixture
def everything(app: App, browser: Browser, key: str) -> dict[str, httpx.Response]:
    """Every answer to GET, by the address as the routes have it."""
    with app.database.begin() as tx:
        plan = plans.load(tx, accounts.the_only(tx).id)
    known = {"goal": plan.goals[0].id, "posting": plan.postings[0].id, "name": "page.css"}
    known["ticket"] = "2147483647"  # one that waits would be followed for a minute
    browser.http.headers["Authorization"] = f"Bearer {key}"
    return {
        path: browser.http.get(re.sub(r"{(\w+)}", lambda at: known.get(at[1], "1"), path))
        for path in shown(app)
    }


def shown(app: App) -> list[str]:
    found = iter_route_contexts(create_app(app).routes)
    return [str(route.path) for route in found if "GET" in (route.methods or ())]


def rows(app: App) -> dict[str, list[tuple[object, ...]]]:
    with app.database.begin() as tx:
        return {
            table.name: [tuple(row) for row in tx.execute(select(table))]
            for table in metadata.sorted_tables
        }


def test_looking_changes_nothing(
    app: App, browser: Browser, key: str, request: pytest.FixtureRequest
) -> None:
    assert key
    assert browser
    before = rows(app)

    answers = request.getfixturevalue("everything")

    assert sum(answer.status_code == 200 for answer in answers.values()) > 25
    assert answers[USED_UP].status_code == 403
    assert rows(app) == before


def test_every_answer_says_what_it_is_and_how_its_text_is_written(
    everything: dict[str, httpx.Response], browser: Browser
) -> None:
    refused = [browser.http.put("/"), browser.http.get("/nowhere"), browser.http.post("/theme")]
    for answer in (*everything.values(), *refused):
        kind = answer.headers.get("content-type", "")
        if not answer.content:
            assert answer.status_code in {204, 303}
        elif kind.startswith("text/"):
            assert kind.endswith("; charset=utf-8"), answer.url
            answer.content.decode("utf-8")
        elif kind.endswith("json"):
            json.loads(answer.content.decode("utf-8"))
        else:
            begins = {"image/png": b"\x89PNG", "image/svg+xml": b"<?xml"}[kind]
            assert answer.content.startswith(begins)


def test_no_answer_repeats_what_one_is_signed_in_with(
    everything: dict[str, httpx.Response], browser: Browser, key: str
) -> None:
    secret = browser.http.cookies["momentum_8765"]

    for path, answer in everything.items():
        assert secret not in answer.text, path
        assert key not in answer.text, path


def test_what_is_not_a_page_is_no_page_to_a_browser_that_opens_it(
    everything: dict[str, httpx.Response],
) -> None:
    for path, answer in everything.items():
        if not answer.headers.get("content-type", "").startswith("text/html"):
            assert answer.headers["content-security-policy"].startswith("default-src 'none'")
            assert answer.headers["x-content-type-options"] == "nosniff", path
            assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("name", ["key", "api_key", "access_token", "token", "authorization"])
def test_a_key_in_the_address_opens_nothing(
    signed_out: httpx.Client, key: str, name: str
) -> None:
    answer = signed_out.get("/api/v1/plan", params={name: key})

    assert answer.status_code == 401
    assert key not in answer.text


def test_what_is_encoded_twice_is_decoded_once(browser: Browser, key: str) -> None:
    http = browser.http
    http.headers["Authorization"] = f"Bearer {key}"
    for name in ("&lt;b&gt;", "%41", "\\u0041", "&amp;amp;"):
        added = http.post("/api/v1/goals", json={"skill": name, "group": "in_role"})

        assert added.json()["skill"] == name
        assert http.get(added.headers["location"]).json()["skill"] == name
    assert "&amp;lt;b&amp;gt;" in browser.open("/quarters").text
    assert http.get("/api/v1/goals/%2541").json()["skill"] == "%41"
    assert http.get("/static/%252e%252e%252fguard.py").status_code == 404
