"""What the doctor finds about the work: whether anybody does it, and who can be reached."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from service.store.accounts import AccountState
from service.usecases.doctor_finding import fail, ok, warn

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from service.store.accounts import Account
    from service.usecases.doctor_finding import Finding

    Reaching = Callable[[str], bool | None]
    """Whether this service answers at an address; None where nothing does."""

LATE = timedelta(hours=1)
OVERDUE = timedelta(minutes=5)
CLOCK_OFF = timedelta(minutes=5)


def clock(ours: datetime, theirs: datetime | None) -> Finding:
    """The machine's clock agrees with Asana's."""
    if theirs is None:
        return ok("clock", "Asana did not tell the time.")
    off = ours - theirs
    if abs(off) <= CLOCK_OFF:
        return ok("clock", "It agrees with Asana's.")
    way = "ahead of" if off > timedelta() else "behind"
    minutes = round(abs(off) / timedelta(minutes=1))
    todo = "Set it, and let the machine keep it: `timedatectl set-ntp true`."
    return fail("clock", f"It is {minutes} minutes {way} Asana's.", todo)


def work(found: Account, now: datetime) -> Finding:
    """What is due is being done: a worker is at it, or nothing has waited for long."""
    if found.state is not AccountState.OK:
        return ok("work", "Nothing is done until the account can go on.")
    if found.lease_until is not None and found.lease_until > now:
        return ok("work", "A worker is at it.")
    todo = "Keep `momentum serve` running, or run `momentum sync` by hand."
    if found.lease_until is not None and now - found.lease_until > OVERDUE:
        minutes = (now - found.lease_until) // timedelta(minutes=1)
        says = f"A worker was cut off {minutes} minutes ago, and no other has gone on."
        return fail("work", says, todo)
    if found.due_at is not None and now - found.due_at > OVERDUE and found.waiting:
        minutes = (now - found.due_at) // timedelta(minutes=1)
        says = f"Changes have waited for {minutes} minutes: nothing serves."
        return warn("work", says, todo)
    return ok("work", "Nothing has waited for long.")


def schedule(found: Account, now: datetime, zone: ZoneInfo) -> Finding:
    """Reviews have a next time, and a service that makes them seems to run."""
    at = found.next_review_at
    if found.last_sync_at is None:
        return ok("review", "The first one comes on the review day after the first sync.")
    if at is None or now - at > LATE:
        todo = "Keep `momentum serve` running, or run `momentum review` by hand."
        return warn("review", "The review is late: no service seems to run.", todo)
    return ok("review", f"The next one is due on {at.astimezone(zone):%a %d %b at %H:%M}.")


def public(address: str, reaches: Reaching) -> Finding:
    """The public address leads to this service, as Asana would go."""
    door = f"{address}/hooks/asana/"
    match reaches(door):
        case True:
            return ok("public", f"{address} leads to this service.")
        case False:
            todo = f"Let the proxy pass {door} on to `momentum serve`, with its Host header."
            return fail("public", f"At {address} something else answers.", todo)
        case _:
            todo = "Start `momentum serve` behind it, and check its name, its certificate "
            todo += "and the proxy: Asana has to reach it from the internet."
            return fail("public", f"Nothing answers at {address}, seen from here.", todo)
