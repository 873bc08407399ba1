"""What `status`, `doctor` and `disconnect` say of Asana's webhook."""

from __future__ import annotations

import json

import pytest

from integrations.asana.sandbox.delivery import Reply, Unreachable
from service.bootstrap import build
from service.store import webhooks
from service.usecases.ringing import Door, Taken

LOOPBACK = "http://127.0.0.1:9"
PUBLIC = "https://momentum.example.com"


@pytest.fixture
def synced(connected, momentum, plan_file):
    momentum("plan", "import", plan_file)
    assert momentum("sync").code == 0
    return connected


@pytest.fixture
def keep(monkeypatch):
    """Let `momentum serve` look after the webhook once, at this address."""

    def keep(address):
        monkeypatch.setenv("MOMENTUM_PUBLIC_URL", address)
        app = build()
        app.keeper(app.settings.public_url).keep_all()
        app.close()

    return keep


def unreachable(_url, _headers, _body):
    raise Unreachable("connection refused")


def at_the_door(url, headers, body):
    """What a service that runs would answer."""
    app = build()
    door = Door(app.database, app.vault.open, app.clock)
    answer = door.answer(url.rpartition("/")[2], headers.items(), body)
    app.close()
    return Reply(200, {"X-Hook-Secret": answer.echo or ""} if isinstance(answer, Taken) else {})


def finding(momentum):
    found = json.loads(momentum("doctor", "--json").out)["findings"]
    return next(one for one in found if one["name"] == "changes")


@pytest.mark.usefixtures("connected")
def test_without_a_public_address_asana_is_asked_for_news(momentum):
    assert "Asana is asked for news" in momentum("status").out
    assert finding(momentum)["verdict"] == "ok"
    assert "MOMENTUM_PUBLIC_URL is not set" in finding(momentum)["says"]


@pytest.mark.usefixtures("synced")
def test_with_an_address_and_nobody_who_serves_it_the_doctor_says_so(momentum, monkeypatch):
    monkeypatch.setenv("MOMENTUM_PUBLIC_URL", PUBLIC)

    assert finding(momentum)["verdict"] == "warn"
    assert "momentum serve" in finding(momentum)["todo"]


def test_an_address_without_tls_is_refused_with_the_settings(momentum, monkeypatch):
    monkeypatch.setenv("MOMENTUM_PUBLIC_URL", "http://momentum.example.com")

    ended = momentum("doctor")

    assert ended.code == 1
    assert "MOMENTUM_PUBLIC_URL: it must begin with https://" in ended.out


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (LOOPBACK, "Asana does not take this service's public address"),
        (PUBLIC, "Asana did not reach this service by its public address"),
    ],
)
def test_a_webhook_that_failed_is_told_with_the_next_step(
    synced, momentum, keep, address, says
):
    synced.world.sender = unreachable
    keep(address)

    status = momentum("status")
    assert "Asana is asked for news" in status.out
    assert says in status.out
    assert "https:// address" in status.out
    assert finding(momentum)["verdict"] == "warn"
    assert says in finding(momentum)["says"]
    assert json.loads(momentum("status", "--json").out)["changes_arrive"]["by"] == "polling"


def test_a_webhook_that_was_not_heard_yet_is_no_reason_to_trust_it(synced, momentum, keep):
    synced.world.sender = at_the_door
    keep(PUBLIC)
    synced.world.sender = unreachable  # nothing more comes, its first heartbeat neither

    assert finding(momentum)["says"] == "The webhook is made, but Asana was not heard lately."


def test_disconnecting_without_asana_ends_what_rings_all_the_same(
    synced, momentum, keep, monkeypatch
):
    synced.world.sender = at_the_door
    keep(PUBLIC)
    monkeypatch.setenv("MOMENTUM_ASANA_URL", "http://127.0.0.1:9/api/1.0")

    ended = momentum("disconnect")

    assert ended.code == 0
    assert "by itself within a day" in ended.out
    app = build()
    with app.database.begin() as tx:
        assert webhooks.of_account(tx, 1) == []
    app.close()


def test_disconnecting_without_the_key_is_still_the_way_out(synced, momentum, keep, home):
    synced.world.sender = at_the_door
    keep(PUBLIC)
    (home / "secret.key").unlink()

    ended = momentum("disconnect")

    assert ended.code == 0
    assert "by itself within a day" in ended.out
