"""The endpoints of attachments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana.sandbox.api.call import EMPTY
from integrations.asana.sandbox.model import Attachment
from integrations.asana.sandbox.refusals import bad, missing
from integrations.asana.sandbox.state.access import find_project, find_task, named
from integrations.asana.sandbox.state.record import record

if TYPE_CHECKING:
    from integrations.asana.sandbox.api.call import Body, Call
    from integrations.asana.sandbox.model import Project, Task, User
    from integrations.asana.sandbox.world import World

LARGEST = 100 * 1024 * 1024


def create(call: Call) -> Body:
    """POST /attachments: a file, or a link with a name."""
    gid = _field(call, "parent")
    parent = named(_parent, call.world, call.user, "parent", gid)
    attachment = Attachment(call.world.new_gid(), "", parent, call.world.now())
    if _field(call, "resource_subtype") == "external":
        attachment.name, attachment.url = _field(call, "name") or "", _field(call, "url")
        if not attachment.name or not attachment.url:
            raise bad("An external attachment needs a name and a url")
    else:
        _upload(call, attachment)
    call.world.attachments[attachment.gid] = attachment
    record(call.world, call.user, attachment, "added", parent=parent, also=parent)
    return call.one(attachment)


def get(call: Call) -> Body:
    """GET /attachments/{gid}."""
    return call.one(_attachment(call))


def delete(call: Call) -> Body:
    """DELETE /attachments/{gid}."""
    attachment = _attachment(call)
    del call.world.attachments[attachment.gid]
    record(call.world, call.user, attachment, "deleted", also=attachment.parent)
    return EMPTY


def query(call: Call) -> Body:
    """GET /attachments of a task or project, the oldest first."""
    parent = named(_parent, call.world, call.user, "parent", call.required("parent"))
    every = call.world.attachments.values()
    return call.many(one for one in every if one.parent is parent)


def _upload(call: Call, attachment: Attachment) -> None:
    part = call.files.get("file")
    if part is None or part.filename is None:
        raise bad("file: Missing input")
    if len(part.content) > LARGEST:
        raise bad("file: Too large")
    attachment.name = _field(call, "name") or part.filename
    attachment.content, attachment.media_type = part.content, part.media_type


def _field(call: Call, name: str) -> str | None:
    if (part := call.files.get(name)) is not None:
        return part.text()
    value = call.data.get(name)
    return value if isinstance(value, str) else None


def _parent(world: World, user: User, gid: str) -> Task | Project:
    if gid in world.projects:
        return find_project(world, user, gid)
    return find_task(world, user, gid)


def _attachment(call: Call) -> Attachment:
    attachment = call.world.attachments.get(call.gid)
    if attachment is None:
        raise missing("attachment", call.gid)
    _parent(call.world, call.user, attachment.parent.gid)
    return attachment
