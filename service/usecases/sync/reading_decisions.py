"""What a sync reads of the decisions that the last two reviews ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.domain.decision import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.domain.base import Known
    from service.domain.remote import RemoteStep, RemoteTask
    from service.usecases.ports import Board, News


@dataclass(frozen=True, slots=True)
class DecisionsSeen:
    """The subtasks by gid, None for one that is gone, and the reviews found closed.

    With a review its subtasks are gone, which says less than one that was deleted by itself.
    """

    decisions: dict[str, RemoteStep | None] = field(default_factory=dict)
    completed: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()


def asking(known: Known) -> tuple[str, ...]:
    """The reviews whose subtasks are of interest, made or still to be made."""
    return tuple(
        dict.fromkeys(one.review for one in known.asked if one.gid or one.status is Status.OPEN)
    )


def decisions_listed(
    board: Board,
    known: Known,
    tasks: Mapping[str, RemoteTask],
    lists: Mapping[str, tuple[RemoteStep, ...] | None],
) -> DecisionsSeen:
    """Pick the decisions out of the lists of their reviews' subtasks.

    One that a list leaves out is asked for itself, because lists may be older than it.
    """
    gids = [one.gid for one in known.asked if one.gid]
    found = {step.gid: step for steps in lists.values() for step in steps or ()}
    missing = [gid for gid in gids if gid not in found]
    again = dict(zip(missing, board.reread_steps(missing), strict=True))
    completed = {gid for gid in lists if gid in tasks and tasks[gid].standing.completed}
    gone = {gid for gid, steps in lists.items() if steps is None}
    seen = {gid: found.get(gid) or again.get(gid) for gid in gids}
    return DecisionsSeen(seen, frozenset(completed), frozenset(gone))


def decisions_rung(board: Board, known: Known, news: News) -> DecisionsSeen:
    """Read the decisions that the event stream rang for.

    Where a review rang, all of its decisions are read with it: a tick from before its
    completion counts, even if its own bell comes later. Where a decision is gone, its review is
    read after it.
    """
    reviews = news.touched & set(asking(known))
    gids = {
        one.gid
        for one in known.asked
        if one.gid and (one.gid in news.touched or one.review in reviews)
    }
    wanted = sorted({*gids, *reviews})
    seen = dict(zip(wanted, board.reread_steps(wanted), strict=True))
    owners = {one.review for one in known.asked if one.gid in gids and seen[one.gid] is None}
    rest = sorted(owners - seen.keys())
    seen |= dict(zip(rest, board.reread_steps(rest), strict=True))
    completed = {gid for gid in reviews if (step := seen[gid]) is not None and step.done}
    gone = {gid for gid in reviews | owners if seen[gid] is None}
    return DecisionsSeen(
        {gid: seen[gid] for gid in gids}, frozenset(completed), frozenset(gone)
    )
