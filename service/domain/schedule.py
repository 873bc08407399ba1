"""Goals into quarters: room for what fits, a day to come back for everything else.

Capacity binds what is worked out here. What the person chose (a pin, a day, a move in Asana)
always stands and takes its room first, even where that is more than there is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from service.domain.plan import Goal, Group, Plan, State
from service.domain.quarter import Calendar, Quarter
from service.domain.room import Room, takes_room

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


class StoryKind(StrEnum):
    """What a new day brought a goal."""

    CAME_BACK = "came_back"
    NO_ROOM = "no_room"
    CARRIED_OVER = "carried_over"
    MOVED_ON = "moved_on"


@dataclass(frozen=True, slots=True)
class Story:
    """What happened to one goal without the person's doing; `detail` says why or where to."""

    goal_id: str
    what: StoryKind
    detail: str = ""


def place(plan: Plan, today: date) -> Plan:
    """Give every goal that has no place yet its state and quarter; leave all others alone.

    Pinned goals go to their quarter, and goals with a day to come back on wait for it. The
    rest fill the room of this quarter in the plan's order, then that of the following ones; a
    goal that was deferred without a day begins with the next quarter. Where a group has no
    capacity at all, its goals stay deferred without a quarter.
    """
    calendar = _calendar(plan)
    now = calendar.quarter_of(today)
    chosen = replace(plan, goals=tuple(_as_chosen(g, today, calendar) for g in plan.goals))
    room = Room.beside(chosen, now)
    return replace(plan, goals=tuple(_settled(g, room, calendar) for g in chosen.goals))


def respread(plan: Plan, today: date) -> Plan:
    """Place as `place` does, after forgetting where it had put deferred goals before.

    Chosen days and pins are kept, and so is the place of a goal whose quarter has come: its
    day is for `daily` to decide.
    """
    now = _calendar(plan).quarter_of(today)
    goals = (_forgotten(goal) if _movable(goal, now) else goal for goal in plan.goals)
    return place(replace(plan, goals=tuple(goals)), today)


def daily(plan: Plan, today: date) -> tuple[Plan, tuple[Story, ...]]:
    """Let the day do its part; doing it twice in a day changes nothing more.

    Unfinished active goals take their room in the new quarter first, and a deadline that was
    only worked out moves with them. Then every deferred goal whose day has come becomes
    active, in the plan's order, while there is room. Without room a chosen day stays and asks;
    the others are spread over the following quarters, in the plan's order again.
    """
    now = _calendar(plan).quarter_of(today)
    carried, stories = _carried_over(plan, now)
    returned, more = _come_back(carried, today)
    if any(
        _homeless(goal) and goal.quarter != was.quarter for was, goal in _pairs(plan, returned)
    ):
        returned = respread(returned, today)
    return returned, (*stories, *more, *_moved_on(carried, returned))


def due_on(goal: Goal, calendar: Calendar) -> date | None:
    """The one day shown on a goal: its deadline while active, its comeback while deferred."""
    if goal.undated:
        return None
    quarter = goal.quarter
    if goal.state is State.ACTIVE:
        return goal.deadline or (calendar.last_working_day(quarter) if quarter else None)
    if goal.state is State.DEFERRED:
        return goal.not_before or (calendar.first_working_day(quarter) if quarter else None)
    return None


def taken(plan: Plan, quarter: Quarter) -> dict[Group, int]:
    """How many goals of each group are worked on in `quarter`, or come back in it."""
    groups = Counter(
        goal.group for goal in plan.goals if goal.quarter == quarter and takes_room(goal)
    )
    return {group: groups[group] for group in (Group.IN_ROLE, Group.OUTSIDE)}


def over_capacity(plan: Plan, today: date) -> tuple[Goal, ...]:
    """The active goals that this quarter has no room for: the last ones in the plan's order."""
    room = Room(plan.settings.capacity, _calendar(plan).quarter_of(today))
    extra = []
    for goal in plan.goals:
        if goal.state is State.ACTIVE:
            if not room.has(room.now, goal.group):
                extra.append(goal)
            room.take(goal)
    return tuple(extra)


def on_new_calendar(plan: Plan, before: Calendar) -> Plan:
    """Give each goal's place the name it has now that the year starts in another month.

    A pin stays as it was written, and goes to the quarter that has the name now.
    """
    calendar = _calendar(plan)

    def renamed(goal: Goal) -> Goal:
        if goal.quarter is None:
            return goal
        if goal.pinned and goal.state is State.DEFERRED:
            return replace(goal, quarter=goal.pinned)
        quarter = calendar.quarter_of(before.first_working_day(goal.quarter))
        return replace(goal, quarter=quarter, pinned=None)

    return replace(plan, goals=tuple(renamed(goal) for goal in plan.goals))


def _calendar(plan: Plan) -> Calendar:
    return Calendar(plan.settings.quarter_starts)


def _homeless(goal: Goal) -> bool:
    """Whether the goal still has to be given a quarter."""
    unplaced = goal.state is None or (goal.state is State.DEFERRED and not goal.undated)
    return unplaced and goal.quarter is None


def _movable(goal: Goal, now: Quarter) -> bool:
    """Whether a deferred goal's place in a quarter to come was worked out, not chosen."""
    if goal.state is not State.DEFERRED or goal.quarter is None or goal.quarter <= now:
        return False
    return not (goal.pinned or goal.not_before or goal.undated)


def _forgotten(goal: Goal) -> Goal:
    return replace(goal, quarter=None)


def _as_chosen(goal: Goal, today: date, calendar: Calendar) -> Goal:
    """Place a goal as far as the person's own choice goes."""
    now = calendar.quarter_of(today)
    unplaced = goal.state is None
    if unplaced and goal.group is Group.MASTERED:
        return replace(goal, state=State.MASTERED)
    if goal.state is State.ACTIVE and goal.quarter is None:
        return replace(goal, quarter=now)
    if not _homeless(goal):
        return goal
    if goal.not_before and (goal.not_before > today or not unplaced):
        return _waiting(goal, calendar.quarter_of(goal.not_before))
    if goal.pinned and goal.pinned > now:
        return _waiting(goal, goal.pinned)
    return goal.activated(now) if goal.pinned == now and unplaced else goal


def _waiting(goal: Goal, quarter: Quarter | None) -> Goal:
    return replace(goal, state=State.DEFERRED, quarter=quarter)


def _settled(goal: Goal, room: Room, calendar: Calendar) -> Goal:
    """Find room for a goal that the person's choice left without a place."""
    if not _homeless(goal):
        return goal
    if goal.state is None and room.has(room.now, goal.group):
        settled = goal.activated(room.now)
    elif goal.not_before:
        settled = _waiting(goal, calendar.quarter_of(goal.not_before))
    else:
        # A pin that led nowhere is over: it was to a quarter that is gone.
        free = room.find(room.now.next(), goal.group)
        settled = _waiting(replace(goal, pinned=None), free)
    room.take(settled)
    return settled


def _carried_over(plan: Plan, now: Quarter) -> tuple[Plan, list[Story]]:
    goals, stories = [], []
    for goal in plan.goals:
        if goal.state is State.ACTIVE and goal.quarter and goal.quarter < now:
            stories.append(Story(goal.id, StoryKind.CARRIED_OVER, f"from {goal.quarter}"))
            goals.append(replace(goal, quarter=now, pinned=None))
        else:
            goals.append(goal)
    return replace(plan, goals=tuple(goals)), stories


def _come_back(plan: Plan, today: date) -> tuple[Plan, list[Story]]:
    """Activate what is due while there is room; what has no day of its own loses its place."""
    calendar = _calendar(plan)
    room = Room(plan.settings.capacity, calendar.quarter_of(today))
    for goal in plan.goals:
        if goal.state is State.ACTIVE:
            room.take(goal)
    goals, stories = list(plan.goals), []
    for index, goal in enumerate(goals):
        day = due_on(goal, calendar) if goal.state is State.DEFERRED else None
        if day is None or day > today:
            continue
        if room.has(room.now, goal.group):
            goals[index] = goal.activated(room.now)
            room.take(goals[index])
            stories.append(Story(goal.id, StoryKind.CAME_BACK, f"on {day.isoformat()}"))
        elif goal.not_before or goal.pinned:
            stories.append(Story(goal.id, StoryKind.NO_ROOM, f"since {day.isoformat()}"))
        else:
            goals[index] = _forgotten(goal)
    return replace(plan, goals=tuple(goals)), stories


def _moved_on(before: Plan, after: Plan) -> list[Story]:
    return [
        Story(goal.id, StoryKind.MOVED_ON, f"to {goal.quarter}" if goal.quarter else "")
        for was, goal in _pairs(before, after)
        if goal.state is State.DEFERRED and goal.quarter != was.quarter
    ]


def _pairs(before: Plan, after: Plan) -> Iterator[tuple[Goal, Goal]]:
    return zip(before.goals, after.goals, strict=True)
