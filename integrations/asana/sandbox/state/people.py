"""Finding the person that an input names: by gid, by address, or as "me"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana.sandbox.refusals import forbidden, missing, unrecognised

if TYPE_CHECKING:
    from integrations.asana.sandbox.model import User, Workspace
    from integrations.asana.sandbox.world import World


def look_up(world: World, me: User, who: str) -> User | None:
    """Return the person, if there is one."""
    if who == "me":
        return me
    if who in world.users:
        return world.users[who]
    return next((one for one in world.users.values() if one.email == who), None)


def find_user(world: World, me: User, who: str) -> User:
    """Return the person that a path names; only people of shared workspaces are seen."""
    user = look_up(world, me, who)
    if user is None:
        raise missing("user", who)
    if user is not me and not any(
        me in one.members and user in one.members for one in world.workspaces.values()
    ):
        raise forbidden("user")
    return user


def find_person(world: World, me: User, name: str, who: object, workspace: Workspace) -> User:
    """Return the member of the workspace that an input names."""
    user = look_up(world, me, who) if isinstance(who, str) else None
    if user is None or user not in workspace.members:
        raise unrecognised(name, who)
    return user
