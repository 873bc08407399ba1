"""What is set up, what is missing, and what to do about it: one finding a line."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from integrations.asana import errors
from service.domain.schedule import over_capacity
from service.errors import ServiceError
from service.store import accounts, links, plans
from service.store.accounts import AccountState
from service.store.figures import figures
from service.store.links import PROJECT, LinkKind
from service.store.webhooks import HookState
from service.usecases import doctor_work
from service.usecases.arrival import Way, arrival
from service.usecases.doctor_finding import Finding, Verdict, fail, ok, warn
from service.usecases.doctor_machine import (
    database,
    database_file,
    disk,
    home,
    key,
    sign_in,
)
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from datetime import datetime
    from typing import Protocol

    from integrations.asana.models import Project, User
    from service.domain.plan import Plan
    from service.store.accounts import Account
    from service.store.database import Database
    from service.usecases.arrival import Arrival
    from service.usecases.doctor_work import Reaching

    class Visit(Protocol):
        """What the doctor asks Asana."""

        @property
        def server_time(self) -> datetime | None:
            """Asana's clock in its last answer."""

        def me(self) -> User:
            """Return whose token it is."""

        def project(self, gid: str) -> Project:
            """Return one project."""

    Visiting = Callable[[Account], AbstractContextManager[Visit]]

__all__ = [
    "Finding",
    "Verdict",
    "database",
    "database_file",
    "disk",
    "home",
    "in_database",
    "key",
    "sign_in",
]


def time_zones(name: str) -> Finding:
    """Time zone data is there, and knows the plan's zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        todo = "Set `settings: {timezone: ...}` in plan.yaml, for example Europe/Lisbon."
        return fail("time zone", f"There is no time zone {name}.", todo)
    if name == "UTC":
        todo = "Set `settings: {timezone: Europe/Lisbon}` in plan.yaml, or whichever is yours."
        return warn("time zone", "The plan runs on UTC.", todo)
    return ok("time zone", f"The plan runs on {name}.")


def account(found: Account) -> Finding:
    """The account is connected, and work for it goes on."""
    if found.state is AccountState.NOT_CONNECTED:
        return warn("account", "No Asana account is connected.", "Run `momentum connect`.")
    if found.state is not AccountState.OK:
        return fail("account", found.state_message or f"It is {found.state}.", found.state_hint)
    return ok("account", f"Connected to {found.workspace_name} as {found.name}.")


def asana(
    found: Account, project_gid: str | None, visit: Visiting, now: datetime
) -> Iterator[Finding]:
    """Ask Asana whether it takes the token, what time it is, and for the project."""
    try:
        with visit(found) as client:
            user = client.me()
            yield ok("token", f"Asana takes the token; it is {user.name}'s.")
            yield doctor_work.clock(now, client.server_time)
            yield project(client, project_gid)
    except errors.Unauthorized:
        yield fail("token", "Asana does not take the token.", "Run `momentum connect`.")
    except ServiceError as error:
        yield fail("token", str(error), error.hint)
    except errors.AsanaError:
        todo = "Check the network and MOMENTUM_ASANA_URL."
        yield fail("asana", "Asana could not be reached.", todo)


def project(client: Visit, gid: str | None) -> Finding:
    """The project is there, and open to the token that Asana has taken already."""
    if gid is None:
        return warn("project", "There is none yet.", "`momentum sync` makes it.")
    try:
        found = client.project(gid)
    except errors.Unauthorized:
        todo = "Ask an administrator of the workspace to allow it, then run `momentum sync`."
        return fail("project", "The workspace lets no such app or token in.", todo)
    except errors.Refused as error:
        todo = "Restore it from Asana's trash, or ask for access, and run `momentum sync`."
        return fail("project", f"Asana does not show it (HTTP {error.status}).", todo)
    if found.archived:
        return fail("project", "It is archived.", "Unarchive it in Asana.")
    return ok("project", f"{found.name} is there. {found.permalink_url}".strip())


def changes(found: Arrival, address: str | None) -> Finding:
    """Changes arrive, and by themselves where Asana can reach the service."""
    if found.way is Way.WEBHOOK:
        return ok("changes", "Asana's webhook rings when something changes.")
    if address is None:
        return ok("changes", "Asana is asked for news: MOMENTUM_PUBLIC_URL is not set.")
    if found.problem:
        return warn("changes", found.problem, found.hint)
    if found.webhook is not HookState.ACTIVE:
        todo = "Keep `momentum serve` running: it makes one after the first sync."
        return warn("changes", "There is no webhook yet.", todo)
    todo = "Keep `momentum serve` running at MOMENTUM_PUBLIC_URL: Asana calls within hours."
    return warn("changes", "The webhook is made, but Asana was not heard lately.", todo)


def plan(found: Plan, now: datetime) -> Finding:
    """There is a plan, and this quarter is not overfull."""
    if not found.goals:
        return warn("plan", "The plan is empty.", "Run `momentum plan import plan.yaml`.")
    extra = over_capacity(found, local_day(found, now))
    if extra:
        todo = f"Defer one: `momentum goal defer {extra[0].id}`."
        return warn("plan", f"This quarter has {len(extra)} more than fits.", todo)
    return ok("plan", f"{len(found.goals)} goals, and this quarter is not overfull.")


def everybody(counted: Mapping[str, int]) -> Finding:
    """How many accounts there are, where it is not one, and how many have stopped."""
    if not counted:
        todo = "Run `momentum connect`, or sign in on the page."
        return warn("account", "No Asana account is connected.", todo)
    going = (AccountState.OK, AccountState.NOT_CONNECTED)
    stopped = sum(count for state, count in counted.items() if state not in going)
    says = f"There are {sum(counted.values())}, and {stopped} of them have stopped."
    if not stopped:
        return ok("accounts", says)
    todo = "`momentum accounts list` says why, `momentum --account ID doctor` looks at one."
    return warn("accounts", says, todo)


def in_database(
    found: Database,
    meant: int | None,
    now: datetime,
    visit: Visiting,
    reach: tuple[str | None, Reaching],
) -> Iterator[Finding]:
    """Everything that can only be looked at once the database answers.

    It is about the account that is `meant`, or the only one; of several it is told how many
    have stopped. `reach` is the public address, and what asks whether it leads here.
    """
    with found.begin() as tx:
        one = [meant] if meant else accounts.ids(tx, 2)
        counted = figures(tx, now).accounts
    if len(one) == 1:
        yield from _of_account(found, one[0], now, visit, reach)
    else:
        yield everybody(counted)


def _of_account(
    found: Database,
    account_id: int,
    now: datetime,
    visit: Visiting,
    reach: tuple[str | None, Reaching],
) -> Iterator[Finding]:
    address, reaches = reach
    with found.begin() as tx:
        who = accounts.get(tx, account_id)
        held = plans.load(tx, who.id)
        link = links.all_of(tx, who.id).get(LinkKind.PROJECT, PROJECT)
        arrives = arrival(tx, who.id, now)
    yield account(who)
    if who.state is not AccountState.NOT_CONNECTED:
        yield from asana(who, link.gid if link else None, visit, now)
        yield changes(arrives, address)
        if address is not None and arrives.way is not Way.WEBHOOK:
            yield doctor_work.public(address, reaches)
        yield doctor_work.work(who, now)
    zone = time_zones(held.settings.timezone)
    yield zone
    if zone.verdict is not Verdict.FAIL:  # what follows reckons in it
        yield plan(held, now)
        yield doctor_work.schedule(who, now, ZoneInfo(held.settings.timezone))
