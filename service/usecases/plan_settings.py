"""The plan's own settings, changed by the person outside of a file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.names_of_days import FIRST_HOUR, LAST_HOUR, MONTHS, WEEKDAYS
from service.domain.planfile_settings import MOST_CAPACITY, zones
from service.domain.quarter import Calendar
from service.domain.schedule import on_new_calendar, respread
from service.errors import InvalidInput
from service.usecases.changing import changing
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from datetime import datetime

    from service.domain.plan import Plan, PlanSettings
    from service.store.database import Database

_SAYS = {
    "weekday": "A day of the week, please.",
    "time": "Reviews are made between 04:00 and 23:00.",
    "quarter_starts": "A month, please.",
    "in_role": f"A number from 0 to {MOST_CAPACITY}.",
    "outside": f"A number from 0 to {MOST_CAPACITY}.",
}


def change_settings(
    database: Database, account_id: int, settings: PlanSettings, *, now: datetime
) -> Plan:
    """Let the plan follow other settings; goals find their place anew where these decide it.

    What the person placed stays where it is: chosen days, pins, and this quarter's goals.
    """
    _check(settings)
    with changing(database, account_id, now) as change:
        wanted = replace(change.plan, settings=settings)
        change.plan = _following(wanted, change.plan.settings, now)
    return change.plan


def _following(plan: Plan, before: PlanSettings, now: datetime) -> Plan:
    if plan.settings.quarter_starts != before.quarter_starts:
        plan = on_new_calendar(plan, Calendar(before.quarter_starts))
    elif plan.settings.capacity == before.capacity:
        return plan
    return respread(plan, local_day(plan, now))


def _check(settings: PlanSettings) -> None:
    """Refuse what no plan file may say either."""
    if settings.timezone not in zones():
        raise InvalidInput(
            "There is no such time zone.",
            hint="Write it like Europe/Lisbon.",
            field="timezone",
        )
    capacity = settings.capacity
    hour, minute = settings.review_hour, settings.review_minute
    allowed = {
        "weekday": 0 <= settings.review_weekday < len(WEEKDAYS),
        "time": 0 <= minute < 60 and (FIRST_HOUR, 0) <= (hour, minute) <= (LAST_HOUR, 0),  # noqa: PLR2004 - of an hour
        "quarter_starts": 1 <= settings.quarter_starts <= len(MONTHS),
        "in_role": 0 <= capacity.in_role <= MOST_CAPACITY,
        "outside": 0 <= capacity.outside <= MOST_CAPACITY,
    }
    for field, is_allowed in allowed.items():
        if not is_allowed:
            raise InvalidInput(_SAYS[field], field=field)
