"""The settings of a plan file."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from service.domain.names_of_days import ABBREVIATION, MONTHS, WEEKDAYS, index_of
from service.domain.plan import UNSAID, Capacity, PlanSettings
from service.domain.planfile_problems import did_you_mean, shown

if TYPE_CHECKING:
    from service.domain.planfile_record import Record

SETTINGS = ("timezone", "review", "quarter_starts", "capacity", "reconnect")
MOST_CAPACITY = 50
MOST_MONTHS = 24
# No zone's clock is put forward or back between these, so that every review has its hour.
EARLIEST, LATEST = (4, 0), (23, 0)

_REVIEW = re.compile(r"([A-Za-z]+)\s+(\d{1,2}):(\d{2})", re.ASCII)


def read_settings(record: Record | None) -> PlanSettings:
    """Read the settings; what is absent or wrong is as by default, and none is `UNSAID`."""
    default = PlanSettings()
    if record is None:
        return UNSAID
    weekday, hour, minute = _review(record) or (
        default.review_weekday,
        default.review_hour,
        default.review_minute,
    )
    reconnect = record.whole("reconnect", MOST_MONTHS)
    return PlanSettings(
        timezone=_timezone(record) or default.timezone,
        review_weekday=weekday,
        review_hour=hour,
        review_minute=minute,
        quarter_starts=_month(record) or default.quarter_starts,
        capacity=_capacity(record.record("capacity", ("in_role", "outside"))),
        reconnect=default.reconnect if reconnect is None else reconnect,
    )


def settings_as_dict(settings: PlanSettings) -> dict[str, object]:
    """Write all settings under the file's keys."""
    weekday = WEEKDAYS[settings.review_weekday][:ABBREVIATION]
    capacity = settings.capacity
    return {
        "timezone": settings.timezone,
        "review": f"{weekday} {settings.review_hour:02}:{settings.review_minute:02}",
        "quarter_starts": MONTHS[settings.quarter_starts - 1],
        "capacity": {"in_role": capacity.in_role, "outside": capacity.outside},
        "reconnect": settings.reconnect,
    }


def _capacity(record: Record | None) -> Capacity:
    default = Capacity()
    if record is None:
        return default
    in_role = record.whole("in_role", MOST_CAPACITY)
    outside = record.whole("outside", MOST_CAPACITY)
    return Capacity(
        default.in_role if in_role is None else in_role,
        default.outside if outside is None else outside,
    )


def _timezone(record: Record) -> str | None:
    name = record.word("timezone")
    if name is not None and name not in zones():
        hint = did_you_mean(name, zones())
        hint = hint if hint.startswith("Did") else "Write it like Europe/Lisbon."
        record.wrong("timezone", f"{shown(name)} is no time zone.", hint)
        return None
    return name


def _review(record: Record) -> tuple[int, int, int] | None:
    written = record.word("review")
    if written is None:
        return None
    found = _REVIEW.fullmatch(written)
    weekday = index_of(found[1], WEEKDAYS) if found else None
    if not found or weekday is None:
        hint = 'Write it like "Mon 09:00".'
        record.wrong("review", f"{shown(written)} is no day and hour.", hint)
        return None
    hour, minute = int(found[2]), int(found[3])
    if minute > 59 or not EARLIEST <= (hour, minute) <= LATEST:  # noqa: PLR2004 - of an hour
        hint = "Reviews are made between 04:00 and 23:00."
        record.wrong("review", f"{shown(written)} is no hour for a review.", hint)
        return None
    return weekday, hour, minute


def _month(record: Record) -> int | None:
    written = record.word("quarter_starts")
    if written is None:
        return None
    if written.isdecimal() and written in {str(number + 1) for number in range(len(MONTHS))}:
        return int(written)
    index = index_of(written, MONTHS)
    if index is None:
        hint = did_you_mean(written, MONTHS)
        record.wrong("quarter_starts", f"{shown(written)} is no month.", hint)
        return None
    return index + 1


@cache
def zones() -> tuple[str, ...]:
    """Every time zone that there is, by name."""
    return tuple(sorted(available_timezones()))
