"""ISO weeks: there is one review in each, and this is its key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class IsoWeek:
    """A week from Monday to Sunday, numbered as in ISO 8601; it belongs to its Thursday's year.

    28 December 2026 to 3 January 2027 is 2026-W53.
    """

    year: int
    week: int

    @classmethod
    def of(cls, day: date) -> IsoWeek:
        """Return the week that `day` is in."""
        year, week, _ = day.isocalendar()
        return cls(year, week)

    @classmethod
    def parse(cls, text: str) -> IsoWeek:
        """Read `str(week)` back; ValueError for anything else."""
        year, separator, week = text.partition("-W")
        if not separator:
            raise ValueError(f"not a week: {text!r}")
        date.fromisocalendar(int(year), int(week), 1)
        return cls(int(year), int(week))

    @property
    def monday(self) -> date:
        """The first day of the week."""
        return self.day(0)

    def day(self, weekday: int) -> date:
        """Return a day of the week; 0 is Monday, as in `datetime.date.weekday`."""
        return date.fromisocalendar(self.year, self.week, weekday + 1)

    def next(self) -> IsoWeek:
        """Return the week after this one."""
        return IsoWeek.of(self.monday + timedelta(weeks=1))

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.week:02}"
