"""Days and weeks as calendars have them: whole turns of work on those that are odd."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from support.home import Home, make_home
from support.turns import Service

from service.domain.plan import State
from service.usecases.plan_settings import change_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.store.database import Database

MONDAY = datetime(2026, 12, 28, 9, tzinfo=ZoneInfo("Europe/Lisbon"))  # of 2026-W53
AN_HOUR = timedelta(hours=1)
DAYS = {
    "1-Jan-2027": ("Europe/Lisbon", date(2027, 1, 1)),
    "leap-day": ("Europe/Lisbon", date(2028, 2, 29)),
    "midnight-DST": ("America/Havana", date(2027, 3, 14)),
    "midnight-DST-in-Cairo": ("Africa/Cairo", date(2027, 4, 30)),
    "behind-apia-skip": ("Pacific/Apia", date(2011, 12, 31)),
    "2038": ("Asia/Kathmandu", date(2038, 1, 20)),
}


@pytest.fixture
def make(sqlite: Callable[[], Database]) -> Callable[[str, datetime], Home]:
    """A maker of homes in which a first sync was done at a moment, with a plan."""

    def make(plan: str, at: datetime) -> Home:
        home = make_home(sqlite())
        go_to(home, at)
        home.plan_file(plan)
        return home

    return make


def go_to(home: Home, at: datetime) -> None:
    """Set the clock, and do what is due then."""
    home.time[0] = at.astimezone(UTC)
    Service(home).work()


def weeks(home: Home) -> list[str]:
    """The weeks that have a review, of which each has one task."""
    found = [one.iso_week for one in Service(home).reviews()]
    assert len(Service(home).tasks()) == len(found)
    return sorted(f"W{week:02}" for week in found)


def plan_of(zone: str, goal: str, more: str = "") -> str:
    return f"settings: {{timezone: {zone}{more}}}\ngoals: [{{skill: Chess, {goal}}}]\n"


@pytest.mark.parametrize("name", DAYS)
def test_a_goal_comes_back_on_its_very_day_and_no_earlier(make, name):
    zone, day = DAYS[name]
    begins = datetime(day.year, day.month, day.day, 3, tzinfo=ZoneInfo(zone))
    evening = begins.astimezone(UTC) - timedelta(hours=4)
    home = make(plan_of(zone, f"group: outside, not_before: {day}"), evening - 30 * AN_HOUR)
    go_to(home, evening)
    assert evening.astimezone(ZoneInfo(zone)).date() < day
    assert home.goal("Chess").state is State.DEFERRED

    go_to(home, begins)

    assert home.goal("Chess").state is State.ACTIVE
    assert home.goal("Chess").not_before is None


def test_a_day_that_a_zone_has_skipped_is_over_on_the_next(make):
    """apia-skip: behind 29 December 2011 came the 31st."""
    zone = ZoneInfo("Pacific/Apia")
    plan = plan_of(str(zone), "group: outside, not_before: 2011-12-30")
    home = make(plan, datetime(2011, 12, 29, 20, tzinfo=zone))
    go_to(home, datetime(2011, 12, 29, 23, tzinfo=zone))
    assert home.goal("Chess").state is State.DEFERRED

    go_to(home, datetime(2011, 12, 31, 1, tzinfo=zone))

    assert home.goal("Chess").state is State.ACTIVE


def test_a_year_that_begins_in_february_turns_then(make):
    """fiscal-Feb: 1 January is a day like any other."""
    zone = ZoneInfo("Europe/Lisbon")
    plan = plan_of(str(zone), "group: in_role", ", quarter_starts: February")
    home = make(plan, datetime(2026, 12, 30, 12, tzinfo=zone))
    go_to(home, datetime(2027, 1, 1, 12, tzinfo=zone))
    assert home.tasks()["Chess"]["due_on"] == "2027-01-29"

    go_to(home, datetime(2027, 2, 1, 12, tzinfo=zone))

    assert home.tasks()["Chess"]["due_on"] == "2027-04-30"


@pytest.fixture
def reviewed(make) -> Home:
    """2026-W53, that begins on 28 December: its Monday has come, and its review is made."""
    home = make(plan_of("Europe/Lisbon", "group: in_role"), MONDAY - timedelta(days=5))
    go_to(home, MONDAY)
    assert weeks(home) == ["W53"]
    return home


def test_the_last_week_of_a_year_has_one_review_also_in_the_new_year(reviewed):
    for day in range(1, 7):
        go_to(reviewed, MONDAY + timedelta(days=day))
    assert weeks(reviewed) == ["W53"]

    go_to(reviewed, MONDAY + timedelta(days=7))

    assert weeks(reviewed) == ["W01", "W53"]


def test_a_machine_that_slept_through_monday_makes_it_late_and_once(reviewed):
    for hours in (90, 91, 120):
        go_to(reviewed, MONDAY + timedelta(days=7, hours=hours))

    assert weeks(reviewed) == ["W01", "W53"]


def test_a_clock_that_jumps_back_by_eight_days_makes_no_second_one(reviewed):
    for days in (-8, -7, -1, 0, 6):
        go_to(reviewed, MONDAY + timedelta(days=days, hours=1))
    assert weeks(reviewed) == ["W53"]

    go_to(reviewed, MONDAY + timedelta(days=7))
    assert weeks(reviewed) == ["W01", "W53"]


def test_another_zone_in_the_same_week_makes_no_second_one(reviewed):
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"):
        settings = reviewed.plan().settings
        wanted = type(settings)(timezone=zone, capacity=settings.capacity)
        change_settings(reviewed.database, reviewed.account_id, wanted, now=reviewed.now())
        go_to(reviewed, reviewed.now() + 20 * AN_HOUR)

    assert weeks(reviewed) == ["W53"]
