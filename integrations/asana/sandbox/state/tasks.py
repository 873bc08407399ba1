"""Making and changing tasks, by the rules that Asana sets for each field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from integrations.asana.sandbox.model import Task
from integrations.asana.sandbox.ordered import Ordered
from integrations.asana.sandbox.refusals import Refusal, bad, needs_plan
from integrations.asana.sandbox.state import family, notes, values
from integrations.asana.sandbox.state.access import (
    find_project,
    find_section,
    find_task,
    find_workspace,
    named,
)
from integrations.asana.sandbox.state.places import END, TOP, put
from integrations.asana.sandbox.state.record import record
from integrations.asana.sandbox.state.taskfields import CREATION_WRITERS, WRITERS, Writing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.asana.sandbox.model import Section, Token, Workspace
    from integrations.asana.sandbox.world import World

PLACEMENT: Final = ("projects", "memberships", "workspace", "parent")
NOTES: Final = ("notes", "html_notes")
FREE_SUBTYPES: Final = ("default_task",)


def create(
    world: World, token: Token, data: Mapping[str, object], *, parent: Task | None = None
) -> Task:
    """Make a task where the input says: in sections, below a parent, or in neither."""
    values.refuse_others(data, {*CREATION_WRITERS, *NOTES, *PLACEMENT, "resource_subtype"})
    user = token.user
    if parent is None and data.get("parent") is not None:
        parent = named(find_task, world, user, "parent", data["parent"])
    sections = _sections(world, token, data)
    workspace = _workspace(world, token, data, parent, sections)
    _check_plan(workspace, data)
    now = world.now()
    task = Task(
        gid=world.new_gid(),
        name="",
        workspace=workspace,
        created_by=user,
        created_at=now,
        modified_at=now,
        subtasks=Ordered(),
        followers=[user],
    )
    _write(world, token, task, data, quietly=True)
    world.tasks[task.gid] = task
    try:
        if parent is not None:
            spot = TOP if world.switches.subtask_on_top else END
            family.set_parent(world, user, task, parent, spot)
    except Refusal:
        del world.tasks[task.gid]
        raise
    spot = TOP if world.switches.created_task_on_top else END
    for section in sections:
        put(world, user, task, section, spot)
    if parent is None and not sections:
        record(world, user, task, "added")
    return task


def update(world: World, token: Token, task: Task, data: Mapping[str, object]) -> None:
    """Change the fields that the input names, all or none of them."""
    values.refuse_others(data, {*WRITERS, *NOTES, "resource_subtype"})
    _check_plan(task.workspace, data)
    _write(world, token, task, data, quietly=False)


def _write(
    world: World, token: Token, task: Task, data: Mapping[str, object], *, quietly: bool
) -> None:
    """Check every field first, and only then change any."""
    writing = Writing(world, token, task, quietly=quietly)
    changes = [
        writer(writing, data) for name, writer in CREATION_WRITERS.items() if name in data
    ]
    html = notes.stored(world, token.user, data)
    if data.get("due_on") is not None and data.get("due_at") is not None:
        raise bad("You may only specify one of due_on and due_at.")
    for change in changes:
        change()
    if html is not None and html != task.html_notes:
        task.html_notes = html
        writing.changed("notes")


def _sections(world: World, token: Token, data: Mapping[str, object]) -> list[Section]:
    """Return the sections that `memberships` and `projects` ask for."""
    memberships, projects = values.gids(data, "memberships"), values.gids(data, "projects")
    if memberships and projects and not world.switches.memberships_beside_projects:
        raise bad("You may only specify one of memberships and projects.")
    wanted: dict[str, Section] = {}
    for membership in memberships:
        if not isinstance(membership, dict):
            raise bad("memberships: Not an object")
        project = named(find_project, world, token.user, "project", membership.get("project"))
        gid = membership.get("section") or project.sections.first()
        section = named(find_section, world, token.user, "section", gid)
        if section.home != project.gid:
            raise bad(f"section: {gid} is not in project {project.gid}")
        wanted[project.gid] = section
    for gid in projects:
        project = named(find_project, world, token.user, "project", gid)
        wanted.setdefault(project.gid, world.sections[project.sections.first()])
    return list(wanted.values())


def _workspace(
    world: World,
    token: Token,
    data: Mapping[str, object],
    parent: Task | None,
    sections: list[Section],
) -> Workspace:
    """Return the one workspace that the input names in one way or another."""
    found = {world.projects[section.home].workspace for section in sections}
    if parent is not None:
        found.add(parent.workspace)
    if data.get("workspace") is not None:
        found.add(named(find_workspace, world, token.user, "workspace", data["workspace"]))
    if not found:
        raise bad("You should specify one of workspace, parent, projects")
    if len(found) > 1:
        raise bad("The task's projects, parent and workspace have to be in one workspace.")
    return found.pop()


def _check_plan(workspace: Workspace, data: Mapping[str, object]) -> None:
    """Refuse what the workspace's plan lacks."""
    subtype = data.get("resource_subtype", "default_task")
    if subtype not in ("default_task", "milestone", "approval", "section", "custom"):
        raise bad(f"resource_subtype: Invalid value: {subtype}")
    if workspace.paid:
        return
    if subtype not in FREE_SUBTYPES:
        raise needs_plan(f"The task type {subtype}")
    if data.get("start_on") is not None or data.get("start_at") is not None:
        raise needs_plan("A start date")
    if data.get("custom_fields"):
        raise needs_plan("Custom Fields")
