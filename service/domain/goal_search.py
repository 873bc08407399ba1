"""A goal by what a person calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain import search
from service.domain.plan import State

if TYPE_CHECKING:
    from service.domain.plan import Goal, Plan


def find(plan: Plan, wanted: str) -> Goal:
    """The goal with this id or name, or whose name alone begins so; a live one before others.

    Raises `NotFound` with the nearest names, or with all that it could be.
    """
    return search.find(
        plan.goals,
        wanted,
        name=lambda goal: goal.skill,
        first=lambda goal: goal.state is not State.LET_GO,
        noun="goal",
        where="momentum plan show",
    )
