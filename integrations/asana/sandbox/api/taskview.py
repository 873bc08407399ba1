"""The properties of a task that are more than an attribute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from integrations.asana.sandbox.state import notes
from integrations.asana.sandbox.state.access import alive
from integrations.asana.sandbox.viewer import ABSENT, Viewer

if TYPE_CHECKING:
    from collections.abc import Callable

    from integrations.asana.sandbox.model import Project, Section, Task

FULL_TASK: Final = (
    "gid",
    "resource_type",
    "name",
    "resource_subtype",
    "assignee",
    "assignee_section",
    "assignee_status",
    "completed",
    "completed_at",
    "created_at",
    "due_at",
    "due_on",
    "external",
    "followers",
    "hearted",
    "hearts",
    "liked",
    "likes",
    "memberships",
    "modified_at",
    "notes",
    "num_hearts",
    "num_likes",
    "parent",
    "permalink_url",
    "projects",
    "start_at",
    "start_on",
    "tags",
    "workspace",
)


@dataclass(frozen=True, slots=True)
class Membership:
    """That a task is in a project, and in which section there."""

    project: Project
    section: Section


def _memberships(viewer: Viewer, task: Task) -> list[Membership]:
    world = viewer.world
    if task.deleted_at is not None:
        return []
    return [
        Membership(world.projects[home], world.sections[section])
        for home, section in task.places.items()
        if world.projects[home].deleted_at is None
    ]


def _external(viewer: Viewer, task: Task) -> object:
    known = task.external
    if known is None or known.app != viewer.token.app:
        return ABSENT
    both = {"gid": known.gid, "data": known.data}
    return {name: value for name, value in both.items() if value is not None}


def _assignee_section(viewer: Viewer, task: Task) -> object:
    if task.assignee is not viewer.user:
        return ABSENT
    return viewer.world.sections[task.assignee_section] if task.assignee_section else None


def _num_subtasks(viewer: Viewer, task: Task) -> int:
    return sum(alive(viewer.world, viewer.world.tasks[gid]) for gid in task.subtasks)


def _liked(viewer: Viewer, task: Task) -> bool:
    return any(like.user is viewer.user for like in task.likes)


TASK: Final[dict[str, Callable[[Viewer, Task], object]]] = {
    "assignee_section": _assignee_section,
    "assignee_status": lambda _viewer, _task: "upcoming",
    "external": _external,
    "hearted": _liked,
    "hearts": lambda _viewer, task: task.likes,
    "html_notes": lambda viewer, task: notes.shown(viewer.world, viewer.user, task.html_notes),
    "liked": _liked,
    "memberships": _memberships,
    "notes": lambda _viewer, task: notes.plain(task.html_notes),
    "num_hearts": lambda _viewer, task: len(task.likes),
    "num_likes": lambda _viewer, task: len(task.likes),
    "num_subtasks": _num_subtasks,
    "parent": lambda viewer, task: viewer.world.tasks[task.parent] if task.parent else None,
    "permalink_url": lambda _viewer, task: f"{notes.APP}{task.gid}",
    "projects": lambda viewer, task: [one.project for one in _memberships(viewer, task)],
    "start_at": lambda _viewer, _task: None,
    "tags": lambda _viewer, _task: [],
}
