"""Everything that a sync reads of Asana, before anything is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.remote import Remote, RemoteStep

if TYPE_CHECKING:
    from service.domain.base import Known
    from service.usecases.ports import Board, Layout


def read_all(board: Board, layout: Layout, known: Known) -> Remote:
    """Read the project, what is missing from it, and the steps of every goal that has any.

    What is absent from a list is asked for itself before anything is made of it, because
    lists may be older than the things in them.
    """
    tasks = {task.gid: task for task in board.tasks(layout)}
    missing = [
        base.gid for base in known.bases.values() if base.gid not in tasks and base.lost is None
    ]
    if missing:
        tasks |= {task.gid: task for task in board.reread(layout, missing)}
    goal_of = {base.gid: goal_id for goal_id, base in known.bases.items()}
    open_steps = {
        goal.id
        for goal in known.plan.goals
        for step in goal.steps
        if (sent := known.sent.get(step.id)) and not sent.answered
    }
    with_steps = [
        task.gid
        for task in tasks.values()
        if task.absent is None
        and not task.is_review
        and task.gid not in known.reviews
        and (
            task.subtasks
            or known.steps.get(goal_of.get(task.gid, ""))
            or goal_of.get(task.gid) in open_steps
        )
    ]
    seen = dict(zip(with_steps, board.steps(with_steps), strict=True))
    for gid, steps in seen.items():
        seen[gid] = (*steps, *_overlooked(board, gid, steps, known, goal_of))
    return Remote(tasks, seen)


def _overlooked(
    board: Board,
    parent: str,
    seen: tuple[RemoteStep, ...],
    known: Known,
    goal_of: dict[str, str],
) -> list[RemoteStep]:
    """Subtasks that the list left out although they are still there."""
    listed = {step.gid for step in seen}
    missing = [
        base.gid
        for base in known.steps.get(goal_of.get(parent, ""), ())
        if base.gid not in listed
    ]
    if not missing:
        return []
    return [step for step in board.reread_steps(missing) if step and step.parent == parent]
