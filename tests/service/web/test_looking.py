from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from service.store import history

if TYPE_CHECKING:
    import httpx

    from service.bootstrap import App


def test_the_status_is_shown_before_and_after_connecting(
    client: httpx.Client, request: pytest.FixtureRequest
) -> None:
    before = client.get("/api/v1/status").json()
    request.getfixturevalue("connected")
    after = client.get("/api/v1/status").json()

    assert (before["state"], after["state"]) == ("not_connected", "ok")
    assert (after["name"], after["workspace"]) == ("Ada Example", "Home")
    assert after["waiting_changes"] == 0
    assert set(after["goals"]) == {"active", "deferred", "mastered", "let_go"}


def test_the_history_is_shown_newest_first_and_from_a_moment_on(
    app: App, connected: int, client: httpx.Client
) -> None:
    at = app.clock()
    with app.database.begin() as tx:
        for hour, text in enumerate(("first", "second", "third")):
            when = at + timedelta(hours=hour)
            history.note(tx, connected, None, when, kind="edited", text=text, field="name")

    everything = client.get("/api/v1/history").json()
    since = client.get("/api/v1/history", params={"since": at.isoformat()}).json()

    assert [entry["text"].partition(":")[0] for entry in everything] == [
        "third",
        "second",
        "first",
    ]
    assert since == everything[:2]
    assert client.get("/api/v1/history?limit=1").json() == everything[:1]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=501",
        "limit=NaN",
        "limit=1e999",
        "limit=" + "9" * 5000,
        "limit=%00",
        "limit=%ED%A0%80",
        "since=yesterday",
        "since=2026-02-30T00:00:00Z",
        "since=2026-10-05T07:00:00",
        "since=0001-01-01T00:00:00%2B23:59",
        "since=9999-12-31T23:59:59-23:59",
        "since=1e999",
        "since=%00canary",
    ],
)
def test_an_odd_question_is_refused_and_not_repeated(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/api/v1/history?{query}")

    assert answer.status_code == 422
    assert answer.json()["problems"]
    assert "canary" not in answer.text
