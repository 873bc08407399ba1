"""Days, moments and groups, as people say them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from service.domain.coverage_lines import Reach
from service.domain.plan import Group, State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, tzinfo

    from service.domain.plan import Plan

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


def day(of: date, today: date) -> str:
    """A day with its weekday, and with its year where that is another one."""
    return f"{of:%a} {of.day} {of:%b}" + (f" {of.year}" if of.year != today.year else "")


def moment(at: datetime | None, now: datetime, zone: tzinfo) -> str:
    """A moment in the person's zone; "never" where there was none."""
    if at is None:
        return "never"
    local = at.astimezone(zone)
    return f"{day(local.date(), now.astimezone(zone).date())} at {local:%H:%M}"


def shares(reached: Mapping[Reach, int]) -> str:
    """Weights as shares: "40% mastered, 35% planned, 25% without a goal"."""
    total = sum(reached.values()) or 1
    return ", ".join(
        f"{reached[one] / total:.0%} {REACHES[one]}"
        for one in Reach
        if reached[one] or one is Reach.ANSWERED
    )


def number_of(count: int, one: str, many: str = "") -> str:
    """A number with its word: "1 goal", "3 goals"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def listing(items: list[str]) -> str:
    """Items in a sentence: "a, b and c"."""
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def zone_of(plan: Plan) -> tzinfo:
    """The person's zone."""
    return ZoneInfo(plan.settings.timezone)
