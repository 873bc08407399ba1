"""On which days there is a reconnect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain import reconnect as method
from service.store import plans, reconnects
from service.usecases.sync.context import day_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

    from service.domain.plan import Plan
    from service.store.reconnects import Reconnect


def next_on(tx: Connection, account_id: int, plan: Plan) -> date | None:
    """Return the day of the next reconnect; None where there is none to come, or not yet."""
    latest = reconnects.latest(tx, account_id)
    if latest is None:
        return None
    if latest.is_wanted:
        return latest.due_on
    return method.next_on(plan.settings, latest.closed_on or latest.due_on)


def is_due(tx: Connection, account_id: int, latest: Reconnect | None, now: datetime) -> bool:
    """Whether the one after the `latest` is to be made now, or that one is asked for."""
    if latest is None or latest.is_wanted:
        return latest is not None
    settings = plans.settings_of(tx, account_id)
    day = method.next_on(settings, latest.closed_on or latest.due_on)
    return day is not None and day <= day_of(settings, now)
