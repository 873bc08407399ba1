from __future__ import annotations

from datetime import date, timedelta

from service.domain.coverage import Coverage
from service.domain.plan import Group
from service.domain.progress import Point, Progress, Standings
from service.web.pages.chart import BOTTOM, LEFT, MOST_DOTS, RIGHT, TOP, chart

TODAY = date(2026, 11, 26)


def progress(*shares: float, groups: tuple[Standings, ...] = ()) -> Progress:
    weeks = len(shares)
    points = tuple(
        Point(TODAY - timedelta(weeks=weeks - 1 - number), share)
        for number, share in enumerate(shares)
    )
    covered = Coverage(int(shares[-1] * 100), 100) if shares else Coverage(0, 0)
    return Progress(TODAY, covered, points, groups)


def test_the_line_goes_from_the_first_review_to_today_on_the_scale_of_the_whole() -> None:
    drawn = chart(progress(0, 0.5, 1))

    assert [(dot.x, dot.y) for dot in drawn.dots] == [
        (LEFT, BOTTOM),
        ((LEFT + RIGHT) / 2, (BOTTOM + TOP) / 2),
        (RIGHT, TOP),
    ]
    assert drawn.line == "40,132 166,72 292,12"
    assert drawn.percent == 100


def test_one_point_stands_in_the_middle_and_none_is_no_zero() -> None:
    (dot,) = chart(progress(0.25)).dots
    empty = chart(progress())

    assert dot.x == (LEFT + RIGHT) / 2
    assert (empty.percent, empty.dots, empty.line, empty.area) == (None, (), "", "")


def test_many_reviews_make_a_line_without_dots() -> None:
    assert chart(progress(*[0.5] * MOST_DOTS)).shows_dots
    assert not chart(progress(*[0.5] * (MOST_DOTS + 1))).shows_dots


def test_bars_are_on_one_scale_and_leave_out_what_there_is_none_of() -> None:
    groups = (Standings(Group.MASTERED, 2), Standings(Group.IN_ROLE, 0, 3, 5))

    mastered, in_role = chart(progress(groups=groups)).bars

    assert mastered.parts == (("mastered", 2, 0.0, 25.0),)
    assert in_role.parts == (("active", 3, 0.0, 37.5), ("deferred", 5, 37.5, 62.5))
