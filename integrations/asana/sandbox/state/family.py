"""Subtasks: whose they are and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana.sandbox.refusals import bad
from integrations.asana.sandbox.state.access import DEEPEST, lineage
from integrations.asana.sandbox.state.record import record

if TYPE_CHECKING:
    from integrations.asana.sandbox.model import Task, User
    from integrations.asana.sandbox.state.places import Spot
    from integrations.asana.sandbox.world import World


def set_parent(world: World, user: User, task: Task, parent: Task | None, spot: Spot) -> None:
    """Make a task a subtask, move it among its siblings, or set it free."""
    now = world.now()
    if parent is not None:
        _check(world, task, parent, spot)
    old = world.tasks[task.parent] if task.parent else None
    if old is not None and old is not parent:
        record(world, user, task, "removed", parent=old)
        old.subtasks.remove(task.gid, at=now)
    if parent is not None:
        parent.subtasks.insert(
            task.gid, at=now, after=spot.after, before=spot.before, top=spot.top
        )
    task.parent = parent.gid if parent else None
    if parent is not None and parent is not old:
        record(world, user, task, "added", parent=parent)


def _check(world: World, task: Task, parent: Task, spot: Spot) -> None:
    """Refuse loops, too many levels, and anchors that are no siblings."""
    above = list(lineage(world, parent))
    if task in above:
        raise bad("A task cannot be a subtask of itself.")
    if len(above) + _height(world, task) > DEEPEST:
        raise bad(f"Subtasks can be nested {DEEPEST} levels deep at most.")
    anchor = spot.after or spot.before
    if anchor is not None and (anchor == task.gid or anchor not in parent.subtasks):
        raise bad(f"Task {anchor} is not a subtask of {parent.gid}.")


def _height(world: World, task: Task) -> int:
    return max((1 + _height(world, world.tasks[gid]) for gid in task.subtasks), default=0)
