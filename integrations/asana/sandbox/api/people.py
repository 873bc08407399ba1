"""The endpoints of users, workspaces, teams and My Tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana.sandbox.state.access import find_list, find_workspace, named
from integrations.asana.sandbox.state.people import find_user
from integrations.asana.sandbox.state.places import my_tasks
from integrations.asana.sandbox.state.projects import find_team

if TYPE_CHECKING:
    from integrations.asana.sandbox.api.call import Body, Call


def get_user(call: Call) -> Body:
    """GET /users/{gid}, with "me" and addresses."""
    return call.one(find_user(call.world, call.user, call.gid))


def users_of_workspace(call: Call) -> Body:
    """GET /workspaces/{gid}/users."""
    return call.many(find_workspace(call.world, call.user, call.gid).members)


def workspaces(call: Call) -> Body:
    """GET /workspaces: one's own."""
    mine = [one for one in call.world.workspaces.values() if call.user in one.members]
    return call.many(mine)


def get_workspace(call: Call) -> Body:
    """GET /workspaces/{gid}."""
    return call.one(find_workspace(call.world, call.user, call.gid))


def teams_of_user(call: Call) -> Body:
    """GET /users/{gid}/teams of one organisation."""
    user = find_user(call.world, call.user, call.gid)
    gid = call.required("organization")
    organization = named(find_workspace, call.world, call.user, "organization", gid)
    return call.many(
        team
        for team in call.world.teams.values()
        if team.organization is organization and user in team.members
    )


def teams_of_workspace(call: Call) -> Body:
    """GET /workspaces/{gid}/teams."""
    organization = find_workspace(call.world, call.user, call.gid)
    every = call.world.teams.values()
    return call.many(team for team in every if team.organization is organization)


def get_team(call: Call) -> Body:
    """GET /teams/{gid}."""
    return call.one(find_team(call.world, call.user, call.gid))


def task_list_of_user(call: Call) -> Body:
    """GET /users/{gid}/user_task_list of one workspace."""
    user = find_user(call.world, call.user, call.gid)
    return call.one(my_tasks(call.world, user, call.required("workspace")))


def get_task_list(call: Call) -> Body:
    """GET /user_task_lists/{gid}."""
    return call.one(find_list(call.world, call.user, call.gid))
