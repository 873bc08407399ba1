from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from service.store import accounts
from service.store.database import open_database
from service.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import httpx
    from starlette.types import ASGIApp

    from service.bootstrap import App


def test_it_is_alive_and_ready_before_anything_is_connected(stranger: httpx.Client) -> None:
    assert stranger.get("/livez").json() == {"status": "alive"}
    assert stranger.get("/readyz").json() == {"status": "ready"}


@pytest.mark.parametrize("host", ["10.244.1.7:8765", "momentum.cluster.example", ""])
def test_a_probe_is_answered_under_any_name_and_nothing_else_is(
    stranger: httpx.Client, host: str
) -> None:
    asked = {"Host": host}

    assert stranger.get("/livez", headers=asked).json() == {"status": "alive"}
    assert stranger.get("/readyz", headers=asked).json() == {"status": "ready"}
    for path in ("/", "/livez/", "/readyz/more", "/api/v1/plan", "/metrics", "/sign-in"):
        assert stranger.get(path, headers=asked).status_code == 421


@pytest.mark.usefixtures("connected")
def test_it_is_ready_with_a_token_that_its_key_opens(stranger: httpx.Client) -> None:
    assert stranger.get("/readyz").status_code == 200


def test_a_database_of_another_version_is_not_ready_but_alive(
    app: App, stranger: httpx.Client
) -> None:
    with app.database.begin() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = 'older'"))

    answer = stranger.get("/readyz")

    assert answer.status_code == 503
    assert "db upgrade" in answer.json()["hint"]
    assert stranger.get("/livez").status_code == 200


def test_a_token_sealed_with_another_key_is_not_ready(
    app: App, connected: int, stranger: httpx.Client
) -> None:
    with app.database.begin() as tx:
        accounts.disconnect(tx, connected)
        tx.execute(text("UPDATE accounts SET token = :token"), {"token": b"of another key"})

    assert stranger.get("/readyz").status_code == 503


def test_a_database_out_of_reach_is_told_to_the_log_and_not_to_whoever_asks(
    app: App,
    visit: Callable[[ASGIApp], httpx.Client],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    database = open_database(f"postgresql:///x?host={tmp_path}&connect_timeout=2")
    stranger = visit(create_app(replace(app, database=database)))

    answer = stranger.get("/readyz", headers={"Host": "10.244.1.7"})

    assert answer.status_code == 503
    assert answer.json()["detail"] == "The database cannot be used."
    assert str(tmp_path) not in answer.text
    assert str(tmp_path) in caplog.text
    assert answer.json()["instance"] in caplog.text


def test_a_process_that_is_going_down_is_alive_and_not_ready(
    app: App, visit: Callable[[ASGIApp], httpx.Client]
) -> None:
    stopping = Event()
    client = visit(create_app(app, stopping=stopping))
    assert client.get("/readyz").status_code == 200

    stopping.set()

    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["detail"] == "The service is going down."
    assert int(answer.headers["retry-after"]) > 0
    assert client.get("/livez").status_code == 200
