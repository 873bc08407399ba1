"""What a sync reads of Asana, before anything is decided: everything, or what was touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.remote import Remote, RemoteStep

if TYPE_CHECKING:
    from service.domain.base import Known
    from service.domain.remote import RemoteTask
    from service.usecases.ports import Board, Layout, News


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
    owners = _owners(known)
    with_steps = [task.gid for task in tasks.values() if _has_steps(task, known, owners)]
    return Remote(tasks, _steps(board, with_steps, known, owners))


def read_news(board: Board, layout: Layout, known: Known, news: News) -> Remote:
    """Read again what the event stream rang for: tasks, and the steps of their goals."""
    owners = _owners(known)
    steps = {base.gid: goal_id for goal_id, bases in known.steps.items() for base in bases}
    # What came onto the board may have been a step until now.
    below = frozenset() if layout.project in news.parents else steps.keys()
    gids = sorted(news.touched - known.reviews - below)
    tasks = {task.gid: task for task in board.reread(layout, gids)}
    touched = {steps[gid] for gid in news.touched & steps.keys()}
    parents = {task.parent for task in tasks.values()} | news.parents
    touched |= {owners[gid] for gid in parents & owners.keys() if gid}
    with_steps = {known.bases[goal_id].gid for goal_id in touched}
    with_steps |= {task.gid for task in tasks.values() if _has_steps(task, known, owners)}
    return Remote(tasks, _steps(board, sorted(with_steps), known, owners))


def _owners(known: Known) -> dict[str, str]:
    """Goal ids by the gids of their living tasks."""
    return {base.gid: goal_id for goal_id, base in known.bases.items() if not base.lost}


def _has_steps(task: RemoteTask, known: Known, owners: dict[str, str]) -> bool:
    """Whether the task has subtasks to be read, or had, or may have got some."""
    if task.absent is not None or task.is_review or task.gid in known.reviews:
        return False
    goal_id = owners.get(task.gid, "")
    unanswered = (
        goal_id and sent.parent == goal_id and not sent.answered for sent in known.sent.values()
    )
    return bool(task.subtasks or known.steps.get(goal_id) or any(unanswered))


def _steps(
    board: Board, tasks: list[str], known: Known, owners: dict[str, str]
) -> dict[str, tuple[RemoteStep, ...]]:
    """Read the steps of tasks; those of a task that is gone meanwhile stay as they were."""
    return {
        gid: (*steps, *_overlooked(board, gid, steps, known, owners))
        for gid, steps in zip(tasks, board.steps(tasks), strict=True)
        if steps is not None
    }


def _overlooked(
    board: Board,
    parent: str,
    seen: tuple[RemoteStep, ...],
    known: Known,
    owners: dict[str, str],
) -> list[RemoteStep]:
    """Subtasks that the list left out although they are still there."""
    listed = {step.gid for step in seen}
    missing = [
        base.gid
        for base in known.steps.get(owners.get(parent, ""), ())
        if base.gid not in listed
    ]
    if not missing:
        return []
    return [step for step in board.reread_steps(missing) if step and step.parent == parent]
