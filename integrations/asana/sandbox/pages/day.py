"""How a day is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def day(when: date, today: date) -> str:
    """Return a day as people say it: the year only where it is another one."""
    if when == today:
        return "Today"
    text = f"{when:%a} {when.day} {when:%b}"
    return text if when.year == today.year else f"{when.day} {when:%b %Y}"
