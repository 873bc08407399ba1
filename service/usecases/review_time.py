"""When a review is due: once in each ISO week of the person's calendar, never for past ones."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from service.domain.names_of_days import FIRST_HOUR, LAST_HOUR
from service.domain.review_week import IsoWeek

if TYPE_CHECKING:
    from service.domain.plan import PlanSettings

Clocks = tuple[str, int, int, int]
"""Zone, weekday (0 is Monday), hour and minute: what reviews at one instant have in common."""


def clocks_of(settings: PlanSettings) -> Clocks:
    """Return the zone, weekday and time at which this plan is reviewed."""
    hour = min(max(settings.review_hour, FIRST_HOUR), LAST_HOUR)
    return settings.timezone, settings.review_weekday, hour, settings.review_minute


def trigger_of(clocks: Clocks) -> CronTrigger:
    """Return the trigger that fires at every such instant."""
    zone, weekday, hour, minute = clocks
    return CronTrigger(
        day_of_week=weekday, hour=hour, minute=minute, second=0, timezone=ZoneInfo(zone)
    )


def next_review_at(settings: PlanSettings, after: datetime) -> datetime:
    """Return the first review instant later than `after`, in UTC."""
    return _next(clocks_of(settings), after)


def review_instant(settings: PlanSettings, week: IsoWeek) -> datetime:
    """Return the instant of the review in `week`, in UTC."""
    return _in_week(clocks_of(settings), week)


def week_at(settings: PlanSettings, now: datetime) -> IsoWeek:
    """Return the week that it is for the person."""
    return IsoWeek.of(now.astimezone(ZoneInfo(settings.timezone)).date())


def upcoming(
    settings: PlanSettings,
    *,
    last: IsoWeek | None,
    stored: datetime | None,
    now: datetime,
) -> datetime:
    """Return the instant of the next review; one that is not after `now` is due now.

    `last` is the week of the latest review, `stored` the instant kept until now: None before
    the first sync, a little later than the real one after a try that failed. A week that went
    by without a review stays without. Everything else is worked out anew each time, so a
    changed zone, day or hour counts at once.
    """
    week = week_at(settings, now)
    if last is not None:
        return review_instant(settings, max(last.next(), week))
    instant = review_instant(settings, week)
    if stored is None:
        return next_review_at(settings, now)
    if instant <= now and stored >= review_instant(settings, week.next()):
        return review_instant(settings, week.next())  # the first one has not come yet
    return instant


@lru_cache(maxsize=4096)  # every turn asks, nearly always for this week or the next one
def _in_week(clocks: Clocks, week: IsoWeek) -> datetime:
    zone, *_ = clocks
    # Monday's first review hour, not its midnight: some zones have Mondays without midnight.
    start = datetime.combine(week.monday, time(FIRST_HOUR), ZoneInfo(zone))
    return _next(clocks, start - timedelta(minutes=1))


def _next(clocks: Clocks, after: datetime) -> datetime:
    found: datetime | None = trigger_of(clocks).get_next_fire_time(
        None, after.astimezone(UTC) + timedelta(microseconds=1)
    )
    if found is None:
        raise OverflowError("the calendar has no further review day")
    return found.astimezone(UTC)
