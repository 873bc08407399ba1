"""The order of the goals, as the person wants it: it is their priority."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.arranging import Spot, arranged
from service.domain.goal_search import find
from service.errors import InvalidInput
from service.usecases.changing import changing, refuse_let_go, seen

if TYPE_CHECKING:
    from datetime import datetime

    from service.domain.plan import Goal, Group, Plan
    from service.store.database import Database

LAST = 1_000_000
"""A position behind every other goal."""


@dataclass(frozen=True, slots=True)
class Move:
    """Where to: into a group; before or after a goal, or to a position from 1 in the group."""

    group: Group | None = None
    before: str | None = None
    after: str | None = None
    position: int | None = None


def arrange(
    database: Database, account_id: int, wanted: str, move: Move, *, now: datetime
) -> Goal:
    """Put a goal elsewhere; goals that Asana does not show yet are placed anew by the order.

    What Asana shows in this quarter stays there. Goals are called as `goal_search.find`
    knows them.
    """
    if sum(one is not None for one in (move.before, move.after, move.position)) > 1:
        raise InvalidInput(
            "A goal goes to one place.", hint="Name one of before, after and a position."
        )
    if move == Move():
        raise InvalidInput("It is not said where to.", hint="Name a goal, a place or a group.")
    with changing(database, account_id, now) as change:
        goal = find(change.plan, wanted)
        refuse_let_go(goal)
        unseen = {one.id for one in change.plan.goals} - seen(change.tx, account_id)
        spot = _spot(change.plan, goal, move)
        change.plan = arranged(change.plan, goal.id, spot, unseen=unseen, today=change.today)
    return change.result(goal.id)


def _spot(plan: Plan, goal: Goal, move: Move) -> Spot:
    if move.position is not None and move.position < 1:
        raise InvalidInput(
            f"{move.position} is no position.", hint="1 is the first, 2 the second."
        )
    return Spot(
        group=move.group,
        before=_neighbour(plan, goal, move.before),
        after=_neighbour(plan, goal, move.after),
        position=move.position,
    )


def _neighbour(plan: Plan, goal: Goal, wanted: str | None) -> str | None:
    if wanted is None:
        return None
    found = find(plan, wanted)
    if found.id == goal.id:
        raise InvalidInput(
            f"“{goal.skill}” cannot go before or after itself.", hint="Name another goal."
        )
    return found.id
