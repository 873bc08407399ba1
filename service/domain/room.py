"""How much the quarters still take."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from service.domain.plan import Capacity, Goal, Group, Plan, State

if TYPE_CHECKING:
    from service.domain.quarter import Quarter


class Room:
    """The room that goals leave in the quarters from `now` on."""

    def __init__(self, capacity: Capacity, now: Quarter) -> None:
        self.now = now
        self._capacity = capacity
        self._used: Counter[tuple[Quarter, Group]] = Counter()

    @classmethod
    def beside(cls, plan: Plan, now: Quarter) -> Room:
        """The room beside everything in `plan` that has its place already."""
        room = cls(plan.settings.capacity, now)
        for goal in plan.goals:
            room.take(goal)
        return room

    def take(self, goal: Goal) -> None:
        """Count a goal that has a quarter: an active or overdue one needs its room now."""
        if goal.quarter and takes_room(goal):
            active = goal.state is State.ACTIVE
            self._used[self.now if active else max(goal.quarter, self.now), goal.group] += 1

    def has(self, quarter: Quarter, group: Group) -> bool:
        """Whether one more goal of `group` fits into `quarter`."""
        return self._used[quarter, group] < self._capacity.of(group)

    def find(self, first: Quarter, group: Group) -> Quarter | None:
        """The earliest quarter with room, from `first` on; None where there never is any."""
        if self._capacity.of(group) < 1:
            return None
        while not self.has(first, group):
            first = first.next()
        return first


def takes_room(goal: Goal) -> bool:
    """Whether the goal is worked on, or comes back by itself (not without a day)."""
    return goal.state is State.ACTIVE or (goal.state is State.DEFERRED and not goal.undated)
