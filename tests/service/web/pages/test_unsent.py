"""A session that ends while one types, or in another tab: what was typed is not lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from support.planned import goal, plan
from support.tabs import Tab, tab
from support.visitor import ON_SQLITE

from service.store import accounts, keys, sessions
from service.usecases import goals
from service.usecases.goals import Edit
from service.web.app import create_app

if TYPE_CHECKING:
    from support.visitor import Browser

    from service.bootstrap import App

pytestmark = [ON_SQLITE, pytest.mark.usefixtures("planned")]

STORY = "Data storytelling"


def edit_of(app: App, skill: str) -> str:
    return f"/goals/{goal(app, skill).id}/edit"


@pytest.fixture
def key(app: App) -> str:
    with app.database.begin() as tx:
        return keys.create(tx, accounts.the_only(tx).id, "script", app.clock())


def signed_out_meanwhile(app: App, browser: Browser) -> None:
    """Sign out in another tab: the cookie is still sent from this one."""
    secret = browser.http.cookies["momentum_8765"]
    with app.database.begin() as tx:
        session = sessions.check(tx, secret, app.clock())
        assert session is not None
        sessions.end(tx, session)


def test_what_was_typed_when_the_session_ended_is_shown_after_signing_in(app, browser, key):
    edit = edit_of(app, STORY)
    page = tab(browser, edit)
    signed_out_meanwhile(app, browser)
    before = plan(app)

    refused = page.send(edit, how="Two lines\r\nof <b>it</b>")
    assert refused.status_code == 401
    assert "What you had typed is not lost" in refused.text
    wrong = Tab(browser, refused.text).send("/sign-in", key="mk_wrong")
    assert wrong.status_code == 422
    shown = Tab(browser, wrong.text).send("/sign-in", key=key)

    assert plan(app) == before
    assert "of &lt;b&gt;it&lt;/b&gt;" in shown.text
    Tab(browser, shown.text).send(edit)
    assert goal(app, STORY).how == "Two lines\nof <b>it</b>"


def test_what_was_typed_in_a_page_of_an_earlier_session_is_shown_to_be_sent(app, browser):
    edit = edit_of(app, STORY)
    page = tab(browser, edit)
    signed_out_meanwhile(app, browser)
    with app.database.begin() as tx:
        account_id = accounts.the_only(tx).id
        secret = sessions.begin(tx, account_id, app.clock())
    browser.http.cookies.set("momentum_8765", secret)
    notes = Edit(notes="See the shared folder")
    goals.edit(app.database, account_id, STORY, notes, now=app.clock())

    refused = page.send(edit, how="Tell one at lunch")
    assert refused.status_code == 403
    assert goal(app, STORY).how == "Own the quarterly metrics deck"
    Tab(browser, refused.text).send(edit)

    after = goal(app, STORY)
    assert (after.how, after.notes) == ("Tell one at lunch", "See the shared folder")


def test_whoever_signs_in_in_another_tab_goes_on_from_the_page_with_what_was_typed(
    app, browser
):
    edit = edit_of(app, STORY)
    page = tab(browser, edit)
    signed_out_meanwhile(app, browser)
    refused = page.send(edit, how="Tell one at lunch")
    with app.database.begin() as tx:
        secret = sessions.begin(tx, accounts.the_only(tx).id, app.clock())
    browser.http.cookies.set("momentum_8765", secret)

    shown = Tab(browser, refused.text).send(edit)
    assert goal(app, STORY).how == "Own the quarterly metrics deck"
    Tab(browser, shown.text).send(edit)

    assert goal(app, STORY).how == "Tell one at lunch"


def test_a_secret_is_never_shown_again(app, browser, key):
    page = tab(browser, "/connect")
    signed_out_meanwhile(app, browser)

    refused = page.send("/connect", token="1/canary")  # noqa: S106 - no token of anybody's

    assert refused.status_code == 401
    assert "canary" not in refused.text
    assert Tab(browser, refused.text).send("/sign-in", key=key).url.path == "/"


KEPT = [
    ({"to": "https://evil.example.com", "kept-how": "x"}, "/"),
    ({"to": "//evil.example.com", "kept-how": "x"}, "/"),
    ({"to": "/goals/new"}, "/"),
    ({"to": "/goals/new", "kept-csrf": "x", "kept-name": "Chess"}, "/sign-in"),
]


@pytest.mark.parametrize(("kept", "path"), KEPT)
def test_only_a_form_of_ours_is_taken_through_signing_in(browser, key, kept, path):
    answer = browser.http.post("/sign-in", data={"key": key, **kept}, follow_redirects=True)

    assert answer.status_code == 200
    assert answer.url.path == path
    assert "evil" not in answer.text


def test_what_another_site_sends_is_not_shown(app, browser):
    signed_out_meanwhile(app, browser)
    headers = {"Origin": "https://evil.example.com", "Sec-Fetch-Site": "cross-site"}

    answer = browser.http.post("/goals/new", data={"name": "Theirs"}, headers=headers)

    assert answer.status_code == 403
    assert "Theirs" not in answer.text


def test_signing_out_twice_is_no_trouble(app, browser):
    page = tab(browser, "/")
    signed_out_meanwhile(app, browser)

    assert page.send("/sign-out").url.path == "/sign-in"


def test_a_session_that_is_too_old_is_one_that_has_ended(app, browser, visit, key):
    edit = edit_of(app, STORY)
    page = tab(browser, edit)
    week = app.clock() + timedelta(days=7)
    later = visit(create_app(replace(app, clock=lambda: week)))
    later.headers.update(browser.http.headers)
    later.cookies.update(browser.http.cookies)
    browser.http = later

    refused = page.send(edit, how="Tell one at lunch")
    shown = Tab(browser, refused.text).send("/sign-in", key=key)

    assert "Tell one at lunch" in shown.text
