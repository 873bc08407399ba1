from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from service.domain.decision import Choice, Decision, Status
from service.domain.quarter import Quarter
from service.domain.review_week import IsoWeek
from service.store import accounts, decisions, reviews, runs
from service.store.accounts import AccountState

if TYPE_CHECKING:
    import httpx

    from service.bootstrap import App
    from service.store.accounts import Lease


def claim(app: App) -> Lease:
    with app.database.begin() as tx:
        lease = accounts.claim(tx, owner="test", now=app.clock(), seconds=60)
    assert lease is not None
    return lease


@pytest.mark.usefixtures("connected")
def test_a_sync_is_asked_for_waits_runs_and_ends(app: App, client: httpx.Client) -> None:
    asked = client.post("/api/v1/syncs")
    place = asked.headers["location"]

    assert asked.status_code == 202
    assert place == asked.json()["href"]
    assert client.get(place).json()["status"] == "waiting"

    lease = claim(app)
    with app.database.begin() as tx:
        run = runs.start(tx, lease, "person", app.clock())
        runs.progress(tx, run, 3, 20, "Making tasks")
    running = client.get(place).json()

    assert running["status"] == "running"
    assert running["progress"] == {"done": 3, "total": 20, "what": "Making tasks"}

    with app.database.begin() as tx:
        runs.finish(tx, run, "done", now=app.clock(), result={"created": 20})
        accounts.release(tx, lease, now=app.clock())
    ended = client.get(place).json()

    assert (ended["status"], ended["result"]) == ("done", {"created": 20})
    assert ended["id"] == asked.json()["id"]


@pytest.mark.usefixtures("connected")
def test_a_sync_asked_for_during_a_run_is_covered_by_the_next(
    app: App, client: httpx.Client
) -> None:
    lease = claim(app)
    with app.database.begin() as tx:
        runs.start(tx, lease, "person", app.clock())

    late = client.post("/api/v1/syncs").headers["location"]

    assert client.get(late).json()["status"] == "waiting"


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize(
    "ticket", ["0", "-1", "1e3", "two", "9" * 20, "9" * 5000, "%00", "2.5"]
)
def test_what_is_no_ticket_is_refused(client: httpx.Client, ticket: str) -> None:
    assert client.get(f"/api/v1/syncs/{ticket}").status_code == 422


@pytest.mark.usefixtures("connected")
def test_a_ticket_that_was_never_given_is_not_found(client: httpx.Client) -> None:
    answer = client.get("/api/v1/syncs/2147483647")

    assert answer.status_code == 404
    assert answer.json()["hint"]


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (AccountState.NOT_CONNECTED, "not-connected"),
        (AccountState.ACCESS_LOST, "account-stopped"),
        (AccountState.CONFIRM, "needs-confirmation"),
    ],
)
def test_a_stopped_account_refuses_and_nothing_is_asked_for(
    app: App, connected: int, client: httpx.Client, state: AccountState, kind: str
) -> None:
    with app.database.begin() as tx:
        accounts.set_state(tx, connected, state, "It has stopped.", "Do this.")
        before = accounts.get(tx, connected).wanted

    for path in ("/api/v1/syncs", "/api/v1/reviews"):
        answer = client.post(path)

        assert answer.status_code == 409
        assert answer.json()["type"] == f"urn:momentum:{kind}"
    with app.database.begin() as tx:
        assert accounts.get(tx, connected).wanted == before


@pytest.mark.parametrize("answer", ["again", "confirm", "keep"])
def test_an_answer_lets_a_stopped_account_begin_again(
    app: App, connected: int, client: httpx.Client, answer: str
) -> None:
    with app.database.begin() as tx:
        accounts.set_state(tx, connected, AccountState.CONFIRM, "Much is gone.", "Look.")

    asked = client.post("/api/v1/syncs", json={"answer": answer})

    assert asked.status_code == 202
    assert claim(app).answer == answer


@pytest.mark.parametrize("state", [AccountState.TOKEN_INVALID, AccountState.PAUSED])
def test_no_answer_helps_where_only_something_else_can(
    app: App, connected: int, client: httpx.Client, state: AccountState
) -> None:
    with app.database.begin() as tx:
        accounts.set_state(tx, connected, state, "It has stopped.", "Do this.")

    assert client.post("/api/v1/syncs", json={"answer": "again"}).status_code == 409


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize("body", [{"answer": "yes"}, {"force": True}, [], "keep"])
def test_an_answer_that_is_none_is_refused(client: httpx.Client, body: object) -> None:
    assert client.post("/api/v1/syncs", json=body).status_code == 422


@pytest.mark.usefixtures("connected")
def test_a_review_is_asked_for_with_the_sync_that_precedes_it(
    app: App, client: httpx.Client
) -> None:
    asked = client.post("/api/v1/reviews")

    assert asked.status_code == 202
    assert client.get(asked.headers["location"]).json()["status"] == "waiting"
    assert claim(app).review


def test_reviews_are_listed_newest_first(
    app: App, connected: int, client: httpx.Client
) -> None:
    now = app.clock()
    with app.database.begin() as tx:
        for week in (52, 53):
            reviews.begin(tx, connected, 2026, week, now)
        reviews.finish(tx, connected, 2026, 52, gid="77", facts={"mastered": 2}, now=now)

    listed = client.get("/api/v1/reviews").json()

    assert [review["iso_week"] for review in listed] == [53, 52]
    assert listed[1]["gid"] == "77"
    assert listed[1]["facts"] == {"mastered": 2}
    assert client.get("/api/v1/reviews?limit=1").json() == listed[:1]


def test_a_review_is_listed_with_what_it_asked(
    app: App, connected: int, client: httpx.Client
) -> None:
    now, week = app.clock(), IsoWeek(2026, 52)
    defer = Decision(Choice.DEFER, "g1", "Defer it?", "it is late", Quarter(2027, 1))
    with app.database.begin() as tx:
        reviews.begin(tx, connected, 2026, 52, now)
        reviews.finish(tx, connected, 2026, 52, gid="77", facts={}, now=now)
        decisions.ask(tx, connected, week, [defer], now)
        (asked,) = decisions.read_still(tx, connected)
        done = replace(asked, gid="78", status=Status.DONE, ticked=True)
        decisions.keep(tx, connected, done, now)

    (listed,) = client.get("/api/v1/reviews").json()

    assert listed["decisions"] == [
        {
            "position": 1,
            "choice": "defer",
            "about": "g1",
            "title": "Defer it? It is late.",
            "quarter": "2027-Q1",
            "status": "done",
            "answered_at": now.isoformat().replace("+00:00", "Z"),
            "gid": "78",
        }
    ]
