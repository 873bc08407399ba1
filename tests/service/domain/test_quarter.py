from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.quarter import Calendar, Quarter

calendars = st.builds(Calendar, st.integers(1, 12))
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(calendars, days)
def test_every_day_is_between_the_first_and_the_last_of_its_quarter(calendar, day):
    quarter = calendar.quarter_of(day)

    assert calendar.first_day(quarter) <= day <= calendar.last_day(quarter)


@given(calendars, days)
def test_quarters_follow_one_another_without_a_gap(calendar, day):
    quarter = calendar.quarter_of(day)

    next_day = calendar.last_day(quarter) + timedelta(days=1)
    assert next_day == calendar.first_day(quarter.next())
    assert calendar.quarter_of(next_day) == quarter.next()


@given(calendars, days)
def test_working_days_are_the_outermost_weekdays_of_the_quarter(calendar, day):
    quarter = calendar.quarter_of(day)
    first, last = calendar.first_working_day(quarter), calendar.last_working_day(quarter)

    assert first.weekday() < 5
    assert last.weekday() < 5
    assert (first - calendar.first_day(quarter)).days <= 2
    assert (calendar.last_day(quarter) - last).days <= 2
    assert calendar.quarter_of(first) == calendar.quarter_of(last) == quarter


@given(st.builds(Quarter, st.integers(1000, 9999), st.integers(1, 4)))
def test_a_quarter_is_read_as_it_is_written(quarter):
    assert Quarter.parse(str(quarter)) == quarter


@given(st.builds(Quarter, st.integers(2000, 2100), st.integers(1, 4)), st.integers(-40, 40))
def test_going_forth_and_back_ends_where_it_began(quarter, steps):
    there = quarter.plus(steps)

    assert there.plus(-steps) == quarter
    assert (there > quarter) == (steps > 0)


@pytest.mark.parametrize(
    "text", ["", "2027", "2027-Q0", "2027-Q5", "27-Q1", "2027-q1", "2027-Q1 ", "٢٠٢٧-Q1"]
)
def test_anything_else_is_no_quarter(text):
    with pytest.raises(ValueError, match="not a quarter"):
        Quarter.parse(text)


def test_a_year_is_named_after_the_one_it_begins_in():
    april = Calendar(4)

    assert str(april.quarter_of(date(2027, 3, 31))) == "2026-Q4"
    assert str(april.quarter_of(date(2027, 4, 1))) == "2027-Q1"


@pytest.mark.parametrize("starts", range(1, 13))
def test_leap_days_belong_to_a_quarter_in_every_calendar(starts):
    calendar = Calendar(starts)
    leap = date(2028, 2, 29)

    assert calendar.quarter_of(leap) == calendar.quarter_of(date(2028, 2, 28))
