"""Webhooks: the handshake, signed deliveries, heartbeats, retries and the end after a day."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from integrations.asana.sandbox.delivery import Unreachable
from integrations.asana.sandbox.eventview import event_as_json
from integrations.asana.sandbox.model import Webhook
from integrations.asana.sandbox.refusals import Refusal, bad

if TYPE_CHECKING:
    from integrations.asana.sandbox.delivery import Reply
    from integrations.asana.sandbox.model import Event, Resource, User
    from integrations.asana.sandbox.world import World

GIVES_UP_AFTER: Final = timedelta(hours=24)
FIRST_RETRY: Final = timedelta(seconds=30)
LONGEST_RETRY: Final = timedelta(hours=1)
HEARTBEAT: Final = timedelta(hours=8)


def create(
    world: World,
    user: User,
    resource: Resource,
    target: str,
    filters: list[dict[str, object]],
) -> Webhook:
    """Shake hands with the target, and subscribe it.

    The target is called while the caller still waits, so the world is not held meanwhile.
    """
    until_heard = timedelta(seconds=world.switches.first_heartbeat_seconds)
    with world.acting():
        _refuse_target(world, user, resource, target)
        seed = f"{target}/{world.random.random()}".encode()
        webhook = Webhook(
            gid=world.new_gid(),
            owner=user,
            resource=resource,
            target=target,
            secret=hashlib.sha256(seed).hexdigest(),
            created_at=world.now(),
            position=len(world.events),
            heartbeat_at=world.now() + until_heard,
            filters=filters,
        )
    _shake_hands(world, webhook)
    with world.acting():
        webhook.active = True
        webhook.last_success_at = world.now()
        world.webhooks[webhook.gid] = webhook
    return webhook


def deliver(world: World, *, heartbeat: bool = False) -> int:
    """Send each webhook what has happened since, and return how many were tried."""
    tried = 0
    for webhook in list(world.webhooks.values()):
        with world.acting():
            if _orphaned(world, webhook):
                del world.webhooks[webhook.gid]
                continue
            now, end = world.now(), len(world.events)
            events = [one for one in world.events[webhook.position :] if _wants(webhook, one)]
            waits = webhook.next_attempt_after is not None and now < webhook.next_attempt_after
        beats = heartbeat or now >= webhook.heartbeat_at
        if waits or not (events or beats):
            continue
        tried += 1
        body = json.dumps({"events": [event_as_json(one) for one in events]}).encode()
        failure = _send(world, webhook, body)
        with world.acting():
            if failure is None:
                _succeeded(world, webhook, end)
            else:
                _failed(world, webhook, failure)
    return tried


def signature(secret: str, body: bytes) -> str:
    """Return the signature that proves where a delivery comes from."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _refuse_target(world: World, user: User, resource: Resource, target: str) -> None:
    parts = urlsplit(target)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad("target: Not a valid URL")
    if not world.allow_local_targets and _is_local(parts.hostname):
        raise Refusal(403, "target: The target may not be a local address")
    for other in world.webhooks.values():
        if (other.owner, other.resource, other.target) == (user, resource, target):
            raise Refusal(
                403,
                "Duplicated webhook. You already have an existing webhook with the same "
                "resource and target.",
            )


def _is_local(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


def _shake_hands(world: World, webhook: Webhook) -> None:
    try:
        reply = world.sender(webhook.target, {"X-Hook-Secret": webhook.secret}, b"{}")
    except Unreachable as broken:
        raise bad(f"The remote server could not be reached: {broken}") from None
    if reply.status not in (200, 204):
        raise bad(
            "The remote server which is intended to receive the webhook responded with an "
            f"incorrect status code: {reply.status}"
        )
    if _header(reply, "X-Hook-Secret") != webhook.secret:
        raise bad("The remote server did not respond with the handshake secret.")


def _header(reply: Reply, name: str) -> str | None:
    found = (value for key, value in reply.headers.items() if key.lower() == name.lower())
    return next(found, None)


def _send(world: World, webhook: Webhook, body: bytes) -> str | None:
    """Send one delivery; return what went wrong, or None."""
    headers = {
        "Content-Type": "application/json",
        "X-Hook-Signature": signature(webhook.secret, body),
    }
    try:
        reply = world.sender(webhook.target, headers, body)
    except Unreachable as broken:
        return str(broken)
    return None if reply.accepted else f"Status {reply.status}"


def _succeeded(world: World, webhook: Webhook, end: int) -> None:
    webhook.position = end
    webhook.last_success_at = world.now()
    webhook.heartbeat_at = world.now() + HEARTBEAT
    webhook.delivery_retry_count = 0
    webhook.next_attempt_after = webhook.failing_since = None


def _failed(world: World, webhook: Webhook, failure: str) -> None:
    """Back off; after a day without a success the webhook is deleted."""
    now = world.now()
    webhook.failing_since = webhook.failing_since or now
    webhook.last_failure_at, webhook.last_failure_content = now, failure
    wait = min(FIRST_RETRY * 2**webhook.delivery_retry_count, LONGEST_RETRY)
    webhook.delivery_retry_count = min(webhook.delivery_retry_count + 1, 30)
    webhook.next_attempt_after = now + wait
    if now - webhook.failing_since >= GIVES_UP_AFTER:
        world.webhooks.pop(webhook.gid, None)


def _orphaned(world: World, webhook: Webhook) -> bool:
    """Tell whether nobody's token stands behind a webhook any more, where that matters."""
    if world.switches.webhooks_outlive_tokens:
        return False
    tokens = [one for one in world.tokens.values() if one.user is webhook.owner]
    return all(token.revoked for token in tokens)


def _wants(webhook: Webhook, event: Event) -> bool:
    if webhook.resource.gid not in event.scopes:
        return False
    return not webhook.filters or any(_passes(one, event) for one in webhook.filters)


def _passes(rule: dict[str, object], event: Event) -> bool:
    fields = rule.get("fields")
    return (
        rule.get("resource_type") == event.resource.resource_type
        and rule.get("action", event.action) == event.action
        and (not isinstance(fields, list) or event.field in fields)
    )
