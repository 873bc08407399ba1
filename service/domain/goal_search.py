"""A goal by what a person calls it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from service.domain.plan import State, wording
from service.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.domain.plan import Goal, Plan


def find(plan: Plan, wanted: str) -> Goal:
    """The goal with this id or name, or whose name alone begins so; a live one before others.

    Raises `NotFound` with the nearest names, or with all that it could be.
    """
    word = wording(wanted)
    if word:
        for matches in (
            [goal for goal in plan.goals if wanted.strip() in (goal.id, goal.skill)],
            [goal for goal in plan.goals if wording(goal.skill) == word],
            [goal for goal in plan.goals if wording(goal.skill).startswith(word)],
        ):
            live = [goal for goal in matches if goal.state is not State.LET_GO]
            if found := live or matches:
                return _only(found, wanted)
    names = {wording(goal.skill): goal.skill for goal in plan.goals}
    near = [names[name] for name in get_close_matches(word[:100], names, n=3, cutoff=0.5)]
    hint = f"Did you mean {_listed(near)}?" if near else "`momentum plan show` lists them all."
    raise NotFound(f"There is no goal “{wanted[:100]}”.", hint=hint)


def _only(found: Sequence[Goal], wanted: str) -> Goal:
    if len(found) > 1:
        names = _listed([f"{goal.skill} ({goal.id})" for goal in found[:5]])
        raise NotFound(
            f"“{wanted[:100]}” could be any of {len(found)} goals.", hint=f"Say which: {names}"
        )
    return found[0]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
