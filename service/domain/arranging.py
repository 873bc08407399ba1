"""The order of the goals is their priority: one put elsewhere in it, and what follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.domain.plan import Group, State, roads_of
from service.domain.schedule import respread

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from service.domain.plan import Goal, Plan


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a goal is to stand: in which group, and before or after which goal (by id).

    `position` counts from 1 among the other goals of its group that are not let go; one that
    is too high means the end. With none of the three, its place in the order stays.
    """

    group: Group | None = None
    before: str | None = None
    after: str | None = None
    position: int | None = None


def arranged(
    plan: Plan, goal_id: str, spot: Spot, *, unseen: Collection[str], today: date
) -> Plan:
    """Put a goal somewhere else in the order or in another group, and place goals by it.

    The `unseen`, goals that Asana does not show yet, are placed anew by the order: this
    quarter too. What Asana shows stays in this quarter or out of it, as the person has it;
    only what waits without a day of its own is spread anew. Pins and chosen days are kept.
    """
    goal = plan.goal(goal_id)
    if spot.group is not None and spot.group is not goal.group:
        goal = _on_a_road_of_its_group(regrouped(goal, spot.group))
    others = [one for one in plan.goals if one.id != goal_id]
    others.insert(_index(plan, others, goal, spot), goal)
    return _placed_anew(replace(plan, goals=tuple(others)), unseen, today)


def regrouped(goal: Goal, group: Group) -> Goal:
    """The goal in another group; a deferred one looks for room there."""
    if group is Group.MASTERED:
        return goal.mastered()
    if goal.state is State.MASTERED:
        return replace(goal, group=group, state=None, quarter=None)
    waits = goal.state is State.DEFERRED and not goal.not_before and not goal.pinned
    return replace(goal, group=group, quarter=None if waits else goal.quarter)


def _on_a_road_of_its_group(goal: Goal) -> Goal:
    return replace(goal, via=goal.via if goal.via in roads_of(goal.home) else None)


def _index(plan: Plan, others: list[Goal], goal: Goal, spot: Spot) -> int:
    """Where among the others it goes."""
    where = {one.id: index for index, one in enumerate(others)}
    if spot.before is not None:
        return where[spot.before]
    if spot.after is not None:
        return where[spot.after] + 1
    together = [
        one.id for one in others if one.group is goal.group and one.state is not State.LET_GO
    ]
    if spot.position is None or not together:
        return plan.goals.index(plan.goal(goal.id))
    if spot.position <= len(together):
        return where[together[max(spot.position, 1) - 1]]
    return where[together[-1]] + 1


def _placed_anew(plan: Plan, unseen: Collection[str], today: date) -> Plan:
    goals = (
        replace(goal, state=None, quarter=None)
        if goal.id in unseen and _was_placed(goal)
        else goal
        for goal in plan.goals
    )
    return respread(replace(plan, goals=tuple(goals)), today)


def _was_placed(goal: Goal) -> bool:
    """Whether its place follows from the order, and from no choice."""
    if goal.state not in (State.ACTIVE, State.DEFERRED):
        return False
    return not (goal.pinned or goal.not_before or goal.undated)
