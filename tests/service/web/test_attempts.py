"""Failed attempts are counted for the address they come from, and for nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
import pytest
from support.in_process import ADDRESS, InProcess
from support.visitor import AS_A_BROWSER, ON_SQLITE

from service.cli.listening import Server
from service.store import accounts, keys
from service.web.app import create_app
from service.web.attempts import MOST, MOST_ADDRESSES, Attempts

if TYPE_CHECKING:
    from collections.abc import Callable

    from anyio.from_thread import BlockingPortal
    from starlette.types import ASGIApp

    from service.bootstrap import App

pytestmark = [ON_SQLITE, pytest.mark.usefixtures("connected")]

HERS, SOMEBODY = "198.51.100.7", "203.0.113.9"
FORGED = {"webhook-id": "1", "webhook-timestamp": "1", "webhook-signature": "v1,AAAA"}
DOORS = [("GET", "/api/v1/plan"), ("POST", "/hooks/sync"), ("GET", "/metrics")]
Visitor = "Callable[..., httpx.Client]"


@pytest.fixture
def key(app: App) -> str:
    with app.database.begin() as tx:
        return keys.create(tx, accounts.the_only(tx).id, "script", app.clock())


@pytest.fixture
def served(app: App) -> ASGIApp:
    """The application as uvicorn serves it: what a proxy says of addresses is looked at."""
    config = Server(create_app(app)).config
    config.load()
    return config.loaded_app


@pytest.fixture
def come(served: ASGIApp, portal: BlockingPortal) -> Visitor:
    """Come from an address, with a key; `by` is the header in which a proxy tells of others."""

    def come(peer: str, key: str = "", *, by: str = "") -> httpx.Client:
        shown = {"Authorization": f"Bearer {key}"} if key else {}
        told = {"X-Forwarded-For": by} if by else {}
        transport = InProcess(served, portal, peer=peer)
        return httpx.Client(transport=transport, base_url=ADDRESS, headers=shown | told)

    return come


def fail(client: httpx.Client, method: str = "GET", path: str = "/api/v1/plan") -> None:
    for _ in range(MOST):
        assert client.request(method, path).status_code == 401


@pytest.mark.parametrize(("method", "path"), DOORS)
def test_after_many_wrong_keys_an_address_waits_and_is_told_how_long(
    come: Visitor, key: str, method: str, path: str
) -> None:
    fail(come(SOMEBODY, "mk_canary"), method, path)

    for _, (how, where) in [(0, (method, path)), *enumerate(DOORS)]:
        answer = come(SOMEBODY, key).request(how, where)

        assert answer.status_code == 429
        assert answer.headers["retry-after"] == "300"
        assert answer.headers["content-type"] == "application/problem+json"
        assert "Try again in 300 seconds" in answer.json()["detail"]


def test_a_good_key_is_not_locked_out_by_somebody_elsewhere(come: Visitor, key: str) -> None:
    fail(come(SOMEBODY, "mk_canary"))

    assert come(SOMEBODY, key).get("/api/v1/plan").status_code == 429
    assert come(HERS, key).get("/api/v1/plan").status_code == 200


def test_wrong_signatures_count_as_wrong_keys_do(come: Visitor, key: str) -> None:
    forger = come(SOMEBODY)
    forger.headers.update(FORGED)
    fail(forger, "POST", "/hooks/sync")

    assert forger.post("/hooks/sync").status_code == 429
    assert come(SOMEBODY, key).get("/api/v1/plan").status_code == 429
    assert come(HERS, key).post("/hooks/sync").status_code == 202


def test_who_shows_no_key_at_all_has_failed_at_nothing(come: Visitor, key: str) -> None:
    fail(come(HERS))
    fail(come(HERS), "POST", "/hooks/sync")

    assert come(HERS).get("/api/v1/plan").status_code == 401
    assert come(HERS, key).get("/api/v1/plan").status_code == 200


def test_a_key_that_is_refused_for_another_reason_has_not_failed(
    come: Visitor, key: str
) -> None:
    hers = come(HERS, key)

    for _ in range(MOST + 1):
        assert hers.get("/api/v1/goals/nothing").status_code == 404


def test_programs_and_people_of_one_address_do_not_lock_each_other_out(
    come: Visitor, key: str
) -> None:
    fail(come(HERS, "mk_old"))
    person = come(HERS)
    person.headers.update(AS_A_BROWSER)

    assert person.post("/sign-in", data={"key": key}).status_code == 303
    for _ in range(MOST):
        assert person.post("/sign-in", data={"key": "mk_mistyped"}).status_code == 422
    assert person.post("/sign-in", data={"key": key}).status_code == 429


@pytest.mark.parametrize(
    "told", [HERS, f"{HERS}, {SOMEBODY}", f"{SOMEBODY}, {HERS}", "127.0.0.1"]
)
def test_what_just_anybody_says_of_where_they_come_from_is_not_believed(
    come: Visitor, key: str, told: str
) -> None:
    fail(come(SOMEBODY, "mk_canary", by=told))

    assert come(SOMEBODY, key).get("/api/v1/plan").status_code == 429
    assert come(HERS, key).get("/api/v1/plan").status_code == 200
    assert come("127.0.0.1", key).get("/api/v1/plan").status_code == 200


def test_a_proxy_on_this_machine_is_believed_about_the_last_who_came(
    come: Visitor, key: str
) -> None:
    fail(come("127.0.0.1", "mk_canary", by=f"{HERS}, {SOMEBODY}"))

    assert come("127.0.0.1", key, by=SOMEBODY).get("/api/v1/plan").status_code == 429
    assert come("127.0.0.1", key, by=HERS).get("/api/v1/plan").status_code == 200


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::3", "2001:db8:1:2:ffff::4", True),
        ("2001:db8:1:2::3", "2001:db8:1:3::3", False),
        (f"::ffff:{HERS}", HERS, True),
        (f"::ffff:{HERS}", f"::ffff:{SOMEBODY}", False),
        ("", "", True),
        ("a socket", "a socket", True),
    ],
)
def test_an_address_is_a_house_s(
    come: Visitor, key: str, one: str, other: str, same: bool
) -> None:
    fail(come(one, "mk_canary"))

    answer = come(other, key).get("/api/v1/plan")

    assert answer.status_code == (429 if same else 200)


def test_after_a_while_an_address_may_try_again(
    app: App, visit: Callable[[ASGIApp], httpx.Client], key: str
) -> None:
    now = app.clock()
    later = [now]
    http = visit(create_app(replace(app, clock=lambda: later[0])))
    http.headers["Authorization"] = "Bearer mk_canary"
    fail(http)
    http.headers["Authorization"] = f"Bearer {key}"

    later[0] = now + timedelta(seconds=299)
    waits = http.get("/api/v1/plan")
    later[0] = now + timedelta(seconds=300)

    assert (waits.status_code, waits.headers["retry-after"]) == (429, "1")
    assert http.get("/api/v1/plan").status_code == 200


def test_of_very_many_addresses_the_oldest_are_forgotten(app: App) -> None:
    attempts, now = Attempts(), app.clock()
    for _ in range(MOST):
        attempts.fail("first", now)
    for number in range(MOST_ADDRESSES - 1):
        attempts.fail(str(number), now)
    assert attempts.wait("first", now) == 300

    attempts.fail("one more", now)

    assert attempts.wait("first", now) == 0
