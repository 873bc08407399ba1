"""The picture of the progress, drawn with matplotlib: the only module that knows of it.

The same figures give the same bytes. No text of the person's is in the picture, so that it
needs no other letters than its own, and tells nothing to somebody who looks over a shoulder.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from service.domain.names_of_days import MONTHS
from service.domain.progress import in_words
from service.domain.review_words import percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from service.domain.progress import Point, Progress, Standings

SIZE = (8.0, 5.0)
DOTS_PER_INCH = 200
MOST_DATES = 7
MOST_DOTS = 16
"""More reviews than that make a line; fewer are shown one by one."""

NARROWEST = 0.025
"""The share of the width that a digit needs: no bar is too small for its number."""

_PENCIL = Lock()
"""matplotlib draws one picture at a time: it does not promise more to threads."""


class Theme(StrEnum):
    """What the picture will stand on."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class _Colours:
    """Blue, orange and grey: told apart by eyes of every kind, and by their lightness."""

    ground: str
    ink: str
    faint: str
    line: str
    mastered: str
    active: str
    deferred: str


_COLOURS = {
    Theme.LIGHT: _Colours(
        "#ffffff", "#1d2733", "#5b6876", "#d9dee4", "#0b62a4", "#e8a33d", "#c9d2dc"
    ),
    Theme.DARK: _Colours(
        "#1b2028", "#eef2f6", "#a9b4c0", "#3a434f", "#6bb3ee", "#f0b458", "#566270"
    ),
}


def png(progress: Progress, theme: Theme = Theme.LIGHT) -> bytes | None:
    """Draw the picture as PNG; None where matplotlib is not installed."""
    about = {"Software": None, "Title": "Progress", "Description": in_words(progress)}
    return _drawn(progress, theme, format="png", dpi=DOTS_PER_INCH, metadata=about)


def svg(progress: Progress, theme: Theme = Theme.LIGHT) -> bytes | None:
    """Draw the picture as SVG; None where matplotlib is not installed."""
    about = {"Date": None, "Creator": None, "Title": in_words(progress)}
    return _drawn(progress, theme, format="svg", metadata=about)


def _drawn(progress: Progress, theme: Theme, **how: Any) -> bytes | None:
    if not _ready():
        return None
    file = io.BytesIO()
    with _PENCIL:
        figure = _figure(progress, _COLOURS[theme])
        figure.savefig(file, facecolor=figure.get_facecolor(), **how)
    return file.getvalue()


@cache
def _ready() -> bool:
    """Import matplotlib for the first picture, and settle what it keeps for the process."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # its caches are nobody's concern
    try:
        import matplotlib as mpl  # noqa: PLC0415 - takes a second, and may be missing
    except ImportError:
        return False
    mpl.rcParams.update({"svg.hashsalt": "momentum", "font.family": ["DejaVu Sans"]})
    return True


def _figure(progress: Progress, colours: _Colours) -> Figure:
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    figure = Figure(figsize=SIZE, facecolor=colours.ground)
    _title(figure, progress, colours)
    _coverage(figure.add_axes((0.085, 0.47, 0.865, 0.32)), progress, colours)
    _groups(figure.add_axes((0.175, 0.115, 0.775, 0.235)), progress.groups, colours)
    return figure


def _title(figure: Figure, progress: Progress, colours: _Colours) -> None:
    covered = progress.covered
    if covered.total:
        large, small = (
            f"{percent(covered.share)}%",
            "of what the postings ask for is answered by mastered goals",
        )
    else:
        large, small = "No coverage yet", "because no posting asks for anything"
    day = progress.today
    figure.text(0.045, 0.885, large, size=25, weight="bold", color=colours.ink)
    figure.text(0.045, 0.84, small, size=10.5, color=colours.faint)
    when = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    figure.text(0.95, 0.885, when, size=10.5, color=colours.faint, ha="right")


def _coverage(axes: Axes, progress: Progress, colours: _Colours) -> None:
    """The share that mastered goals answer, week by week; always on the scale of the whole."""
    _plain(axes)
    axes.set_ylim(0, 1.04)
    axes.set_yticks([0, 0.5, 1], ["0", "50", "100%"])
    axes.tick_params(colors=colours.faint, labelsize=9, length=0, pad=6)
    axes.grid(axis="y", color=colours.line, linewidth=0.8)
    points = progress.points
    if len(points) <= 1:
        axes.set_xlim(-1, 1)
        axes.set_xticks([])
        _beginning(axes, points, colours)
        return
    days = [point.day.toordinal() for point in points]
    shares = [point.share for point in points]
    room = max(1.0, (days[-1] - days[0]) * 0.025)
    axes.set_xlim(days[0] - room, days[-1] + room)
    axes.set_xticks(*_dates(points))
    axes.fill_between(days, shares, color=colours.mastered, alpha=0.14, linewidth=0)
    mark = "o" if len(points) <= MOST_DOTS else ""
    axes.plot(
        days,
        shares,
        color=colours.mastered,
        linewidth=2.4,
        marker=mark,
        markersize=4.5,
        solid_capstyle="round",
        clip_on=False,
    )
    axes.plot(days[-1:], shares[-1:], "o", color=colours.mastered, markersize=8, clip_on=False)


def _beginning(axes: Axes, points: Sequence[Point], colours: _Colours) -> None:
    """A single point is no line yet, and no point no zero."""
    if not points:
        text = "Add a posting, and its coverage is drawn here."
        axes.text(0, 0.25, text, size=10, color=colours.faint, ha="center", va="center")
        return
    share = points[0].share
    axes.plot([0], [share], "o", color=colours.mastered, markersize=9, clip_on=False)
    height, side = (share - 0.1, "top") if share > 0.5 else (share + 0.1, "bottom")  # noqa: PLR2004 - the middle
    text = "The line begins here, and grows with every review."
    axes.text(0, height, text, size=10, color=colours.faint, ha="center", va=side)


def _dates(points: Sequence[Point]) -> tuple[list[int], list[str]]:
    """A few days to go by, counted back from the last; the year is named where it begins."""
    every = -(-(len(points) - 1) // (MOST_DATES - 1))
    days: list[date] = [point.day for point in points[::-every]][::-1]
    names = []
    for before, day in zip([None, *days], days, strict=False):
        name = f"{day.day} {MONTHS[day.month - 1][:3]}"
        names.append(name if before and before.year == day.year else f"{name}\n{day.year}")
    return [day.toordinal() for day in days], names


def _groups(axes: Axes, groups: Sequence[Standings], colours: _Colours) -> None:
    """A bar for each group, with its numbers in it: the colours only repeat what they say."""
    _plain(axes)
    axes.set_xticks([])
    axes.set_yticks([])
    most = max(group.total for group in groups)
    if not most:
        text = "No goals yet. The first one can be a task on the board."
        axes.text(0.5, 0.5, text, size=10, color=colours.faint, ha="center", va="center")
        return
    rows = range(len(groups))[::-1]
    axes.set_xlim(0, most * (1 + 4 * NARROWEST))
    axes.set_ylim(-0.5, len(groups) - 0.5)
    axes.set_yticks(list(rows), [group.name for group in groups])
    axes.tick_params(colors=colours.ink, labelsize=10, length=0, pad=8)
    for row, group in zip(rows, groups, strict=True):
        _bar(axes, row, group, most, colours)
    _legend(axes, colours)


def _bar(axes: Axes, row: int, group: Standings, most: int, colours: _Colours) -> None:
    parts = (
        (group.mastered, colours.mastered, colours.ground),
        (group.active, colours.active, "#1d2733"),
        (group.deferred, colours.deferred, colours.ink),
    )
    if not group.total:
        axes.text(0, row, "none", size=10, color=colours.faint, va="center")
    start = 0.0
    for number, colour, ink in parts:
        if not number:
            continue
        width = max(number, most * NARROWEST * len(str(number)))
        axes.barh(row, width, left=start, height=0.62, color=colour, edgecolor=colours.ground)
        middle = start + width / 2
        axes.text(middle, row, str(number), size=10, color=ink, ha="center", va="center")
        start += width


def _legend(axes: Axes, colours: _Colours) -> None:
    keys = (
        ("mastered", colours.mastered),
        ("this quarter", colours.active),
        ("later", colours.deferred),
    )
    handles = [axes.barh(0, 0, color=colour, label=name) for name, colour in keys]
    axes.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(-0.016, -0.06),
        ncols=len(keys),
        frameon=False,
        fontsize=9.5,
        labelcolor=colours.faint,
        handlelength=1,
        handleheight=1,
        columnspacing=1.6,
    )


def _plain(axes: Axes) -> None:
    """No frame and no ground of its own: what is drawn is to be seen."""
    axes.set_facecolor("none")
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_axisbelow(True)
