from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.plan import PlanSettings
from service.domain.review_week import IsoWeek
from service.usecases.review_time import next_review_at, review_instant, upcoming, week_at

LISBON = PlanSettings(timezone="Europe/Lisbon")
ZONES = sorted(available_timezones() - {"localtime"})
UNLIKE = {files("tzdata.zoneinfo").joinpath(zone).read_bytes(): zone for zone in ZONES}.values()
"""Without those that are another's former or second name."""
WEEK = IsoWeek(2026, 52)
MONDAY_9 = datetime(2026, 12, 21, 9, tzinfo=UTC)  # winter: Lisbon is on UTC
DAY = timedelta(days=1)


def test_the_next_review_is_later_than_now():
    assert next_review_at(LISBON, MONDAY_9 - DAY) == MONDAY_9
    assert next_review_at(LISBON, MONDAY_9) == MONDAY_9 + 7 * DAY


def test_the_hour_is_the_persons_own_in_summer_too():
    assert next_review_at(LISBON, datetime(2026, 7, 1, tzinfo=UTC)) == datetime(
        2026, 7, 6, 8, tzinfo=UTC
    )


@pytest.mark.parametrize("weekday", range(7))
def test_every_day_of_the_week_can_be_the_review_day(weekday):
    instant = review_instant(PlanSettings(review_weekday=weekday), WEEK)

    assert instant.date() == WEEK.day(weekday)


@pytest.mark.parametrize("hour", [4, 9, 23])
def test_there_is_one_review_a_week_at_its_hour_in_every_zone(hour):
    wrong = []
    for zone in UNLIKE:
        plan = PlanSettings(timezone=zone, review_hour=hour, review_minute=30)
        at = review_instant(plan, IsoWeek(2026, 1))
        for week in _weeks(IsoWeek(2026, 1), 54):
            local = at.astimezone(ZoneInfo(zone))
            if (local.date(), local.time()) != (week.monday, time(hour, 30)):
                wrong.append((zone, week, local))
            at = next_review_at(plan, at)

    assert wrong == []


@pytest.mark.parametrize("hour", [0, 3, 24])
def test_an_hour_that_some_days_lack_is_moved_to_one_that_all_have(hour):
    at = review_instant(PlanSettings(review_hour=hour), WEEK)

    assert 4 <= at.hour <= 23


def test_the_first_review_waits_for_the_first_review_day_after_the_first_sync():
    wednesday = MONDAY_9 + 2 * DAY

    first = upcoming(LISBON, last=None, stored=None, now=wednesday)

    assert first == MONDAY_9 + 7 * DAY
    assert upcoming(LISBON, last=None, stored=first, now=wednesday + DAY) == first


def test_a_machine_that_slept_through_monday_catches_up_within_the_week():
    for last in (None, IsoWeek(2026, 51)):
        at = upcoming(LISBON, last=last, stored=MONDAY_9, now=MONDAY_9 + 6 * DAY)

        assert at == MONDAY_9


def test_a_week_that_was_slept_through_stays_without_a_review():
    for last in (None, IsoWeek(2026, 51)):
        at = upcoming(
            LISBON, last=last, stored=MONDAY_9, now=MONDAY_9 + 7 * DAY - timedelta(hours=1)
        )

        assert at == MONDAY_9 + 7 * DAY


def test_a_clock_that_jumped_back_makes_no_second_review():
    at = upcoming(LISBON, last=WEEK, stored=MONDAY_9 + 7 * DAY, now=MONDAY_9 - 8 * DAY)

    assert at == MONDAY_9 + 7 * DAY


def test_a_try_that_failed_is_due_again_although_it_was_put_off():
    later = MONDAY_9 + timedelta(minutes=15)

    assert upcoming(LISBON, last=None, stored=later, now=MONDAY_9 + DAY) == MONDAY_9
    assert upcoming(LISBON, last=None, stored=later, now=MONDAY_9 + timedelta(minutes=1)) == (
        MONDAY_9
    )


def test_another_day_counts_at_once_and_makes_no_second_review_in_a_week():
    friday = PlanSettings(timezone="Europe/Lisbon", review_weekday=4)
    tuesday = MONDAY_9 + DAY

    reviewed = upcoming(friday, last=WEEK, stored=MONDAY_9 + 7 * DAY, now=tuesday)
    not_yet = upcoming(friday, last=IsoWeek(2026, 51), stored=MONDAY_9, now=tuesday)

    assert reviewed == MONDAY_9 + 11 * DAY
    assert not_yet == MONDAY_9 + 4 * DAY


@settings(max_examples=200)
@given(
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
    st.integers(0, 6),
    st.lists(st.integers(1, 16 * 24 * 60), min_size=1, max_size=40),
)
def test_no_week_has_two_whatever_sleeps_and_travels(home, away, weekday, minutes):
    now = datetime(2026, 12, 1, tzinfo=UTC)
    last, stored, made = None, None, []
    for number, slept in enumerate(minutes):
        plan = PlanSettings(timezone=home if number % 3 else away, review_weekday=weekday)
        now += timedelta(minutes=slept)
        stored = upcoming(plan, last=last, stored=stored, now=now)
        if stored <= now:
            last = week_at(plan, now)
            made.append(last)
            stored = upcoming(plan, last=last, stored=stored, now=now)
        assert stored > now

    assert made == sorted(set(made))


def test_the_week_is_that_of_the_persons_own_calendar():
    sunday = datetime(2027, 1, 3, 20, tzinfo=UTC)

    assert week_at(PlanSettings(timezone="UTC"), sunday) == IsoWeek(2026, 53)
    assert week_at(PlanSettings(timezone="Asia/Tokyo"), sunday) == IsoWeek(2027, 1)
    assert IsoWeek.of(date(2027, 1, 3)) == IsoWeek(2026, 53)


def _weeks(first: IsoWeek, number: int) -> list[IsoWeek]:
    weeks = [first]
    while len(weeks) < number:
        weeks.append(weeks[-1].next())
    return weeks
