"""What a goal must not say, by whichever way it came in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from service.domain.plan import Group, State, roads_of
from service.domain.quarter import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.plan import Goal, PlanSettings


class Fault(NamedTuple):
    """One contradiction: the key of plan.yaml it is at, what is wrong, and what to do."""

    key: str
    message: str
    hint: str


def faults(goal: Goal, settings: PlanSettings) -> Iterator[Fault]:
    """Find everything in one goal that contradicts itself."""
    if goal.via is not None and goal.via not in roads_of(goal.home):
        here = ", ".join(sorted(roads_of(goal.home)))
        where = "outside" if goal.home is Group.OUTSIDE else "in the role"
        message = f"`{goal.via}` is no way to learn {where}."
        yield Fault("via", message, f"Choose one of {here}, or change the group.")
    if goal.pinned and goal.not_before:
        quarter = Calendar(settings.quarter_starts).quarter_of(goal.not_before)
        if quarter != goal.pinned:
            message = (
                f"{goal.not_before} is in {quarter}, and the goal is pinned to {goal.pinned}."
            )
            yield Fault("not_before", message, "Keep one of the two.")
    if goal.reason and goal.state is not State.LET_GO:
        hint = "Add the state, or drop the reason."
        yield Fault("reason", "A reason goes with `state: let_go`.", hint)
    for key, value in (("in", goal.quarter), ("undated", goal.undated)):
        if value and goal.state is None:
            hint = "Add `state: active` or `state: deferred`, or leave it out."
            yield Fault(key, f"`{key}` goes with a state.", hint)
    if goal.came_from is Group.MASTERED:
        hint = "Write in_role or outside: where it was learned."
        yield Fault("came_from", "A goal does not come from `mastered`.", hint)
