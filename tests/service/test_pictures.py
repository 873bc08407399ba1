"""The picture: the same bytes for the same figures, and nothing of it where it cannot be."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from io import BytesIO

import pytest

from service import pictures
from service.domain.plan import Goal, Group, Plan, Posting, Requirement, State
from service.domain.progress import in_words, progress
from service.domain.review_snapshot import Snapshot
from service.domain.review_week import IsoWeek
from service.pictures import Theme

pytest.importorskip("matplotlib")
from PIL import Image, ImageColor

TODAY = date(2026, 10, 12)
LONG = "知识管理 🧭 " * 60


def a_plan(goals: int, *, asked: bool = True) -> Plan:
    doing = [
        (Group.MASTERED, State.MASTERED),
        (Group.IN_ROLE, State.ACTIVE),
        (Group.OUTSIDE, State.DEFERRED),
    ]
    made = (
        Goal(f"{number} {LONG}", group, state=state, answers=(LONG,))
        for number in range(goals)
        for group, state in [doing[number % 3]]
    )
    return Plan(tuple(made), (Posting(LONG, (Requirement(LONG),)),) if asked else ())


def history(weeks: int) -> dict[IsoWeek, Snapshot]:
    return {
        IsoWeek.of(TODAY - timedelta(weeks=back)): Snapshot(answered=weeks - back, asked=weeks)
        for back in range(1, weeks + 1)
    }


CASES = [
    progress(Plan(), {}, TODAY),
    progress(a_plan(3, asked=False), {}, TODAY),
    progress(a_plan(1), {}, TODAY),
    progress(a_plan(5), history(1), TODAY),
    progress(a_plan(60), history(30), TODAY),
    progress(a_plan(900), history(400), TODAY),
]


@pytest.mark.parametrize("shown", CASES)
@pytest.mark.parametrize("theme", Theme)
def test_whatever_the_plan_there_is_a_picture_and_it_is_always_the_same(shown, theme):
    png, svg = pictures.png(shown, theme), pictures.svg(shown, theme)

    assert png is not None
    assert svg is not None
    assert png.startswith(b"\x89PNG")
    assert len(png) < 50_000
    assert (pictures.png(shown, theme), pictures.svg(shown, theme)) == (png, svg)


@pytest.mark.parametrize(("theme", "ground"), [("light", "#ffffff"), ("dark", "#1b2028")])
def test_a_png_has_few_colours_its_ground_exactly_and_tells_in_words_what_it_shows(
    theme, ground
):
    with Image.open(BytesIO(pictures.png(CASES[4], Theme(theme)) or b"")) as png:
        assert png.size == (1600, 1000)
        assert png.mode == "P"
        assert png.info["Description"] == in_words(CASES[4])
        assert png.convert("RGB").getpixel((0, 0)) == ImageColor.getrgb(ground)


def test_the_bytes_are_the_same_in_another_process():
    code = (
        "import sys; from datetime import date; from service import pictures;"
        "from service.domain.plan import Plan; from service.domain.progress import progress;"
        f"shown = progress(Plan(), {{}}, date.fromisoformat('{TODAY}'));"
        "sys.stdout.buffer.write(pictures.svg(shown) + pictures.png(shown))"
    )

    ended = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", code], capture_output=True, check=True
    )

    empty = CASES[0]
    assert ended.stdout == (pictures.svg(empty) or b"") + (pictures.png(empty) or b"")


def test_the_svg_says_in_words_what_it_shows_and_nothing_of_when_or_by_what_it_was_made():
    svg = pictures.svg(CASES[3]) or b""

    title = ET.fromstring(svg).find("{http://www.w3.org/2000/svg}title")  # noqa: S314 - our own
    assert title is not None
    assert title.text == in_words(CASES[3])
    assert b"dc:date" not in svg
    assert "知".encode() not in svg


def test_the_two_themes_differ():
    assert pictures.svg(CASES[3], Theme.LIGHT) != pictures.svg(CASES[3], Theme.DARK)


def test_importing_the_doors_does_not_load_matplotlib():
    doors = "service.cli, service.web.app, service.worker"
    assert ended_well(f"import sys, {doors}; sys.exit('matplotlib' in sys.modules)")


def test_pyplot_is_never_loaded():
    draw = (
        "import sys; from datetime import date; from service import pictures;"
        "from service.domain.plan import Plan; from service.domain.progress import progress;"
        "assert pictures.png(progress(Plan(), {}, date(2026, 10, 12)));"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert ended_well(draw)


def test_without_matplotlib_there_is_no_picture_and_no_complaint():
    draw = (
        "import sys; sys.modules['matplotlib'] = None;"
        "from datetime import date; from service import pictures;"
        "from service.domain.plan import Plan; from service.domain.progress import progress;"
        "shown = progress(Plan(), {}, date(2026, 10, 12));"
        "sys.exit((pictures.png(shown), pictures.svg(shown)) != (None, None))"
    )
    assert ended_well(draw)


def ended_well(code: str) -> bool:
    ended = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert not ended.stderr
    return ended.returncode == 0
