"""What the picture of the progress shows: coverage over time, and where every goal stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.coverage import Coverage, coverage
from service.domain.plan import Group, State
from service.domain.review_week import IsoWeek
from service.domain.review_words import counted, day_name, percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from service.domain.plan import Goal, Plan
    from service.domain.review_snapshot import Snapshot

GROUP_NAMES = {
    Group.MASTERED: "Mastered",
    Group.IN_ROLE: "In my role",
    Group.OUTSIDE: "Outside work",
}


@dataclass(frozen=True, slots=True)
class Point:
    """The coverage on one day, from 0 to 1."""

    day: date
    share: float


@dataclass(frozen=True, slots=True)
class Standings:
    """How many goals of one group are mastered, worked on this quarter, or put off."""

    group: Group
    mastered: int = 0
    active: int = 0
    deferred: int = 0

    @property
    def total(self) -> int:
        """All goals of the group."""
        return self.mastered + self.active + self.deferred

    @property
    def name(self) -> str:
        """What people call the group."""
        return GROUP_NAMES[self.group]


@dataclass(frozen=True, slots=True)
class Progress:
    """The figures of the picture; `points` are in the order of time, the last one is `today`.

    There are none where no posting asks for anything. Nothing that the person wrote is in it.
    """

    today: date
    covered: Coverage
    points: tuple[Point, ...]
    groups: tuple[Standings, ...]

    @property
    def goals(self) -> int:
        """All goals, without those that were let go."""
        return sum(group.total for group in self.groups)

    def as_dict(self) -> dict[str, object]:
        """The figures as plain data, with the picture in words."""
        return {
            "today": self.today.isoformat(),
            "answered": self.covered.answered,
            "asked": self.covered.total,
            "coverage": [
                {"day": point.day.isoformat(), "share": round(point.share, 4)}
                for point in self.points
            ],
            "groups": [
                {
                    "group": group.group.value,
                    "mastered": group.mastered,
                    "active": group.active,
                    "deferred": group.deferred,
                }
                for group in self.groups
            ],
            "in_words": in_words(self),
        }


def progress(plan: Plan, reviews: Mapping[IsoWeek, Snapshot], today: date) -> Progress:
    """Work out the picture: a point for each week's review, and the plan as it is now.

    A review of this week or of one to come (a clock was wrong) says nothing beside today.
    """
    week = IsoWeek.of(today)
    weekday = plan.settings.review_weekday
    covered = coverage(plan)
    past = [
        Point(then.day(weekday), found.answered / found.asked)
        for then, found in sorted(reviews.items(), key=lambda item: item[0])
        if found.asked and then < week
    ]
    now = [Point(today, covered.share)] if covered.total else []
    return Progress(today, covered, (*past, *now), _groups(plan.goals))


def in_words(shown: Progress) -> str:
    """Say what the picture shows, for those who cannot see it."""
    if not shown.goals:
        return f"Progress on {day_name(shown.today)}: the plan has no goals yet."
    groups = "; ".join(_group_in_words(group) for group in shown.groups if group.total)
    return f"Progress on {day_name(shown.today)}. {_coverage_in_words(shown)} {groups}."


def _coverage_in_words(shown: Progress) -> str:
    if not shown.covered.total:
        return "No posting asks for anything yet."
    now = f"Mastered goals answer {percent(shown.covered.share)}% of what the postings ask for"
    if len(shown.points) == 1:
        return f"{now}."
    first = shown.points[0]
    return f"{now}, after {percent(first.share)}% on {day_name(first.day)}."


def _group_in_words(group: Standings) -> str:
    if group.group is Group.MASTERED:
        return f"Mastered: {counted(group.total, 'goal')}"
    return f"{group.name}: {group.active} this quarter, {group.deferred} later"


def _groups(goals: Iterable[Goal]) -> tuple[Standings, ...]:
    counts = {group: dict.fromkeys(State, 0) for group in Group}
    for goal in goals:
        counts[goal.group][goal.state or State.DEFERRED] += 1
    return tuple(
        Standings(group, found[State.MASTERED], found[State.ACTIVE], found[State.DEFERRED])
        for group, found in counts.items()
    )
