"""What days, months and hours are called in a plan, wherever one is read or written."""

from __future__ import annotations

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ABBREVIATION = 3
FIRST_HOUR, LAST_HOUR = 4, 23
"""The hours of a review: no zone's clocks skip or repeat one between them."""


def index_of(written: str, names: tuple[str, ...]) -> int | None:
    """The index of a name that is written out, or cut down to three letters or more."""
    word = written.lower()
    if len(word) < ABBREVIATION:
        return None
    return next((i for i, name in enumerate(names) if name.lower().startswith(word)), None)
