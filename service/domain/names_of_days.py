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
FIRST_HOUR, LAST_HOUR = 4, 23
"""The hours of a review: no zone's clocks skip or repeat one between them."""
