"""The endpoints of events and webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana.sandbox.api.call import EMPTY
from integrations.asana.sandbox.eventview import event_as_json
from integrations.asana.sandbox.refusals import bad, forbidden, missing
from integrations.asana.sandbox.state import streams, values, webhooks
from integrations.asana.sandbox.state.access import find_list, find_task, named

if TYPE_CHECKING:
    from integrations.asana.sandbox.api.call import Body, Call
    from integrations.asana.sandbox.model import Project, Task, User, UserTaskList, Webhook
    from integrations.asana.sandbox.world import World


def events(call: Call) -> Body:
    """GET /events: what happened since a token, or 412 and a token."""
    resource = _observed(call.world, call.user, call.required("resource"))
    page = streams.read(call.world, resource.gid, call.query.get("sync"))
    shown = [event_as_json(event) for event in page.events]
    return {"data": shown, "sync": page.sync, "has_more": page.has_more}


def create_webhook(call: Call) -> Body:
    """POST /webhooks: the target is called before this answers."""
    gid = call.data.get("resource")
    resource = named(_observed, call.world, call.user, "resource", gid)
    target = values.text(call.data, "target")
    filters = call.data.get("filters") or []
    if not isinstance(filters, list):
        raise bad("filters: Not an array")
    webhook = webhooks.create(call.world, call.user, resource, target, filters)
    return {**call.one(webhook), "X-Hook-Secret": webhook.secret}


def query_webhooks(call: Call) -> Body:
    """GET /webhooks of a workspace; those of this user."""
    workspace, resource = call.required("workspace"), call.query.get("resource")
    return call.many(
        one
        for one in call.world.webhooks.values()
        if one.owner is call.user
        and _workspace_of(one) == workspace
        and resource in (None, one.resource.gid)
    )


def get_webhook(call: Call) -> Body:
    """GET /webhooks/{gid}."""
    return call.one(_webhook(call))


def update_webhook(call: Call) -> Body:
    """PUT /webhooks/{gid}: replaces the filters; there is no other secret to be had."""
    webhook = _webhook(call)
    values.refuse_others(call.data, ("filters",))
    filters = call.data.get("filters")
    if not isinstance(filters, list):
        raise bad("filters: Not an array")
    webhook.filters = filters
    return call.one(webhook)


def delete_webhook(call: Call) -> Body:
    """DELETE /webhooks/{gid}."""
    del call.world.webhooks[_webhook(call).gid]
    return EMPTY


def _observed(world: World, user: User, gid: str) -> Task | Project | UserTaskList:
    if gid in world.tasks:
        return find_task(world, user, gid)
    return find_list(world, user, gid)


def _workspace_of(webhook: Webhook) -> str | None:
    workspace = getattr(webhook.resource, "workspace", None)
    return workspace.gid if workspace else None


def _webhook(call: Call) -> Webhook:
    webhook = call.world.webhooks.get(call.gid)
    if webhook is None:
        raise missing("webhook", call.gid)
    if webhook.owner is not call.user:
        raise forbidden("webhook")
    return webhook
