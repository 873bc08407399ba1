from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support.visitor import ON_SQLITE

from service.store import accounts, history, runs
from service.store.accounts import AccountState

if TYPE_CHECKING:
    from support.visitor import Browser

    from service.bootstrap import App
    from service.store.accounts import Lease

pytestmark = ON_SQLITE


def begin(app: App) -> tuple[Lease, int]:
    with app.database.begin() as tx:
        lease = accounts.claim(tx, owner="test", now=app.clock(), seconds=60)
        assert lease is not None
        return lease, runs.start(tx, lease, "asked", app.clock())


def stop(app: App, state: AccountState, message: str) -> None:
    with app.database.begin() as tx:
        accounts.set_state(tx, accounts.the_only(tx).id, state, message, "As it is said.")


@pytest.mark.usefixtures("connected")
def test_a_run_is_followed_until_it_has_ended(app: App, browser: Browser) -> None:
    place = browser.send("/sync", on="/sync").url.path
    lease, run = begin(app)
    with app.database.begin() as tx:
        runs.progress(tx, run, 3, 20, "Creating tasks")

    page = browser.open(place).text
    assert "Creating tasks: 3 of 20" in page
    assert 'max="20" value="3"' in page
    assert "Watch the sync that runs" in browser.open("/sync").text

    with app.database.begin() as tx:
        runs.finish(tx, run, "done", now=app.clock(), result={"changes": []})
        accounts.release(tx, lease, now=app.clock())
    assert "nothing had to be written" in browser.open(place).text
    events = browser.open(f"{place}/events")
    assert events.headers["content-type"].startswith("text/event-stream")
    (event,) = events.text.strip().split("\n\n")
    assert json.loads(event.removeprefix("data: "))["ended"] is True


@pytest.mark.usefixtures("connected")
def test_a_run_tells_of_the_review_and_the_reconnect_that_it_made(
    app: App, browser: Browser
) -> None:
    place = browser.send("/sync", on="/sync").url.path
    _, run = begin(app)
    review = {"week": "2026-W41", "gid": "7", "new": True}
    result = {"changes": [], "review": review, "reconnect": {"gid": "8", "new": True}}
    with app.database.begin() as tx:
        runs.finish(tx, run, "done", now=app.clock(), result=result)

    page = browser.open(place).text

    assert "The review of 2026-W41 was made" in page
    assert "The reconnect was made" in page
    assert "nothing had to be written" not in page


@pytest.mark.usefixtures("connected")
def test_a_run_that_was_cut_off_says_why_and_what_to_do(app: App, browser: Browser) -> None:
    place = browser.send("/sync", on="/sync").url.path
    lease, run = begin(app)
    error = {"message": "The project is <gone>.", "hint": "Restore it."}
    with app.database.begin() as tx:
        runs.finish(tx, run, "stopped", now=app.clock(), error=error)
        accounts.release(tx, lease, now=app.clock())

    page = browser.open(place).text

    assert "did not come to its end" in page
    assert "The project is &lt;gone&gt;." in page
    assert "Restore it." in page


AGAIN, CONNECT, CONFIRM = 'value="again"', 'href="/connect"', 'value="confirm"'
OFFERS = {
    AccountState.TOKEN_INVALID: [CONNECT],
    AccountState.ACCESS_LOST: [CONNECT, AGAIN],
    AccountState.PROJECT_GONE: [AGAIN],
    AccountState.PROJECT_ARCHIVED: [AGAIN],
    AccountState.APP_BLOCKED: [AGAIN],
    AccountState.NEEDS_PAID_PLAN: [AGAIN],
    AccountState.CONFIRM: [CONFIRM, AGAIN],
}


@pytest.mark.usefixtures("connected")
def test_a_stop_says_why_and_offers_what_helps(app: App, browser: Browser) -> None:
    for state, offers in OFFERS.items():
        stop(app, state, "It stopped for a reason.")
        for path in ("/", "/sync"):
            page = browser.open(path).text

            assert "It stopped for a reason." in page
            found = {offer for offer in (AGAIN, CONNECT, CONFIRM) if offer in page}
            assert found == set(offers), (state, path)
            assert "Sync now" not in page


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize("answer", ["confirm", "keep", "again"])
def test_the_answer_to_a_stop_travels_with_the_sync(
    app: App, browser: Browser, answer: str
) -> None:
    stop(app, AccountState.CONFIRM, "4 of 5 goals have no task in Asana any more.")

    going = browser.send("/sync", on="/sync", answer=answer)

    assert "Syncing" in going.text
    lease, _ = begin(app)
    assert lease.answer == answer


@pytest.mark.usefixtures("connected")
def test_without_an_answer_a_stop_stays(app: App, browser: Browser) -> None:
    stop(app, AccountState.CONFIRM, "Much is gone.")

    for answer in ("", "yes", "<script>"):
        refused = browser.send("/sync", on="/sync", answer=answer)

        assert refused.status_code == 409
        assert "Much is gone." in refused.text


def test_not_connected_a_sync_and_a_preview_say_what_to_do(browser: Browser) -> None:
    sync = browser.send("/sync", on="/sync")
    preview = browser.send("/sync/preview", on="/sync")

    assert (sync.status_code, preview.status_code) == (409, 422)
    assert 'href="/connect"' in sync.text
    assert "Asana is not connected yet. Connect it first" in preview.text
    assert "momentum connect" not in sync.text + preview.text


def test_the_history_is_told_in_sentences_and_further_back_when_asked(
    app: App, browser: Browser, connected: int
) -> None:
    with app.database.begin() as tx:
        for number in range(60):
            at = app.clock().replace(minute=number)
            history.note(tx, connected, None, at, kind="added", text=f"Skill <{number}>")

    page = browser.open("/sync").text
    assert "You added Skill &lt;59&gt; to the plan." in page
    assert "Skill &lt;19&gt;" not in page
    assert "/sync?entries=100#history" in page

    earlier = browser.open("/sync?entries=100").text
    assert "Skill &lt;0&gt;" in earlier
    assert "Show earlier" not in earlier


def test_what_is_no_number_is_refused_on_a_page(browser: Browser) -> None:
    for path in ("/sync/0", "/sync/two", "/sync?entries=0", "/sync/1e9"):
        answer = browser.open(path)

        assert answer.status_code == 422, path
        assert "This address cannot be read" in answer.text


def test_a_ticket_that_was_never_given_is_not_found(browser: Browser) -> None:
    for path in ("/sync/2147483647", "/sync/2147483647/events"):
        assert browser.open(path).status_code == 404
