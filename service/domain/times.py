"""Days and moments in few letters, as lists show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo


def short_day(of: date, today: date) -> str:
    """A day with its weekday, and with its year where that is another one."""
    return f"{of:%a} {of.day} {of:%b}" + (f" {of.year}" if of.year != today.year else "")


def moment(at: datetime | None, now: datetime, zone: tzinfo) -> str:
    """A moment in the person's zone; "never" where there was none."""
    if at is None:
        return "never"
    local = at.astimezone(zone)
    return f"{short_day(local.date(), now.astimezone(zone).date())} at {local:%H:%M}"
