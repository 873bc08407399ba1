"""Where tasks are: in the sections of projects and of My Tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.asana.sandbox.refusals import bad
from integrations.asana.sandbox.state.access import alive
from integrations.asana.sandbox.state.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from integrations.asana.sandbox.model import (
        Project,
        Section,
        Task,
        User,
        UserTaskList,
    )
    from integrations.asana.sandbox.world import World

MOST_PROJECTS = 20


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a list something goes: beside an anchor, on top, or at the end."""

    after: str | None = None
    before: str | None = None
    top: bool = False


TOP = Spot(top=True)
END = Spot()


def put(world: World, user: User, task: Task, section: Section, spot: Spot) -> None:
    """Put a task into a project's section, wherever in that project it was before."""
    project = world.projects[section.home]
    anchor = spot.after or spot.before
    if anchor is not None and (anchor == task.gid or anchor not in section.tasks):
        raise bad(f"Task {anchor} is not in section {section.gid}.")
    was = task.places.get(project.gid)
    if was is None and len(task.places) >= MOST_PROJECTS:
        raise bad(f"A task can be in {MOST_PROJECTS} projects at most.")
    now = world.now()
    if was is not None and was != section.gid:
        world.sections[was].tasks.remove(task.gid, at=now)
    section.tasks.insert(task.gid, at=now, after=spot.after, before=spot.before, top=spot.top)
    task.places[project.gid] = section.gid
    if was is None:
        record(world, user, task, "added", parent=project)
    if was != section.gid:
        if was is not None:
            record(world, user, task, "removed", parent=world.sections[was])
        record(world, user, task, "added", parent=section)


def take_out(world: World, user: User, task: Task, project: Project) -> None:
    """Take a task out of a project; it lives on without it."""
    section = task.places.pop(project.gid, None)
    if section is None:
        return
    world.sections[section].tasks.remove(task.gid, at=world.now())
    record(world, user, task, "removed", parent=project, also=project)


def put_into_my_tasks(world: World, task: Task, section: Section | None) -> None:
    """Put a task into a section of its assignee's My Tasks, or out of My Tasks."""
    now = world.now()
    if task.assignee_section is not None:
        world.sections[task.assignee_section].tasks.remove(task.gid, at=now)
    task.assignee_section = None
    if section is not None:
        section.tasks.insert(task.gid, at=now, top=True)
        task.assignee_section = section.gid


def my_tasks(world: World, user: User, workspace_gid: str) -> UserTaskList:
    """Return a member's My Tasks in a workspace."""
    for mine in world.task_lists.values():
        if mine.owner is user and mine.workspace.gid == workspace_gid:
            return mine
    raise bad(f"{user.name} is not a member of that workspace.")


def tasks_in(world: World, home: Project | UserTaskList, as_of: datetime) -> Iterator[Task]:
    """Yield a list's tasks in order, section by section, as they were at that time."""
    for gid in home.sections.as_of(as_of):
        if section := world.sections.get(gid):
            yield from tasks_of(world, section, as_of)


def tasks_of(world: World, section: Section, as_of: datetime) -> Iterator[Task]:
    """Yield a section's tasks in order, as they were at that time."""
    return present(world, section.tasks.as_of(as_of), as_of)


def present(world: World, gids: tuple[str, ...], as_of: datetime) -> Iterator[Task]:
    """Yield those of the tasks that were not in the trash at that time."""
    for gid in gids:
        task = world.tasks[gid]
        if alive(world, task) or (task.deleted_at and task.deleted_at > as_of):
            yield task
