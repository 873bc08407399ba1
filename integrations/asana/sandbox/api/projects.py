"""The endpoints of projects and sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana.sandbox.api.call import EMPTY
from integrations.asana.sandbox.state import projects, trash
from integrations.asana.sandbox.state.access import (
    find_project,
    find_workspace,
    named,
    sees_project,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.asana.sandbox.api.call import Body, Call
    from integrations.asana.sandbox.model import Project


def get(call: Call) -> Body:
    """GET /projects/{gid}."""
    return call.one(find_project(call.world, call.user, call.gid))


def create(call: Call) -> Body:
    """POST /projects."""
    return call.one(projects.create(call.world, call.token, call.data))


def update(call: Call) -> Body:
    """PUT /projects/{gid}."""
    project = find_project(call.world, call.user, call.gid)
    projects.update(call.world, call.token, project, call.data)
    return call.one(project)


def delete(call: Call) -> Body:
    """DELETE /projects/{gid}."""
    project = find_project(call.world, call.user, call.gid)
    trash.delete_project(call.world, call.user, project)
    return EMPTY


def query(call: Call) -> Body:
    """GET /projects, of a workspace or a team or of all one's workspaces."""
    found = _visible(call)
    if gid := call.query.get("workspace"):
        workspace = named(find_workspace, call.world, call.user, "workspace", gid)
        found = [one for one in found if one.workspace is workspace]
    if gid := call.query.get("team"):
        team = named(projects.find_team, call.world, call.user, "team", gid)
        found = [one for one in found if one.team is team]
    return call.many(found)


def of_workspace(call: Call) -> Body:
    """GET /workspaces/{gid}/projects."""
    workspace = find_workspace(call.world, call.user, call.gid)
    return call.many([one for one in _visible(call) if one.workspace is workspace])


def create_in_workspace(call: Call) -> Body:
    """POST /workspaces/{gid}/projects."""
    data = {**call.data, "workspace": call.gid}
    return call.one(projects.create(call.world, call.token, data))


def _visible(call: Call) -> Iterable[Project]:
    archived = call.query.get("archived")
    return [
        one
        for one in call.world.projects.values()
        if one.deleted_at is None
        and sees_project(call.user, one)
        and (archived is None or one.archived == (archived.lower() == "true"))
    ]
