"""The small words of a review: numbers, days and lists as a person would say them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.names_of_days import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


MOST_LISTED = 12
"""More names than that are no sentence any more."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A goal named in a sentence; with a gid it becomes a link to its task."""

    skill: str
    gid: str | None = None


Words = tuple[str | Mention, ...]
"""A sentence, or a piece of one: text, and goals that it names."""


def plain(words: Words) -> str:
    """The sentence as text."""
    return "".join(word.skill if isinstance(word, Mention) else word for word in words)


def counted(number: int, noun: str, many: str = "") -> str:
    """'1 goal', '2 goals', '0 goals'; '2 entries', where that is given as `many`."""
    return f"{number} {noun}" if number == 1 else f"{number} {many or noun + 's'}"


def day_name(day: date) -> str:
    """'4 January 2027'."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def full_day_name(day: date) -> str:
    """'Monday 4 January 2027'."""
    return f"{WEEKDAYS[day.weekday()]} {day_name(day)}"


def in_days(day: date, today: date) -> str:
    """'today', 'tomorrow', 'in 12 days'; for a day to come."""
    days = (day - today).days
    return {0: "today", 1: "tomorrow"}.get(days, f"in {counted(days, 'day')}")


def due(day: date | None, today: date) -> str:
    """'due in 12 days (18 December 2026)', '3 days overdue', 'no due date'."""
    if day is None:
        return "no due date"
    if day < today:
        return f"{counted((today - day).days, 'day')} overdue"
    return "due today" if day == today else f"due {in_days(day, today)} ({day_name(day)})"


def steps(done: int, total: int) -> str:
    """'1 of 3 steps done', 'all 3 steps done', 'no steps yet'."""
    if total == 0:
        return "no steps yet"
    if done < total:
        return f"{done} of {counted(total, 'step')} done"
    return "its one step is done" if total == 1 else f"all {total} steps done"


def percent(share: float) -> int:
    """A share in whole per cent; never 0 or 100 unless it is none or all of it."""
    return int(share) * 100 if share in (0, 1) else min(99, max(1, round(share * 100)))


def listed(things: Sequence[Words]) -> Words:
    """'a', 'a and b', 'a, b and c'; of very many the first, and how many more there are."""
    if len(things) > MOST_LISTED:
        rest = len(things) - MOST_LISTED + 1
        things = [*things[: MOST_LISTED - 1], (f"{rest} more",)]
    if len(things) <= 1:
        return tuple(word for thing in things for word in thing)
    *first, before_last, last = things
    head = tuple(word for thing in first for word in (*thing, ", "))
    return (*head, *before_last, " and ", *last)
