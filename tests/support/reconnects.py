"""A home whose reconnect is to come, without a review in its way, and short words for it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from service.store import accounts
from service.usecases import reconnect, reconnect_days
from support.home import Home, make_home
from support.plans import SMALL
from support.turns import Service

if TYPE_CHECKING:
    from service.store.database import Database

CONNECTED = datetime(2026, 10, 7, 10, tzinfo=UTC)
DAY = datetime(2027, 4, 7, 8, tzinfo=UTC)  # a Wednesday
MARK = "momentum:reconnect:"
TITLE = "Reconnect of Wednesday 7 April 2027"


def reconnect_home(database: Database, plan: str = SMALL) -> Home:
    """Make a home after its first sync."""
    home = make_home(database)
    home.time[0] = CONNECTED
    home.plan_file(plan)
    Service(home).work()
    return home


def lived_until(home: Home) -> None:
    """Let the day before go by, and with it the week's review: nothing but it is left to do."""
    home.time[0] = DAY - timedelta(days=1)
    Service(home).work()
    home.time[0] = DAY


def tasks(home: Home) -> list[dict[str, object]]:
    """The reconnects on the board, oldest first."""
    found = [one for one in Service(home).tasks() if MARK in str(one["html_notes"])]
    return sorted(found, key=lambda one: str(one["due_on"]))


def next_on(home: Home) -> date | None:
    plan = home.plan()
    with home.database.begin() as tx:
        return reconnect_days.next_on(tx, home.account_id, plan)


def ask(home: Home) -> bool:
    """Ask for a reconnect, and do it; tells whether it is a new one."""
    with home.database.begin() as tx:
        accounts.lock(tx, home.account_id)
        is_new = reconnect.ask(tx, home.account_id, home.now())
        accounts.request(tx, home.account_id, now=home.now())
    Service(home).work()
    return is_new


def close(home: Home) -> None:
    """Complete the last reconnect, and let that be seen."""
    home.person.complete(str(tasks(home)[-1]["gid"]))
    home.wait(minutes=1)
    Service(home).work()
