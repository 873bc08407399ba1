"""What is spread is so evenly, the same every time, and never early or late by much."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given
from hypothesis import strategies as st

from service.domain.names_of_days import FIRST_HOUR, LAST_HOUR
from service.domain.plan import PlanSettings
from service.domain.review_week import IsoWeek
from service.domain.spread import AT_LEAST_APART, DAY, ahead, next_full_reading, share
from service.usecases.review_time import review_instant

ZONES = sorted(available_timezones() - {"localtime"})
MOST = timedelta(minutes=60)

ids = st.integers(1, 2**31)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis adds the zone


@given(account_id=ids, now=moments)
def test_a_full_reading_comes_four_to_twenty_eight_hours_later(account_id, now):
    at = next_full_reading(account_id, now)

    assert AT_LEAST_APART <= at - now < AT_LEAST_APART + DAY


@given(account_id=ids, now=moments, late=st.timedeltas(timedelta(0), timedelta(hours=19)))
def test_from_then_on_it_comes_at_the_same_moment_each_day_also_after_a_late_one(
    account_id, now, late
):
    at = next_full_reading(account_id, now)

    assert next_full_reading(account_id, at + late) == at + DAY


@given(
    account_id=ids,
    zone=st.sampled_from(ZONES),
    weekday=st.integers(0, 6),
    hour=st.integers(FIRST_HOUR, LAST_HOUR),
    minute=st.integers(0, 59),
    weeks=st.integers(0, 800),
    spread=st.timedeltas(timedelta(0), MOST),
)
def test_a_review_opens_on_its_own_day_and_never_after_its_hour(
    account_id, zone, weekday, hour, minute, weeks, spread
):
    plan = PlanSettings(
        timezone=zone, review_weekday=weekday, review_hour=hour, review_minute=minute
    )
    monday = IsoWeek(2020, 1).monday + weeks * timedelta(days=7)
    week = IsoWeek.of(monday)
    at = review_instant(plan, week)

    opens = at - ahead(account_id, spread)

    assert at - spread <= opens <= at
    assert opens.astimezone(ZoneInfo(zone)).date() == week.day(weekday)


def test_nobody_is_early_where_nothing_is_spread():
    assert ahead(7, timedelta(0)) == timedelta(0)


def test_a_hundred_thousand_fill_every_minute_of_an_hour_alike():
    minutes = Counter(int(share(one, "review") * 60) for one in range(1, 100_001))

    assert len(minutes) == 60
    assert min(minutes.values()) / max(minutes.values()) > 0.85
