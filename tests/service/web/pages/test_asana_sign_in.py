"""Signing in with Asana: each to an account of their own, and by nobody else's way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
import pytest
from sqlalchemy import func, select
from support.consenting import AtAsana, Time, hosted_settings, query_of, register, sign_in
from support.in_process import ADDRESS
from support.visitor import AS_A_BROWSER, ON_SQLITE, Browser

from integrations.asana.sandbox import World, transport
from service.bootstrap import App
from service.store import accounts, grants, plans, sessions
from service.store.accounts import AccountState
from service.store.tables import metadata
from service.store.vault import Vault
from service.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.types import ASGIApp

    from integrations.asana.sandbox.model import User
    from service.store.database import Database

pytestmark = ON_SQLITE


@pytest.fixture
def time(app: App) -> Time:
    return Time(app.clock())


@pytest.fixture
def world(time: Time) -> World:
    world = World(time)
    register(world)
    return world


@pytest.fixture
def ada(world: World) -> User:
    user = world.add_user("Ada Example", "ada@example.com")
    world.add_workspace("Home", members=[user])
    return user


@pytest.fixture
def bo(world: World) -> User:
    user = world.add_user("Bo Example", "bo@example.com")
    world.add_workspace("Elsewhere", members=[user])
    return user


@pytest.fixture
def hosted(database: Database, time: Time, world: World, tmp_path: Path) -> App:
    """A service that people sign in to; nobody has yet but for whoever set it up."""
    settings = hosted_settings(tmp_path / "hosted", poll_seconds=60)
    vault = Vault.unlock(settings, database)
    http = httpx.Client(transport=transport(world))
    return App(settings, database, vault, time, http)


@pytest.fixture
def browser_of(hosted: App, visit: Callable[[ASGIApp], httpx.Client]):
    """Browsers of their own, at one service."""
    web = create_app(hosted)

    def make() -> httpx.Client:
        http = visit(web)
        http.headers.update(AS_A_BROWSER)
        return http

    return make


@pytest.fixture
def http(browser_of) -> httpx.Client:
    return browser_of()


def account_of(hosted: App, user: User) -> accounts.Account:
    with hosted.database.begin() as tx:
        found = accounts.find(tx, user.gid)
        assert found is not None
        return accounts.get(tx, found)


def connect(http: httpx.Client, world: World, user: User) -> Browser:
    """Sign in for the first time, and choose where the tasks go."""
    assert sign_in(http, world, user).headers["Location"] == "/connect/choose"
    browser = Browser(http)
    chosen = browser.send("/connect/choose", on="/connect/choose", workspace="")
    assert "Connected to" in chosen.text
    return browser


def test_the_way_to_asana_has_all_that_the_way_back_is_known_by(http):
    answer = http.get("/sign-in/asana")

    assert answer.status_code == 303
    asked = query_of(answer.headers["Location"])
    assert asked["redirect_uri"] == f"{ADDRESS}/sign-in/asana/done"
    assert asked["code_challenge_method"] == "S256"
    cookie = answer.headers["Set-Cookie"]
    assert asked["state"] in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_who_comes_for_the_first_time_gets_an_account_of_their_own(http, hosted, world, ada):
    before = account_ids(hosted)
    browser = connect(http, world, ada)

    account = account_of(hosted, ada)
    assert account.id not in before
    assert (account.state, account.auth) == (AccountState.OK, "oauth")
    assert account.workspace_name == "Home"
    assert "Ada Example" in browser.open("/settings").text
    with hosted.database.begin() as tx:
        assert plans.load(tx, account.id).settings == hosted.settings.plan_defaults


def account_ids(app: App) -> list[int]:
    with app.database.begin() as tx:
        return accounts.ids(tx)


def test_who_comes_back_gets_theirs_and_work_goes_on(browser_of, hosted, world, ada, bo):
    connect(browser_of(), world, ada)
    connect(browser_of(), world, bo)
    mine = account_of(hosted, ada)
    with hosted.database.begin() as tx:
        accounts.set_state(tx, mine.id, AccountState.TOKEN_INVALID, "It has ended.")
    count = len(account_ids(hosted))

    later = browser_of()
    assert sign_in(later, world, ada).headers["Location"] == "/"

    assert "Ada Example" in Browser(later).open("/settings").text
    assert account_of(hosted, ada).state is AccountState.OK
    assert len(account_ids(hosted)) == count


def test_a_state_of_another_browser_opens_nothing_and_asks_asana_nothing(
    browser_of, world, ada
):
    hers, his = browser_of(), browser_of()
    there = hers.get("/sign-in/asana").headers["Location"]
    his.get("/sign-in/asana")
    back = AtAsana(world).allow(there, ada)
    world.requests.clear()

    for browser in (his, browser_of()):
        answer = browser.get(back)
        assert answer.status_code == 403
        assert "not begun in this browser" in answer.text
        assert "momentum_8765=" not in answer.headers.get("Set-Cookie", "")
    assert world.requests == []
    assert hers.get(back).status_code == 303


def test_signing_in_leaves_no_row_behind_but_the_session(browser_of, hosted, world, ada):
    connect(browser_of(), world, ada)

    def rows():
        with hosted.database.begin() as tx:
            return {
                table.name: tx.execute(select(func.count()).select_from(table)).scalar()
                for table in metadata.sorted_tables
            }

    before = rows()
    sign_in(browser_of(), world, ada)

    assert {name for name, count in rows().items() if count != before[name]} == {"sessions"}


def test_the_way_back_is_used_up(http, world, ada):
    there = http.get("/sign-in/asana").headers["Location"]
    back = AtAsana(world).allow(there, ada)
    assert http.get(back).status_code == 303

    assert http.get(back).status_code == 403


@pytest.mark.parametrize(
    "query", ["?error=access_denied&state={}", "?state={}", "?code=&state={}"]
)
def test_a_no_changes_nothing(http, hosted, query):
    before = account_ids(hosted)
    asked = query_of(http.get("/sign-in/asana").headers["Location"])

    answer = http.get("/sign-in/asana/done" + query.format(asked["state"]))

    assert answer.status_code == 403
    assert "nothing was changed" in answer.text
    assert account_ids(hosted) == before


def test_a_code_that_asana_does_not_know_signs_nobody_in_and_may_not_be_tried_for_ever(http):
    state = query_of(http.get("/sign-in/asana").headers["Location"])["state"]
    answers = [
        http.get("/sign-in/asana/done", params={"code": "guess", "state": state})
        for _ in range(12)
    ]

    assert [each.status_code for each in answers] == [422] * 10 + [429] * 2
    assert "Sign in with Asana again" in answers[0].text
    assert "Retry-After" in answers[-1].headers


def test_where_no_app_is_set_there_is_no_such_way(signed_out, token):
    assert token
    answer = signed_out.get("/sign-in/asana")

    assert (answer.status_code, "no sign-in with Asana" in answer.text) == (404, True)
    assert "Sign in with Asana" not in signed_out.get("/sign-in").text


def test_the_sign_in_page_offers_it(http):
    assert 'href="/sign-in/asana"' in http.get("/sign-in").text


def signed_in(hosted: App, http: httpx.Client, account_id: int) -> Browser:
    with hosted.database.begin() as tx:
        http.cookies.set("momentum_8765", sessions.begin(tx, account_id, hosted.clock()))
    return Browser(http)


def test_whoever_is_signed_in_by_a_link_connects_that_very_account(http, hosted, world, ada):
    (first,) = account_ids(hosted)
    browser = signed_in(hosted, http, first)
    assert 'href="/sign-in/asana"' in browser.open("/connect").text

    connect(http, world, ada)

    assert account_of(hosted, ada).id == first
    assert account_ids(hosted) == [first]


def test_one_persons_consent_never_works_in_anothers_account(
    browser_of, hosted, world, ada, bo
):
    hers = browser_of()
    connect(hers, world, ada)
    before = account_of(hosted, ada)
    refreshes = set(world.grants.refreshes)

    answer = sign_in(hers, world, bo)

    assert answer.status_code == 409
    assert "Sign out here first" in answer.text
    assert account_of(hosted, ada) == before
    with hosted.database.begin() as tx:
        assert accounts.find(tx, bo.gid) is None
    assert set(world.grants.refreshes) == refreshes  # given back at once


def test_who_has_an_account_does_not_get_a_second_one(browser_of, hosted, world, ada):
    connect(browser_of(), world, ada)
    (first, _) = account_ids(hosted)
    http = browser_of()
    signed_in(hosted, http, first)

    answer = sign_in(http, world, ada)

    assert (answer.status_code, "has an account here already" in answer.text) == (409, True)
    assert len(account_ids(hosted)) == 2


def test_a_way_that_began_in_another_session_does_not_end_in_this_one(http, hosted, world, ada):
    (first,) = account_ids(hosted)
    there = http.get("/sign-in/asana").headers["Location"]
    signed_in(hosted, http, first)

    assert http.get(AtAsana(world).allow(there, ada)).status_code == 403


def test_disconnecting_gives_the_consent_back(http, hosted, world, ada):
    browser = connect(http, world, ada)
    assert len(world.grants.refreshes) == 1

    said = browser.send("/disconnect", on="/disconnect").text

    assert "Disconnected" in said
    assert "could not" not in said
    assert world.grants.refreshes == {}
    account = account_of(hosted, ada)
    with hosted.database.begin() as tx:
        assert grants.current(tx, account.id).refresh is None


def test_where_asana_cannot_be_told_the_person_is(http, world, ada):
    browser = connect(http, world, ada)
    world.grants.apps.clear()

    assert "Asana could not be told" in browser.send("/disconnect", on="/disconnect").text


def test_after_an_hour_and_after_the_end_of_consent(http, hosted, world, ada, time):
    connect(http, world, ada)
    account = account_of(hosted, ada)
    time.now += timedelta(hours=2)
    assert hosted.client(account).me().name == "Ada Example"

    (refresh,) = world.grants.refreshes.values()
    for access in refresh.access_tokens:
        world.revoke(access)
    world.grants.refreshes.clear()
    browser = Browser(http)
    for _ in range(2):
        asked = len(world.requests)
        assert "permission has ended" in browser.send("/sync/preview", on="/sync").text
    assert len(world.requests) == asked
    home = browser.open("/").text
    assert "permission has ended" in home
    assert "Sign in with Asana again" in home


def test_a_paused_account_is_not_ended_by_signing_in(browser_of, hosted, world, ada):
    connect(browser_of(), world, ada)
    mine = account_of(hosted, ada)
    with hosted.database.begin() as tx:
        accounts.set_state(tx, mine.id, AccountState.PAUSED, "Until Monday.")
    http = browser_of()
    sign_in(http, world, ada)

    assert account_of(hosted, ada).state is AccountState.PAUSED
    assert "Until Monday." in Browser(http).open("/").text


def test_behind_tls_the_way_is_for_this_very_host(hosted, visit):
    public = replace(
        hosted,
        settings=hosted.settings.model_copy(update={"public_url": "https://m.example.com"}),
    )
    with visit(create_app(public)) as http:
        answer = http.get("/sign-in/asana", headers={"Host": "m.example.com"})

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-momentum_way=")
    assert "Secure" in cookie
