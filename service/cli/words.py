"""Days, moments and groups, as people say them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from service.domain.coverage_lines import Reach
from service.domain.plan import Group, State
from service.domain.quarter import Calendar
from service.domain.schedule import due_on
from service.domain.times import moment
from service.domain.times import short_day as day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, tzinfo

    from service.domain.plan import Goal, Plan

__all__ = [
    "GROUPS",
    "REACHES",
    "STATES",
    "day",
    "listing",
    "moment",
    "shares",
    "whereabouts",
    "zone_of",
]

GROUPS = {
    Group.IN_ROLE: "in my role",
    Group.OUTSIDE: "outside work",
    Group.MASTERED: "mastered",
}
STATES = {
    State.ACTIVE: "active",
    State.DEFERRED: "deferred",
    State.MASTERED: "mastered",
    State.LET_GO: "let go",
}
REACHES = {
    Reach.ANSWERED: "mastered",
    Reach.PLANNED: "planned",
    Reach.LET_GO: "let go",
    Reach.UNSORTED: "without a goal",
}


def whereabouts(goal: Goal, plan: Plan, today: date) -> str:
    """What a goal is doing, and until when: "this quarter, in my role, due Thu 31 Dec"."""
    due = due_on(goal, Calendar(plan.settings.quarter_starts))
    when = day(due, today) if due else "no day"
    said = {
        State.ACTIVE: f"this quarter, {GROUPS[goal.home]}, due {when}",
        State.DEFERRED: f"comes back on {when}" if due else "later, without a day",
        State.MASTERED: "mastered",
        State.LET_GO: "let go",
    }
    return said[goal.state] if goal.state else "no place yet"


def shares(reached: Mapping[Reach, int]) -> str:
    """Weights as shares: "40% mastered, 35% planned, 25% without a goal"."""
    total = sum(reached.values()) or 1
    return ", ".join(
        f"{reached[one] / total:.0%} {REACHES[one]}"
        for one in Reach
        if reached[one] or one is Reach.ANSWERED
    )


def listing(items: list[str]) -> str:
    """Items in a sentence: "a, b and c"."""
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def zone_of(plan: Plan) -> tzinfo:
    """The person's zone."""
    return ZoneInfo(plan.settings.timezone)
