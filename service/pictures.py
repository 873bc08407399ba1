"""The picture of the progress, drawn with matplotlib: the only module that knows of it.

It is put together of texts, lines and bars alone: to lay out matplotlib's axes and their ticks
takes many times as long.

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
from typing import TYPE_CHECKING, Any, Literal

from service.domain.names_of_days import MONTHS
from service.domain.progress import in_words
from service.domain.review_words import percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from PIL import Image

    from service.domain.progress import Point, Progress, Standings

SIZE = (8.0, 5.0)
DOTS_PER_INCH = 200
COLOURS = 256
"""In a PNG: the few that are used, and their shades where one meets another."""
QUICKLY = 1
"""How tightly a PNG is packed: the usual 6 takes three times as long, for a third less."""
MOST_DATES = 7
MOST_DOTS = 16
"""More reviews than that make a line; fewer are shown one by one."""

NARROWEST = 0.025
"""The share of the width that a digit needs: no bar is too small for its number."""

_At = tuple[float, float]

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
    if not _ready():
        return None
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - as below
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415 - comes with matplotlib

    with _PENCIL:
        canvas = FigureCanvasAgg(_figure(progress, _COLOURS[theme]))
        canvas.draw()  # type: ignore[no-untyped-call]
        picture = _few_colours(canvas, _COLOURS[theme].ground)
    about = PngInfo()
    about.add_text("Title", "Progress")
    about.add_text("Description", in_words(progress))
    dpi = (DOTS_PER_INCH, DOTS_PER_INCH)
    file = io.BytesIO()
    picture.save(file, "png", dpi=dpi, pnginfo=about, compress_level=QUICKLY)
    return file.getvalue()


def svg(progress: Progress, theme: Theme = Theme.LIGHT) -> bytes | None:
    """Draw the picture as SVG; None where matplotlib is not installed."""
    if not _ready():
        return None
    about = {"Date": None, "Creator": None, "Title": in_words(progress)}
    file = io.BytesIO()
    with _PENCIL:
        _figure(progress, _COLOURS[theme]).savefig(file, format="svg", metadata=about)
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
    mpl.rcParams["text.hinting"] = "no_hinting"  # at so many dots it only takes longer
    return True


def _few_colours(canvas: FigureCanvasAgg, ground: str) -> Image.Image:
    """What is drawn, each dot as one of a few colours; the ground stays exactly what it is."""
    from PIL import Image, ImageColor  # noqa: PLC0415 - comes with matplotlib

    dots: Any = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
    drawn = Image.frombuffer("RGBA", canvas.get_width_height(), dots, "raw", "RGBA", 0, 1)
    few = drawn.quantize(COLOURS, Image.Quantize.FASTOCTREE)
    palette, corner = few.getpalette() or [], few.crop((0, 0, 1, 1)).tobytes()[0]
    palette[3 * corner : 3 * corner + 3] = ImageColor.getrgb(ground)
    few.putpalette(palette)
    return few


@dataclass(frozen=True, slots=True)
class _Field:
    """A part of the figure, as shares of it from the bottom left, with scales of its own."""

    figure: Figure
    place: tuple[float, float, float, float]
    across: tuple[float, float] = (0, 1)
    upwards: tuple[float, float] = (0, 1)

    def at(self, x: float, y: float, *, points: tuple[float, float] = (0, 0)) -> _At:
        """Where something is in the figure; `points` move it, by 72 an inch."""
        left, bottom, width, height = self.place
        (first, last), (low, high) = self.across, self.upwards
        return (
            left + width * (x - first) / (last - first) + points[0] / 72 / SIZE[0],
            bottom + height * (y - low) / (high - low) + points[1] / 72 / SIZE[1],
        )

    def text(
        self,
        at: _At,
        text: str,
        size: float,
        colour: str,
        ha: Literal["left", "center", "right"] = "center",
    ) -> None:
        """Write a line, its middle on that height."""
        self.figure.text(*at, text, size=size, color=colour, ha=ha, va="center_baseline")

    def line(self, spots: Sequence[_At], colour: str, **how: Any) -> None:
        """Draw a line from spot to spot."""
        from matplotlib.lines import Line2D  # noqa: PLC0415 - as below

        x, y = zip(*spots, strict=True)
        self.figure.add_artist(Line2D(x, y, color=colour, **how))

    def area(self, spots: Sequence[_At], colour: str, **how: Any) -> None:
        """Fill what is between spots."""
        from matplotlib.patches import Polygon  # noqa: PLC0415 - as below

        self.figure.add_artist(Polygon(spots, closed=True, facecolor=colour, **how))


def _figure(progress: Progress, colours: _Colours) -> Figure:
    from matplotlib.figure import Figure  # noqa: PLC0415 - takes a second

    figure = Figure(figsize=SIZE, dpi=DOTS_PER_INCH, facecolor=colours.ground)
    _title(figure, progress, colours)
    _coverage(figure, progress.points, colours)
    _groups(figure, progress.groups, colours)
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


def _coverage(figure: Figure, points: Sequence[Point], colours: _Colours) -> None:
    """The share that mastered goals answer, week by week; always on the scale of the whole."""
    days = [point.day.toordinal() for point in points] or [0]
    room = max(1.0, (days[-1] - days[0]) * 0.025)
    across = (days[0] - room, days[-1] + room)
    field = _Field(figure, (0.085, 0.47, 0.865, 0.32), across, (0, 1.04))
    for share, name in ((0, "0"), (0.5, "50"), (1, "100%")):
        field.text(
            field.at(across[0], share, points=(-6, 0)), name, 9, colours.faint, ha="right"
        )
        ends = [field.at(end, share) for end in across]
        field.line(ends, colours.line, linewidth=0.8, zorder=0.5)
    spots = [field.at(day, point.share) for day, point in zip(days, points, strict=False)]
    if len(points) <= 1:
        _beginning(field, spots, points, colours)
        return
    _dates(field, points, colours)
    ground = [field.at(days[-1], 0), field.at(days[0], 0)]
    field.area([*spots, *ground], colours.mastered, alpha=0.14, linewidth=0)
    mark = "o" if len(points) <= MOST_DOTS else ""
    how = {"linewidth": 2.4, "markersize": 4.5, "solid_capstyle": "round"}
    field.line(spots, colours.mastered, marker=mark, **how)
    field.line(spots[-1:], colours.mastered, marker="o", markersize=8)


def _beginning(
    field: _Field, spots: Sequence[_At], points: Sequence[Point], colours: _Colours
) -> None:
    """A single point is no line yet, and no point no zero."""
    middle = sum(field.across) / 2
    if not spots:
        text = "Add a posting, and its coverage is drawn here."
        field.text(field.at(middle, 0.25), text, 10, colours.faint)
        return
    share = points[0].share
    field.line(spots, colours.mastered, marker="o", markersize=9)
    height = share - 0.14 if share > 0.5 else share + 0.14  # noqa: PLR2004 - the middle
    text = "The line begins here, and grows with every review."
    field.text(field.at(middle, height), text, 10, colours.faint)


def _dates(field: _Field, points: Sequence[Point], colours: _Colours) -> None:
    """A few days to go by, counted back from the last; the year is named where it begins."""
    every = -(-(len(points) - 1) // (MOST_DATES - 1))
    days: list[date] = [point.day for point in points[::-every]][::-1]
    for before, day in zip([None, *days], days, strict=False):
        x, name = day.toordinal(), f"{day.day} {MONTHS[day.month - 1][:3]}"
        field.text(field.at(x, 0, points=(0, -10)), name, 9, colours.faint)
        if before is None or before.year != day.year:
            field.text(field.at(x, 0, points=(0, -21)), str(day.year), 9, colours.faint)


def _groups(figure: Figure, groups: Sequence[Standings], colours: _Colours) -> None:
    """A bar for each group, with its numbers in it: the colours only repeat what they say."""
    place = (0.175, 0.115, 0.775, 0.235)
    most = max(group.total for group in groups)
    if not most:
        text = "No goals yet. The first one can be a task on the board."
        field = _Field(figure, place)
        field.text(field.at(0.5, 0.5), text, 10, colours.faint)
        return
    across, upwards = (0, most * (1 + 4 * NARROWEST)), (-0.5, len(groups) - 0.5)
    field = _Field(figure, place, across, upwards)
    for row, group in zip(range(len(groups))[::-1], groups, strict=True):
        left = field.at(0, row, points=(-8, 0))
        field.text(left, group.name, 10, colours.ink, ha="right")
        _bar(field, row, group, most, colours)
    _legend(field, colours)


def _bar(field: _Field, row: int, group: Standings, most: int, colours: _Colours) -> None:
    parts = (
        (group.mastered, colours.mastered, colours.ground),
        (group.active, colours.active, "#1d2733"),
        (group.deferred, colours.deferred, colours.ink),
    )
    if not group.total:
        field.text(field.at(0, row), "none", 10, colours.faint, ha="left")
    start = 0.0
    for number, colour, ink in parts:
        if not number:
            continue
        width = max(number, most * NARROWEST * len(str(number)))
        low, high = field.at(start, row - 0.31), field.at(start + width, row + 0.31)
        field.area(_box(low, high), colour, edgecolor=colours.ground)
        field.text(field.at(start + width / 2, row), str(number), 10, ink)
        start += width


def _legend(field: _Field, colours: _Colours) -> None:
    keys = (
        (0.178, "mastered", colours.mastered),
        (0.311, "this quarter", colours.active),
        (0.462, "later", colours.deferred),
    )
    for x, name, colour in keys:
        field.area(_box((x, 0.052), (x + 0.0165, 0.0785)), colour)
        field.text((x + 0.029, 0.065), name, 9.5, colours.faint, ha="left")


def _box(low: _At, high: _At) -> list[_At]:
    return [low, (high[0], low[1]), high, (low[0], high[1])]
