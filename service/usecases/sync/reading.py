"""What a sync reads of Asana, before anything is decided: everything, or what was touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.remote import Remote
from service.usecases.sync.reading_decisions import asking, decisions_listed, decisions_rung

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from service.domain.base import Known
    from service.domain.remote import RemoteStep, RemoteTask
    from service.domain.steps import StepBase
    from service.usecases.ports import Board, Layout, News


def read_all(board: Board, layout: Layout, known: Known, now: datetime) -> Remote:
    """Read the project, what is missing from it, and the steps of every goal that has any.

    What is absent from a list is asked for itself before anything is made of it, because
    lists may be older than the things in them.
    """
    tasks = {task.gid: task for task in board.tasks(layout)}
    missing = [
        base.gid for base in known.bases.values() if base.gid not in tasks and base.lost is None
    ]
    if known.reconnect and known.reconnect not in tasks:
        missing.append(known.reconnect)
    if missing:
        tasks |= {task.gid: task for task in board.reread(layout, missing)}
    owners = _owners(known)
    with_steps = [task.gid for task in tasks.values() if _has_steps(task, known, owners)]
    reviews = asking(known)  # they ride along in the same batches
    asked = [*with_steps, *reviews]
    lists = dict(zip(asked, board.steps(asked), strict=True))
    young = _young(known, now)
    steps = _completed(board, {gid: lists[gid] for gid in with_steps}, known, owners, young)
    seen = decisions_listed(board, known, tasks, {gid: lists[gid] for gid in reviews})
    return Remote(tasks, steps, seen.decisions, seen.completed, seen.gone)


def read_news(board: Board, layout: Layout, known: Known, news: News, now: datetime) -> Remote:
    """Read again what the event stream rang for: tasks, and the steps of their goals.

    What the events alone tell is read in one go; an answer may then lead to further steps.
    """
    owners = _owners(known)
    steps = {base.gid: goal_id for goal_id, bases in known.steps.items() for base in bases}
    seen = decisions_rung(board, known, news)
    elsewhere = {gid for gid, into in news.came if into not in owners}
    ours = known.reviews | seen.decisions.keys() | (steps.keys() - elsewhere)
    ours -= {known.reconnect}  # its tick is of interest
    gids = sorted(news.touched - ours)
    goals = {steps[gid] for gid in news.touched & steps.keys()}
    goals |= {owners[gid] for gid in news.parents & owners.keys()}
    first = sorted(known.bases[goal_id].gid for goal_id in goals)
    shown, found = board.look(layout, gids, first)
    lists = dict(zip(first, found, strict=True))
    parents = {task.parent for task in shown if task.parent in owners}
    more = {gid for gid in parents if gid}
    more |= {task.gid for task in shown if _steps_may_differ(task, known, owners, news)}
    rest = sorted(more - lists.keys())
    lists |= dict(zip(rest, board.steps(rest), strict=True))
    tasks = {task.gid: task for task in shown}
    young = _young(known, now) - news.trashed
    completed = _completed(board, lists, known, owners, young)
    return Remote(tasks, completed, seen.decisions, seen.completed, seen.gone)


def _owners(known: Known) -> dict[str, str]:
    """Goal ids by the gids of their living tasks."""
    return {base.gid: goal_id for goal_id, base in known.bases.items() if not base.lost}


def _has_steps(task: RemoteTask, known: Known, owners: Mapping[str, str]) -> bool:
    """Whether the task has subtasks to be read, or had, or may have got some."""
    if task.absent is not None or task.is_review or task.gid in known.reviews:
        return False
    goal_id = owners.get(task.gid, "")
    unanswered = (
        goal_id and sent.parent == goal_id and not sent.answered for sent in known.sent.values()
    )
    return bool(task.subtasks or known.steps.get(goal_id) or any(unanswered))


def _steps_may_differ(
    task: RemoteTask, known: Known, owners: Mapping[str, str], news: News
) -> bool:
    """Whether the steps of a touched task have to be read with it."""
    if not _has_steps(task, known, owners):
        return False
    goal_id = owners.get(task.gid)
    if goal_id is None or task.gid in news.below:
        return True
    return task.subtasks != len(known.steps.get(goal_id, ()))


def _completed(
    board: Board,
    lists: Mapping[str, tuple[RemoteStep, ...] | None],
    known: Known,
    owners: Mapping[str, str],
    young: Collection[str],
) -> dict[str, tuple[RemoteStep, ...]]:
    """Add the subtasks that their lists left out although they are still there.

    The steps of a task that is gone meanwhile stay as they were.
    """
    found = {gid: steps for gid, steps in lists.items() if steps is not None}
    missing = {gid: _missing(gid, steps, known, owners) for gid, steps in found.items()}
    parents = [gid for gid, bases in missing.items() if bases]
    asked = [*parents, *(base.gid for gid in parents for base in missing[gid])]
    again = dict(zip(asked, board.reread_steps(asked), strict=True))
    for gid in parents:
        steps, parent = found.pop(gid), again[gid]
        if parent is not None:
            # What is in the trash may answer too, but its parent does not count it.
            short = parent.subtasks > len(steps)
            left_out = (again[base.gid] for base in missing[gid] if short or base.gid in young)
            found[gid] = (*steps, *(one for one in left_out if one and one.parent == gid))
    return found


def _young(known: Known, now: datetime) -> frozenset[str]:
    """The subtasks that we made so lately that a list may be older than they are."""
    return frozenset(
        base.gid
        for bases in known.steps.values()
        for base in bases
        if base.unread and base.id in known.sent and now < known.sent[base.id].until
    )


def _missing(
    gid: str, steps: Collection[RemoteStep], known: Known, owners: Mapping[str, str]
) -> list[StepBase]:
    listed = {step.gid for step in steps}
    return [base for base in known.steps.get(owners.get(gid, ""), ()) if base.gid not in listed]
