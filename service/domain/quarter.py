"""Quarters of a year that may begin in any month, and their working days."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

QUARTERS = 4
MONTHS = 12
FRIDAY = 4

_WRITTEN = re.compile(r"(\d{4})-Q([1-4])", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """One quarter of one year, written `2027-Q1`; quarters sort by time."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read `2027-Q1`; ValueError for anything else."""
        if not (found := _WRITTEN.fullmatch(text)):
            raise ValueError(f"not a quarter: {text!r}")
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year:04}-Q{self.number}"

    def plus(self, quarters: int) -> Quarter:
        """The quarter that comes so many later, or earlier where negative."""
        year, index = divmod(self.year * QUARTERS + self.number - 1 + quarters, QUARTERS)
        return Quarter(year, index + 1)

    def next(self) -> Quarter:
        """The quarter after this one."""
        return self.plus(1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Years that begin on the first day of the month `starts` (1 is January).

    A year is named after the calendar year in which it begins: where it starts in April,
    2026-Q4 runs from January to March 2027. Working days are Monday to Friday.
    """

    starts: int = 1

    def quarter_of(self, day: date) -> Quarter:
        """The quarter that `day` is in."""
        years, month = divmod(day.month - self.starts, MONTHS)
        return Quarter(day.year + years, month // 3 + 1)

    def first_day(self, quarter: Quarter) -> date:
        """The first day, whatever weekday it is."""
        return date(*self._month(quarter, 0), 1)

    def last_day(self, quarter: Quarter) -> date:
        """The last day, whatever weekday it is."""
        year, month = self._month(quarter, 2)
        return date(year, month, calendar.monthrange(year, month)[1])

    def first_working_day(self, quarter: Quarter) -> date:
        """The first day from Monday to Friday."""
        day = self.first_day(quarter)
        return day + timedelta(days=7 - day.weekday()) if day.weekday() > FRIDAY else day

    def last_working_day(self, quarter: Quarter) -> date:
        """The last day from Monday to Friday."""
        day = self.last_day(quarter)
        return day - timedelta(days=max(0, day.weekday() - FRIDAY))

    def _month(self, quarter: Quarter, offset: int) -> tuple[int, int]:
        months = self.starts - 1 + (quarter.number - 1) * 3 + offset
        years, month = divmod(months, MONTHS)
        return quarter.year + years, month + 1
