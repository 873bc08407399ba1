"""The page for Prometheus: its figures, who may see them, and that they tell of nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from support.in_process import ADDRESS, InProcess

from service.config import Settings
from service.store import accounts, intents, keys, reviews, webhooks
from service.store.accounts import AccountState
from service.store.database import open_database
from service.store.intents import Making
from service.store.links import LinkKind
from service.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from anyio.from_thread import BlockingPortal
    from sqlalchemy import Connection
    from starlette.types import ASGIApp

    from service.bootstrap import App

PUBLIC = "https://momentum.example.com"


def figures(page: str) -> dict[str, float]:
    """Every figure by its name and labels, as Prometheus reads them."""
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


def asked(client: httpx.Client) -> dict[str, float]:
    answer = client.get("/metrics").raise_for_status()
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    return figures(answer.text)


@pytest.fixture
def app(app: App) -> App:
    """The application, and a clock to turn: `app.clock.now`."""

    class Clock:
        now = app.clock()

        def __call__(self):
            return self.now

    return replace(app, clock=Clock())


def test_a_fresh_service_has_every_figure_and_all_are_nought(stranger: httpx.Client) -> None:
    found = asked(stranger)

    assert found["momentum_database_up"] == 1
    assert found["momentum_accounts not_connected"] == 1
    for name in (
        "oldest_pending_seconds",
        "open_creations",
        "webhooks",
        "webhook_age_seconds",
        "reviews_total",
        "asana_requests_total",
        "asana_rate_limited_total",
        "unknown_outcomes_total",
        "adoptions_total",
    ):
        assert found[f"momentum_{name}"] == 0, name


def test_what_the_process_did_is_counted(app: App, stranger: httpx.Client) -> None:
    app.meters.ended("done", timedelta(seconds=2))
    app.meters.ended("done", timedelta(seconds=1))
    app.meters.ended("failed", timedelta(seconds=1))
    app.meters.asked(12, rate_limited=1)
    app.meters.met(unanswered=3, adopted=2)
    stranger.get("/nowhere")

    found = asked(stranger)

    assert found["momentum_syncs_total done"] == 2
    assert found["momentum_syncs_total failed"] == 1
    assert found["momentum_sync_seconds_total"] == 4
    assert found["momentum_asana_requests_total"] == 12
    assert found["momentum_asana_rate_limited_total"] == 1
    assert found["momentum_unknown_outcomes_total"] == 3
    assert found["momentum_adoptions_total"] == 2
    assert found["momentum_http_answers_total 404"] == 1


def test_an_account_waits_from_when_it_is_due_until_somebody_begins(
    app: App, connected: int, stranger: httpx.Client
) -> None:
    assert asked(stranger)["momentum_oldest_pending_seconds"] == 0
    app.clock.now += timedelta(seconds=90)
    assert asked(stranger)["momentum_oldest_pending_seconds"] == 90

    with app.database.begin() as tx:
        accounts.claim(tx, owner="a worker", now=app.clock(), seconds=60)
    assert asked(stranger)["momentum_oldest_pending_seconds"] == 0

    app.clock.now += timedelta(seconds=61)  # and that worker is dead
    assert asked(stranger)["momentum_oldest_pending_seconds"] == 151
    with app.database.begin() as tx:
        accounts.set_state(tx, connected, AccountState.TOKEN_INVALID)
    found = asked(stranger)
    assert found["momentum_oldest_pending_seconds"] == 0
    assert found["momentum_accounts token_invalid"] == 1


def test_open_creations_reviews_and_the_webhooks_silence_come_from_the_database(
    app: App, connected: int, stranger: httpx.Client
) -> None:
    now = app.clock()
    with app.database.begin() as tx:
        makings = [Making(LinkKind.GOAL, key, f"momentum:{key}", {}) for key in ("g1", "g2")]
        intents.send(tx, connected, makings, now)
        intents.settle(tx, connected, LinkKind.GOAL, ["g2"])
        reviews.begin(tx, connected, 2026, 41, now)
        reviews.finish(tx, connected, 2026, 41, gid="7", facts={}, now=now)
        reviews.begin(tx, connected, 2026, 42, now)
        _ring(tx, connected, now)
    app.clock.now += timedelta(hours=2)

    found = asked(stranger)

    assert found["momentum_open_creations"] == 1
    assert found["momentum_reviews_total"] == 1
    assert found["momentum_webhooks"] == 1
    assert found["momentum_webhook_age_seconds"] == 7200


def _ring(tx: Connection, account_id: int, now: datetime) -> None:
    """Make a webhook that has been heard once."""
    url = "https://momentum.example.com/hooks/asana/n"
    hook = webhooks.start(tx, account_id, project="9", target=url, nonce="n", now=now)
    assert hook is not None
    webhooks.offer(tx, hook.id, "s", now)
    webhooks.activate(tx, hook.id, gid="8", secret="s", sealed=b"s", now=now, due_at=now)  # noqa: S106 - of nothing
    webhooks.heard(tx, ["n"], now)


def test_a_database_that_is_gone_is_a_figure_and_no_error(
    app: App, visit: Callable[[ASGIApp], httpx.Client]
) -> None:
    app.meters.asked(5, rate_limited=0)
    gone = open_database("postgresql://nobody@127.0.0.1:9/nothing")

    found = asked(visit(create_app(replace(app, database=gone))))

    assert found["momentum_database_up"] == 0
    assert found["momentum_asana_requests_total"] == 5
    assert "momentum_open_creations" not in found


@pytest.mark.parametrize(
    ("peer", "public", "status"),
    [
        ("127.0.0.1", None, 200),
        ("127.8.8.8", None, 200),
        ("::1", None, 200),
        ("::ffff:127.0.0.1", None, 200),
        ("192.0.2.7", None, 401),
        ("2001:db8::7", None, 401),
        ("testclient", None, 401),
        ("127.0.0.1", PUBLIC, 401),  # a proxy may stand before it
        ("::1", "http://127.0.0.1:8765", 401),
    ],
)
def test_without_a_key_it_is_this_machine_s_alone_and_nobody_s_behind_a_proxy(
    app: App, portal: BlockingPortal, peer: str, public: str | None, status: int
) -> None:
    settings = Settings(home=app.settings.home, public_url=public)
    behind = replace(app, settings=settings)
    transport = InProcess(create_app(behind), portal, peer=peer)
    with httpx.Client(transport=transport, base_url=ADDRESS, trust_env=False) as client:
        bare = client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"})
        with app.database.begin() as tx:
            key = keys.create(tx, accounts.the_only(tx).id, "script", app.clock())
        keyed = client.get("/metrics", headers={"Authorization": f"Bearer {key}"})

    assert bare.status_code == status
    assert ("momentum_accounts" in bare.text) is (status == 200)
    assert keyed.status_code == 200


@pytest.mark.usefixtures("connected")
def test_the_figures_tell_of_nobody(stranger: httpx.Client) -> None:
    page = stranger.get("/metrics").text

    for word in ("Ada", "example.com", "Home", "a token of hers"):
        assert word not in page
