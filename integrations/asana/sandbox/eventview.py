"""How an event looks in a stream and in a delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana.sandbox.model import Story, Task

if TYPE_CHECKING:
    from datetime import datetime

    from integrations.asana.sandbox.model import Event, Resource


def event_as_json(event: Event) -> dict[str, object]:
    """Return an event; it never holds a new text or date, only things in Asana."""
    shown: dict[str, object] = {
        "user": _named(event.user) if event.user else None,
        "created_at": stamp(event.created_at),
        "type": event.resource.resource_type,
        "action": event.action,
        "resource": _named(event.resource),
        "parent": _named(event.parent) if event.parent else None,
    }
    if event.field is not None:
        change: dict[str, object] = {"field": event.field, "action": event.change}
        if event.value is not None:
            change["new_value"] = _named(event.value)
        shown["change"] = change
    return shown


def stamp(moment: datetime) -> str:
    """Return a time as Asana writes it: UTC, to the millisecond."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def _named(resource: Resource) -> dict[str, object]:
    shown: dict[str, object] = {
        "gid": resource.gid,
        "resource_type": resource.resource_type,
    }
    if isinstance(resource, Task):
        shown["resource_subtype"] = resource.resource_subtype
    if isinstance(resource, Story):
        shown["resource_subtype"] = "system"
    elif (name := getattr(resource, "name", None)) is not None:
        shown["name"] = name
    return shown
