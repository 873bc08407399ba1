"""Deleting and restoring: what is in the trash keeps its place until it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana.sandbox.state.access import lineage
from integrations.asana.sandbox.state.record import record

if TYPE_CHECKING:
    from integrations.asana.sandbox.model import Project, Task, User
    from integrations.asana.sandbox.world import World


def delete_task(world: World, user: User, task: Task) -> None:
    """Move a task, and its subtasks with it, to the trash."""
    for one in family(world, task):
        if one.deleted_at is None:
            record(world, user, one, "deleted")
    task.deleted_at = world.now()


def restore_task(world: World, user: User, task: Task) -> None:
    """Bring a task back to where it was, as far as those places still exist."""
    for gid in [gid for gid in task.places if world.projects[gid].deleted_at]:
        world.sections[task.places.pop(gid)].tasks.remove(task.gid, at=world.now())
    for one in lineage(world, task):
        one.deleted_at = None
    for one in family(world, task):
        record(world, user, one, "undeleted")


def delete_project(world: World, user: User, project: Project) -> None:
    """Delete a project, with the tasks that are nowhere else unless the world keeps them."""
    now = project.deleted_at = world.now()
    record(world, user, project, "deleted")
    for gid in project.sections:
        for task_gid in world.sections[gid].tasks:
            task = world.tasks[task_gid]
            alone = set(task.places) == {project.gid} and task.parent is None
            if alone and world.switches.project_takes_its_tasks_along and not task.deleted_at:
                task.deleted_at = now
                record(world, user, task, "deleted")


def restore_project(world: World, user: User, project: Project) -> None:
    """Bring back a project and the tasks that went with it."""
    went = project.deleted_at
    project.deleted_at = None
    record(world, user, project, "undeleted")
    for gid in project.sections:
        for task_gid in world.sections[gid].tasks:
            task = world.tasks[task_gid]
            if task.deleted_at == went:
                task.deleted_at = None
                record(world, user, task, "undeleted")


def family(world: World, task: Task) -> list[Task]:
    """Return a task with all its subtasks, theirs, and so on."""
    below = [one for gid in task.subtasks for one in family(world, world.tasks[gid])]
    return [task, *below]
