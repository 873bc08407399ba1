"""Days, moments and groups, as people say them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from service.domain.plan import Group, State
from service.domain.times import moment
from service.domain.times import short_day as day

if TYPE_CHECKING:
    from datetime import tzinfo

    from service.domain.plan import Plan

__all__ = ["GROUPS", "STATES", "day", "listing", "moment", "number_of", "zone_of"]

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


def number_of(count: int, one: str, many: str = "") -> str:
    """A number with its word: "1 goal", "3 goals"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def listing(items: list[str]) -> str:
    """Items in a sentence: "a, b and c"."""
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def zone_of(plan: Plan) -> tzinfo:
    """The person's zone."""
    return ZoneInfo(plan.settings.timezone)
