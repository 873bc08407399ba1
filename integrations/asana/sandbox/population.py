"""How people, workspaces, teams and credentials come into a world."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from integrations.asana.sandbox.model import (
    Section,
    Team,
    Token,
    User,
    UserTaskList,
    Workspace,
)
from integrations.asana.sandbox.ordered import Ordered

if TYPE_CHECKING:
    from datetime import timedelta

    from integrations.asana.sandbox.world import World

MY_TASKS_SECTIONS = ("Recently assigned", "Do today", "Do next week", "Do later")


def add_user(world: World, name: str, email: str) -> User:
    """Let a person sign up."""
    user = User(world.new_gid(), name, email)
    world.users[user.gid] = user
    return user


def add_workspace(
    world: World,
    name: str,
    members: list[User],
    sections: tuple[str, ...],
    *,
    organization: bool,
    paid: bool,
) -> Workspace:
    """Open a workspace, with My Tasks for each member."""
    workspace = Workspace(world.new_gid(), name, organization, paid, list(members))
    world.workspaces[workspace.gid] = workspace
    for user in members:
        mine = UserTaskList(world.new_gid(), user, workspace, Ordered())
        world.task_lists[mine.gid] = mine
        for section in sections:
            add_section(world, mine.gid, mine.sections, section)
    return workspace


def add_team(world: World, organization: Workspace, name: str, members: list[User]) -> Team:
    """Form a team."""
    team = Team(world.new_gid(), name, organization, list(members))
    world.teams[team.gid] = team
    return team


def add_token(world: World, user: User, *, app: str, lives: timedelta | None = None) -> str:
    """Issue a credential that looks like Asana's."""
    seed = f"{user.gid}/{world.random.random()}".encode()
    secret = f"2/{user.gid}/{world.new_gid()}:{hashlib.sha256(seed).hexdigest()[:32]}"
    expires_at = world.now() + lives if lives else None
    world.tokens[secret] = Token(secret, user, app, expires_at)
    return secret


def add_section(
    world: World,
    home: str,
    sections: Ordered,
    name: str,
    *,
    after: str | None = None,
    before: str | None = None,
) -> Section:
    """Put a section into a project or My Tasks."""
    now = world.now()
    section = Section(world.new_gid(), name, home, now, Ordered())
    world.sections[section.gid] = section
    sections.insert(section.gid, at=now, after=after, before=before)
    return section
