"""Making and changing projects and their sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from integrations.asana.sandbox.model import Project
from integrations.asana.sandbox.ordered import Ordered
from integrations.asana.sandbox.population import add_section
from integrations.asana.sandbox.refusals import bad, missing, needs_plan
from integrations.asana.sandbox.state import notes, values
from integrations.asana.sandbox.state.access import find_workspace, named
from integrations.asana.sandbox.state.people import find_person
from integrations.asana.sandbox.state.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from integrations.asana.sandbox.model import (
        Team,
        Token,
        User,
        Workspace,
    )
    from integrations.asana.sandbox.world import World

    Data = Mapping[str, object]

CREATE_ONLY: Final = ("workspace", "team", "followers")
VIEWS: Final = ("list", "board", "calendar", "timeline")
PRIVACY: Final = ("public_to_workspace", "private_to_team", "private")
OTHERS: Final = ("notes", "html_notes", "default_access_level", "custom_fields")


def create(world: World, token: Token, data: Mapping[str, object]) -> Project:
    """Make a project with its one default section; its maker owns and follows it."""
    values.refuse_others(data, {*READERS, *OTHERS, *CREATE_ONLY})
    user, now = token.user, world.now()
    team = _team(world, user, data)
    workspace = _workspace(world, user, data, team)
    _refuse_missing_team(world, workspace, team)
    project = Project(
        gid=world.new_gid(),
        name="",
        workspace=workspace,
        owner=user,
        created_at=now,
        modified_at=now,
        sections=Ordered(),
        team=team,
        members=[user],
        followers=[user],
    )
    _write(world, token, project, {"name": data.get("name"), **data})
    world.projects[project.gid] = project
    add_section(world, project.gid, project.sections, world.switches.default_section_name)
    record(world, user, project, "added", parent=workspace)
    return project


def update(world: World, token: Token, project: Project, data: Mapping[str, object]) -> None:
    """Change the fields that the input names, all or none of them."""
    values.refuse_others(data, {*READERS, *OTHERS})
    for field in _write(world, token, project, data):
        record(world, token.user, project, "changed", field=field)


def _write(
    world: World, token: Token, project: Project, data: Mapping[str, object]
) -> list[str]:
    """Check every field first; then set those that differ, and return their names."""
    workspace = project.workspace
    wanted = {
        name: read(world, token.user, workspace, data)
        for name, read in READERS.items()
        if name in data
    }
    if data.get("custom_fields") or wanted.get("start_on"):
        raise needs_plan("This feature")
    html = notes.stored(world, token.user, data, project=True)
    if html is not None:
        wanted["html_notes"] = html
    different = [name for name in wanted if getattr(project, name) != wanted[name]]
    for name in different:
        setattr(project, name, wanted[name])
    if different:
        project.modified_at = world.now()
    return different


def _read_name(world: World, _user: User, _workspace: Workspace, data: Data) -> object:
    return values.text(data, "name", limit=world.switches.name_limit)


def _read_owner(world: World, user: User, workspace: Workspace, data: Data) -> object:
    return find_person(world, user, "owner", data["owner"], workspace)


def _read_view(_world: World, _user: User, _workspace: Workspace, data: Data) -> object:
    return values.choice(data, "default_view", VIEWS)


def _read_privacy(world: World, _user: User, _workspace: Workspace, data: Data) -> object:
    privacy = values.choice(data, "privacy_setting", PRIVACY)
    if privacy == "private" and not world.switches.private_projects:
        raise bad("privacy_setting: Your administrator does not allow private projects")
    return privacy


READERS: Final[dict[str, Callable[[World, User, Workspace, Data], object]]] = {
    "name": _read_name,
    "owner": _read_owner,
    "default_view": _read_view,
    "privacy_setting": _read_privacy,
    "archived": lambda _world, _user, _workspace, data: values.flag(data, "archived"),
    "due_on": lambda _world, _user, _workspace, data: values.day(data, "due_on"),
    "start_on": lambda _world, _user, _workspace, data: values.day(data, "start_on"),
    "color": lambda _world, _user, _workspace, data: data["color"],
    "icon": lambda _world, _user, _workspace, data: data["icon"],
}


def _team(world: World, user: User, data: Mapping[str, object]) -> Team | None:
    gid = data.get("team")
    return None if gid is None else named(find_team, world, user, "team", gid)


def find_team(world: World, user: User, gid: str) -> Team:
    """Return the team that a path names, if the person is in its organisation."""
    team = world.teams.get(gid)
    if team is None or user not in team.organization.members:
        raise missing("team", gid)
    return team


def _workspace(
    world: World, user: User, data: Mapping[str, object], team: Team | None
) -> Workspace:
    gid = data.get("workspace")
    if gid is None and team is not None:
        return team.organization
    if gid is None:
        raise bad("workspace: Missing input")
    workspace = named(find_workspace, world, user, "workspace", gid)
    if team is not None and team.organization is not workspace:
        raise bad("team: Not a team of this workspace")
    return workspace


def _refuse_missing_team(world: World, workspace: Workspace, team: Team | None) -> None:
    if workspace.is_organization and team is None and world.switches.team_required:
        raise bad("Missing required `team` field")
