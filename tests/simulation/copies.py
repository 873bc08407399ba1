"""The marks of what we make, and what was made although it was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.asana.sandbox.state.access import alive
from service.board.notes import markers_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from integrations.asana.sandbox.model import Task
    from simulation.life import Life

GOAL, STEP = "momentum:goal:", "momentum:step:"
REVIEW, DECISION = "momentum:review:", "momentum:decision:"
SECTION = "momentum:section:"
BELOW = (STEP, DECISION)


def mark_of(task: Task, *kinds: str) -> str | None:
    """The task's mark of one of these kinds, in whichever place it is."""
    marks = markers_in(task.html_notes) | {(task.external and task.external.gid) or ""}
    return next((mark for mark in sorted(marks) if mark.startswith(kinds)), None)


def made_twice(life: Life, gids: Iterable[str]) -> Iterator[str]:
    """Those marks of new tasks that another task of ours has, where it can be seen.

    It does not matter that one of them is put away later on. What the person has copied,
    restored, or taken elsewhere is another matter.
    """
    tasks, project = life.home.world.tasks, life.project
    for new in [tasks[gid] for gid in gids]:
        mark = _visible_mark(life, project, new)
        if mark and any(
            one is not new and _visible_mark(life, project, one) == mark
            for one in tasks.values()
        ):
            yield mark


def _visible_mark(life: Life, project: str | None, task: Task) -> str | None:
    if task.gid in life.born | life.touched or not alive(life.home.world, task):
        return None
    above = life.home.world.tasks[task.parent] if task.parent else task
    if project not in above.places:
        return None
    return mark_of(task, *BELOW) if task.parent else mark_of(task, GOAL, REVIEW)
