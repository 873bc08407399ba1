"""Webhooks: the handshake, deliveries with a signature, and how they end."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING

import pytest

from integrations.asana.sandbox.delivery import Reply, Unreachable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conftest import Api, Clock

    from integrations.asana.sandbox import Person, World
    from integrations.asana.sandbox.model import Workspace

TARGET = "https://example.com/hooks/1?secret=path"


class Target:
    """A server behind a webhook, as a sender."""

    def __init__(self, world: World) -> None:
        self.secret = ""
        self.bodies: list[bytes] = []
        self.signatures: list[str] = []
        self.status = 200
        self.echoes = True
        world.sender = self

    def __call__(self, url: str, headers: Mapping[str, str], body: bytes, /) -> Reply:
        assert url == TARGET
        if secret := headers.get("X-Hook-Secret"):
            self.secret = secret
            return Reply(self.status, {"x-hook-secret": secret} if self.echoes else {})
        if self.status == 0:
            raise Unreachable("connection refused")
        self.bodies.append(body)
        self.signatures.append(headers["X-Hook-Signature"])
        return Reply(self.status)

    @property
    def events(self) -> list[dict]:
        return [event for body in self.bodies for event in json.loads(body)["events"]]


@pytest.fixture
def target(world: World) -> Target:
    return Target(world)


@pytest.fixture
def webhook(api: Api, board: str, target: Target) -> str:
    made = api.call("POST", "/webhooks", data={"resource": board, "target": TARGET}).json()
    assert made["X-Hook-Secret"] == target.secret
    assert made["data"]["active"] is True
    return made["data"]["gid"]


def test_a_delivery_is_signed_over_its_bytes(
    webhook: str, target: Target, world: World, person: Person, sections: dict[str, str]
):
    assert webhook
    person.add_task(sections["Now"], "Speak")

    assert world.deliver() == 1
    assert world.deliver() == 0

    key, body = target.secret.encode(), target.bodies[0]
    assert target.signatures == [hmac.new(key, body, hashlib.sha256).hexdigest()]
    assert [one["action"] for one in target.events] == ["added", "added"]


def test_a_heartbeat_is_an_empty_delivery(webhook: str, target: Target, world: World):
    assert webhook
    world.deliver(heartbeat=True)

    assert target.bodies == [b'{"events": []}']


@pytest.mark.parametrize("fault", ["status", "echo"])
def test_without_a_handshake_there_is_no_webhook(
    api: Api, board: str, target: Target, world: World, fault: str
):
    if fault == "status":
        target.status = 401
    else:
        target.echoes = False

    status, _ = api.refusal("POST", "/webhooks", data={"resource": board, "target": TARGET})

    assert status == 400
    assert not world.webhooks


def test_a_second_webhook_of_the_same_kind_is_refused(
    api: Api, board: str, webhook: str, workspace: Workspace
):
    data = {"resource": board, "target": TARGET}

    assert api.refusal("POST", "/webhooks", data=data)[0] == 403
    listed = api.list("/webhooks", workspace=workspace.gid, resource=board)
    assert [one["gid"] for one in listed] == [webhook]
    api.delete(f"/webhooks/{webhook}")
    assert api.post("/webhooks", **data)["active"] is True


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("http://localhost:8000/x", 403),
        ("http://127.0.0.1/x", 403),
        ("http://[::1]/x", 403),
        ("ftp://example.com/x", 400),
        ("nonsense", 400),
    ],
)
def test_a_target_is_a_public_address(api: Api, board: str, url: str, status: int):
    data = {"resource": board, "target": url}

    assert api.refusal("POST", "/webhooks", data=data)[0] == status


def test_filters_choose_and_can_be_replaced(
    api: Api, webhook: str, target: Target, world: World, person: Person, board: str
):
    rule = {"resource_type": "task", "action": "changed", "fields": ["completed"]}
    api.put(f"/webhooks/{webhook}", filters=[rule])
    task = api.post("/tasks", name="Speak", projects=[board])["gid"]
    person.rename(task, "Talk")
    person.complete(task)

    world.deliver()

    assert [one["change"]["field"] for one in target.events] == ["completed"]


def test_failures_back_off_and_nothing_is_lost_meanwhile(
    webhook: str,
    target: Target,
    world: World,
    person: Person,
    clock: Clock,
    sections: dict[str, str],
):
    person.add_task(sections["Now"], "Speak")
    target.status = 0
    assert world.deliver() == 1
    assert world.webhooks[webhook].last_failure_content == "connection refused"
    assert world.deliver() == 0

    target.status = 200
    clock.pass_(minutes=1)

    assert world.deliver() == 1
    assert len(target.events) == 2


def test_after_a_day_without_success_the_webhook_is_gone(
    api: Api, webhook: str, target: Target, world: World, person: Person, clock: Clock
):
    person.rename_project(world.webhooks[webhook].resource.gid, "Mine")
    target.status = 500
    for _ in range(26):
        world.deliver()
        clock.pass_(hours=1)

    assert api.refusal("GET", f"/webhooks/{webhook}")[0] == 404


@pytest.mark.parametrize(("outlive", "tried"), [(True, 1), (False, 0)])
def test_a_webhook_whose_maker_lost_every_token_ends_or_not(
    webhook: str, target: Target, world: World, outlive: bool, tried: int
):
    assert target.secret
    world.switches.webhooks_outlive_tokens = outlive
    world.revoke(next(iter(world.tokens)))

    assert world.deliver(heartbeat=True) == tried
    assert (webhook in world.webhooks) is outlive
