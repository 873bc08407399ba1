"""From an empty home to a synced plan and its first review, by forms alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from service.store import accounts, plans
from service.worker import Worker

if TYPE_CHECKING:
    from support.visitor import Browser

    from integrations.asana.sandbox import World
    from service.bootstrap import App


def work(app: App) -> None:
    """What the service does by itself after a request."""
    assert Worker(app, wait=lambda _seconds: None).run_once() is not None


def test_from_an_empty_home_to_a_synced_plan_and_a_review(
    at_asana: App, browser: Browser, token: str
) -> None:
    assert "Asana is not connected" in browser.open("/").text

    choose = browser.send("/connect", on="/connect", token=token)
    assert choose.url.path == "/connect/choose"
    assert "Ada Example" in choose.text
    gid = re.search(r'name="workspace" value="(\d+)"', choose.text)
    assert gid
    home = browser.send("/connect/choose", on="/connect/choose", workspace=gid[1])
    assert "Connected to Home." in home.text

    goal = {"name": "Data storytelling", "group": "in_role", "step": "Shadow it\nPresent it"}
    added = browser.send("/goals/new", on="/goals/new", **goal)
    assert "“Data storytelling” is in the plan." in added.text

    preview = browser.send("/sync/preview", on="/sync")
    assert "Data storytelling will be made in Asana. With 2 steps." in preview.text

    running = browser.send("/sync", on="/sync")
    assert "Waiting for its turn" in running.text
    assert '<noscript><meta http-equiv="refresh"' in running.text
    work(at_asana)
    done = browser.open(running.url.path)
    assert "Data storytelling was made in Asana. With 2 steps." in done.text
    assert "refresh" not in done.text

    reviewing = browser.send("/reviews", on="/reviews")
    work(at_asana)
    assert "The review of 2026-W41 was made" in browser.open(reviewing.url.path).text
    review = browser.open("/reviews/2026-W41")
    assert "Data storytelling" in review.text
    assert "0 of 2 steps" in review.text
    assert "In step with Asana" in browser.open("/").text


def test_the_token_is_in_no_page_and_no_row(
    at_asana: App, browser: Browser, token: str
) -> None:
    pages = [
        browser.send("/connect", on="/connect", token=token),
        browser.send("/connect", on="/connect", token=token + "x"),
        browser.open("/settings"),
    ]

    assert pages[1].status_code == 422
    assert all(token not in page.text for page in pages)
    with at_asana.database.begin() as tx:
        rows = tx.exec_driver_sql("SELECT * FROM sessions").all()
    assert token not in str([bytes(v) if isinstance(v, memoryview) else v for v in rows[0]])


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "holds no token"),
        ("two words", "is no token"),
        ("tökén", "is no token"),
        ("1/2:wrong", "does not accept this token"),
    ],
)
def test_what_is_wrong_with_a_token_is_said_beside_it(
    browser: Browser, typed: str, says: str
) -> None:
    answer = browser.send("/connect", on="/connect", token=typed)

    assert answer.status_code == 422
    assert says in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_without_a_token_there_is_nothing_to_choose(browser: Browser) -> None:
    answer = browser.open("/connect/choose")

    assert answer.status_code == 422
    assert "Paste it once more." in answer.text


def test_another_account_is_taken_over_only_where_that_is_said(
    at_asana: App, world: World, browser: Browser, token: str, connected: int
) -> None:
    browser.send("/connect", on="/connect", token=token)
    (workspace,) = world.workspaces

    refused = browser.send("/connect/choose", on="/connect/choose", workspace=workspace)
    assert refused.status_code == 422
    assert "This home holds Ada Example" in refused.text
    taken = browser.send(
        "/connect/choose", on="/connect/choose", workspace=workspace, replace="yes"
    )

    assert taken.url.path == "/"
    with at_asana.database.begin() as tx:
        assert accounts.get(tx, connected).workspace_gid == workspace


@pytest.mark.usefixtures("connected")
def test_disconnecting_asks_first_and_keeps_the_plan(at_asana: App, browser: Browser) -> None:
    asked = browser.open("/disconnect")
    assert "Disconnect Asana?" in asked.text

    gone = browser.send("/disconnect", on="/disconnect")

    assert "the token is forgotten" in gone.text
    with at_asana.database.begin() as tx:
        account = accounts.the_only(tx)
        assert account.state is accounts.AccountState.NOT_CONNECTED
        assert plans.load(tx, account.id) is not None
    assert browser.send("/disconnect", on="/disconnect").status_code == 409
