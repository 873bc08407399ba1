"""A world as plain data: projects, sections, tasks and subtasks in order, and the trash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana.sandbox.state.access import alive

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.asana.sandbox.model import Project, Section, Task, UserTaskList
    from integrations.asana.sandbox.world import World

    Plain = dict[str, object]


def snapshot(world: World) -> Plain:
    """Return everything there is. `loose` are living tasks in no project and no parent."""
    tasks = world.tasks.values()
    return {
        "projects": [_project(world, one) for one in world.projects.values()],
        "loose": [
            _task(world, one)
            for one in tasks
            if alive(world, one) and not one.parent and not _homes(world, one)
        ],
        "trash": [_task(world, one) for one in tasks if one.deleted_at is not None],
        "my_tasks": {one.owner.gid: _my_tasks(world, one) for one in world.task_lists.values()},
    }


def _project(world: World, project: Project) -> Plain:
    return {
        "gid": project.gid,
        "name": project.name,
        "html_notes": project.html_notes,
        "privacy_setting": project.privacy_setting,
        "default_view": project.default_view,
        "archived": project.archived,
        "deleted": project.deleted_at is not None,
        "workspace": project.workspace.gid,
        "team": project.team.gid if project.team else None,
        "sections": [_section(world, world.sections[gid]) for gid in project.sections],
    }


def _section(world: World, section: Section) -> Plain:
    return {
        "gid": section.gid,
        "name": section.name,
        "tasks": [_task(world, one) for one in _living(world, section.tasks)],
    }


def _task(world: World, task: Task) -> Plain:
    return {
        "gid": task.gid,
        "name": task.name,
        "html_notes": task.html_notes,
        "completed": task.completed,
        "due_on": task.due_on.isoformat() if task.due_on else None,
        "due_at": task.due_at.isoformat() if task.due_at else None,
        "assignee": task.assignee.gid if task.assignee else None,
        "assignee_section": task.assignee_section,
        "liked_by": [like.user.gid for like in task.likes],
        "external": task.external.gid if task.external else None,
        "memberships": dict(task.places),
        "parent": task.parent,
        "created_by": task.created_by.gid,
        "created_at": task.created_at.isoformat(),
        "attachments": [one.name for one in world.attachments.values() if one.parent is task],
        "subtasks": [_task(world, one) for one in _living(world, task.subtasks)],
    }


def _my_tasks(world: World, mine: UserTaskList) -> list[Plain]:
    sections = [world.sections[gid] for gid in mine.sections]
    return [
        {
            "gid": section.gid,
            "name": section.name,
            "tasks": [one.gid for one in _living(world, section.tasks)],
        }
        for section in sections
    ]


def _living(world: World, gids: Iterable[str]) -> list[Task]:
    return [world.tasks[gid] for gid in gids if alive(world, world.tasks[gid])]


def _homes(world: World, task: Task) -> list[str]:
    return [gid for gid in task.places if world.projects[gid].deleted_at is None]
