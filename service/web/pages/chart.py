"""The progress as a drawing of ours: where its lines, dots and bars are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.progress import in_words
from service.domain.review_words import percent

if TYPE_CHECKING:
    from datetime import date

    from service.domain.progress import Point, Progress, Standings

LEFT, RIGHT, TOP, BOTTOM = 40, 292, 12, 132
"""Where the lines are, in a picture of 304 by 160."""

MOST_DOTS = 16
"""More points than that make a line; fewer are shown one by one."""

BAR = 100.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One point of the line, and what it says."""

    x: float
    y: float
    day: date
    percent: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A group's goals, side by side: where each part begins and how wide it is, in per cent."""

    name: str
    total: int
    parts: tuple[tuple[str, int, float, float], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that the template draws; `words` says it to those who cannot see it."""

    percent: int | None
    dots: tuple[Dot, ...]
    line: str
    area: str
    shows_dots: bool
    bars: tuple[Bar, ...]
    words: str
    rules: tuple[tuple[int, float], ...]


def chart(progress: Progress) -> Chart:
    """Work out the drawing; without postings there is no line, and no per cent."""
    dots = _dots(progress.points)
    line = " ".join(f"{dot.x:g},{dot.y:g}" for dot in dots)
    most = max((group.total for group in progress.groups), default=0)
    return Chart(
        percent=percent(progress.covered.share) if progress.covered.total else None,
        dots=dots,
        line=line,
        area=f"{dots[0].x:g},{BOTTOM} {line} {dots[-1].x:g},{BOTTOM}" if dots else "",
        shows_dots=len(dots) <= MOST_DOTS,
        bars=tuple(_bar(group, most) for group in progress.groups),
        words=in_words(progress),
        rules=tuple((share, _height(share / 100)) for share in (0, 50, 100)),
    )


def _dots(points: tuple[Point, ...]) -> tuple[Dot, ...]:
    if not points:
        return ()
    first, last = points[0].day, points[-1].day
    days = (last - first).days
    return tuple(
        Dot(
            x=round(
                LEFT + (RIGHT - LEFT) * ((point.day - first).days / days if days else 0.5), 1
            ),
            y=_height(point.share),
            day=point.day,
            percent=percent(point.share),
        )
        for point in points
    )


def _across(share: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * share, 1)


def _height(share: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * share, 1)


def _bar(group: Standings, most: int) -> Bar:
    parts, start = [], 0.0
    for kind, count in (
        ("mastered", group.mastered),
        ("active", group.active),
        ("deferred", group.deferred),
    ):
        if count:
            width = round(BAR * count / most, 2)
            parts.append((kind, count, round(start, 2), width))
            start += width
    return Bar(group.name, group.total, tuple(parts))
