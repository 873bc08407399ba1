"""Duplicating a task as a person does: everything a copy takes along, nothing it cannot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from integrations.asana.sandbox.ordered import Ordered
from integrations.asana.sandbox.state import family
from integrations.asana.sandbox.state.access import alive
from integrations.asana.sandbox.state.places import END, Spot, put, put_into_my_tasks

if TYPE_CHECKING:
    from integrations.asana.sandbox.model import Task, User
    from integrations.asana.sandbox.world import World


def copy_task(
    world: World, user: User, task: Task, *, name: str | None = None, step: bool = False
) -> Task:
    """Make an unfinished copy beside the task, with its notes, dates and subtasks.

    Hearts, `external`, attachments and the tick stay with the original.
    """
    now = world.now()
    copy = replace(
        task,
        gid=world.new_gid(),
        name=name or (task.name if step else f"Duplicate of {task.name}"),
        created_by=user,
        created_at=now,
        modified_at=now,
        subtasks=Ordered(),
        completed=False,
        completed_at=None,
        completed_by=None,
        assignee_section=None,
        parent=None,
        places={},
        likes=[],
        external=None,
        followers=[user],
    )
    world.tasks[copy.gid] = copy
    if copy.assignee is not None and task.assignee_section:
        put_into_my_tasks(world, copy, world.sections[task.assignee_section])
    if task.parent is not None and not step:
        above = world.tasks[task.parent]
        family.set_parent(world, user, copy, above, Spot(after=task.gid))
    for section in task.places.values():
        put(world, user, copy, world.sections[section], Spot(after=task.gid))
    for gid in list(task.subtasks):
        if alive(world, world.tasks[gid]):
            below = copy_task(world, user, world.tasks[gid], step=True)
            family.set_parent(world, user, below, copy, END)
    return copy
