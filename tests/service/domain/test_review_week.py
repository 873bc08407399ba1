from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.review_week import IsoWeek


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 12, 27), "2026-W52"),
        (date(2026, 12, 28), "2026-W53"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2032, 12, 31), "2032-W53"),
        (date(2038, 1, 1), "2037-W53"),
    ],
)
def test_a_week_belongs_to_the_year_of_its_thursday(day, week):
    assert str(IsoWeek.of(day)) == week


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_every_day_is_in_the_week_that_holds_it(day):
    week = IsoWeek.of(day)

    assert week.monday.weekday() == 0
    assert week.monday <= day < week.monday + timedelta(days=7)
    assert week.day(day.weekday()) == day
    assert IsoWeek.parse(str(week)) == week


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_weeks_follow_each_other_without_a_gap_and_sort_by_time(day):
    week = IsoWeek.of(day)

    assert week.next().monday == week.monday + timedelta(days=7)
    assert week < week.next()


@pytest.mark.parametrize("text", ["2026", "2026-53", "2026-W54", "2025-W53", "W01", "x-W01"])
def test_what_is_no_week_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        IsoWeek.parse(text)
