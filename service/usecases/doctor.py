"""What is set up, what is missing, and what to do about it: one finding a line."""

from __future__ import annotations

import sqlite3
import stat
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from integrations.asana import errors
from service.domain.schedule import over_capacity
from service.errors import ServiceError
from service.store import accounts, links, plans
from service.store.accounts import AccountState
from service.store.links import LinkKind
from service.store.private import OTHERS
from service.store.sqlite import journal_mode
from service.store.webhooks import HookState
from service.usecases.arrival import Way, arrival
from service.usecases.sync.context import local_day
from service.usecases.sync.setup import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path
    from typing import Protocol

    from integrations.asana.models import Project, User
    from service.domain.plan import Plan
    from service.store.accounts import Account
    from service.store.database import Database
    from service.usecases.arrival import Arrival

    class Visit(Protocol):
        """What the doctor asks Asana."""

        def me(self) -> User:
            """Return whose token it is."""

        def project(self, gid: str) -> Project:
            """Return one project."""

    Visiting = Callable[[Account], AbstractContextManager[Visit]]

LATE_SECONDS = 3600


class Verdict(StrEnum):
    """How a finding is to be taken."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, and what to do where it is not well."""

    name: str
    verdict: Verdict
    says: str
    todo: str = ""


def home(path: Path) -> Finding:
    """The home holds the token and the key, so it is nobody else's business."""
    if not path.is_dir():
        return _warn("home", f"{path} is not there yet.", "`momentum connect` makes it.")
    return _private("home", path, f"chmod 700 {path}")


def key(path: Path | None) -> Finding:
    """The key that tokens are sealed with; None where the settings hold it."""
    if path is None:
        return _ok("key", "The key comes from MOMENTUM_SECRET_KEY.")
    if not path.is_file():
        return _warn("key", "There is no key yet.", "`momentum connect` makes it.")
    return _private("key", path, f"chmod 600 {path}")


def database_file(path: Path) -> Finding:
    """The file holds the plan and the sealed token, so it is nobody else's business."""
    return _private("file", path, f"chmod 600 {path}")


def database(found: Database) -> Finding:
    """The database answers, has this version's form, and is not damaged."""
    if not found.is_current():
        todo = "Run `momentum db upgrade`."
        return _fail("database", f"The {found.dialect} database is not up to date.", todo)
    if not found.is_sound():
        todo = "Restore a backup: `momentum db restore FILE`."
        return _fail("database", f"The {found.dialect} database is damaged.", todo)
    return _ok("database", f"The {found.dialect} database answers and is up to date.")


def sqlite_version() -> Finding:
    """Older releases may corrupt a write-ahead log, so they are used without one."""
    version, mode = sqlite3.sqlite_version, journal_mode(sqlite3.sqlite_version_info)
    why = "" if mode == "WAL" else " This release's write-ahead log can be corrupted: not used."
    return _ok(
        "sqlite", f"SQLite {version}, journal mode {mode}, every commit is flushed.{why}"
    )


def time_zones(name: str) -> Finding:
    """Time zone data is there, and knows the plan's zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        todo = "Set `settings: {timezone: ...}` in plan.yaml, for example Europe/Lisbon."
        return _fail("time zone", f"There is no time zone {name}.", todo)
    if name == "UTC":
        todo = "Set `settings: {timezone: Europe/Lisbon}` in plan.yaml, or whichever is yours."
        return _warn("time zone", "The plan runs on UTC.", todo)
    return _ok("time zone", f"The plan runs on {name}.")


def account(found: Account) -> Finding:
    """The account is connected, and work for it goes on."""
    if found.state is AccountState.NOT_CONNECTED:
        return _warn("account", "No Asana account is connected.", "Run `momentum connect`.")
    if found.state is not AccountState.OK:
        return _fail(
            "account", found.state_message or f"It is {found.state}.", found.state_hint
        )
    return _ok("account", f"Connected to {found.workspace_name} as {found.name}.")


def asana(found: Account, project_gid: str | None, visit: Visiting) -> Iterator[Finding]:
    """Ask Asana whether it takes the token, and whether the project is there."""
    try:
        with visit(found) as client:
            user = client.me()
            yield _ok("token", f"Asana takes the token; it is {user.name}'s.")
            if project_gid is None:
                yield _warn("project", "There is none yet.", "`momentum sync` makes it.")
                return
            yield _project(client.project(project_gid))
    except errors.Unauthorized:
        yield _fail("token", "Asana does not take the token.", "Run `momentum connect`.")
    except errors.Refused as error:
        todo = "Restore it from Asana's trash, or ask for access, and run `momentum sync`."
        yield _fail("project", f"Asana does not show it (HTTP {error.status}).", todo)
    except ServiceError as error:
        yield _fail("token", str(error), error.hint)
    except errors.AsanaError:
        todo = "Check the network and MOMENTUM_ASANA_URL."
        yield _fail("asana", "Asana could not be reached.", todo)


def changes(found: Arrival, address: str | None) -> Finding:
    """Changes arrive, and by themselves where Asana can reach the service."""
    if found.way is Way.WEBHOOK:
        return _ok("changes", "Asana's webhook rings when something changes.")
    if address is None:
        return _ok("changes", "Asana is asked for news: MOMENTUM_PUBLIC_URL is not set.")
    if found.problem:
        return _warn("changes", found.problem, found.hint)
    if found.webhook is not HookState.ACTIVE:
        todo = "Keep `momentum serve` running: it makes one after the first sync."
        return _warn("changes", "There is no webhook yet.", todo)
    todo = "Keep `momentum serve` running at MOMENTUM_PUBLIC_URL: Asana calls within hours."
    return _warn("changes", "The webhook is made, but Asana was not heard lately.", todo)


def plan(found: Plan, now: datetime) -> Finding:
    """There is a plan, and this quarter is not overfull."""
    if not found.goals:
        return _warn("plan", "The plan is empty.", "Run `momentum plan import plan.yaml`.")
    extra = over_capacity(found, local_day(found, now))
    if extra:
        todo = f"Defer one: `momentum goal defer {extra[0].id}`."
        return _warn("plan", f"This quarter has {len(extra)} more than fits.", todo)
    return _ok("plan", f"{len(found.goals)} goals, and this quarter is not overfull.")


def schedule(found: Account, now: datetime, zone: str) -> Finding:
    """Reviews have a next time, and a service that makes them seems to run."""
    at = found.next_review_at
    if found.last_sync_at is None:
        return _ok("review", "The first one comes on the review day after the first sync.")
    if at is None or (now - at).total_seconds() > LATE_SECONDS:
        todo = "Keep `momentum serve` running, or run `momentum review` by hand."
        return _warn("review", "The review is late: no service seems to run.", todo)
    return _ok(
        "review", f"The next one is due on {at.astimezone(ZoneInfo(zone)):%a %d %b at %H:%M}."
    )


def in_database(
    found: Database, now: datetime, visit: Visiting, address: str | None
) -> Iterator[Finding]:
    """Everything that can only be looked at once the database answers."""
    with found.begin() as tx:
        who = accounts.ensure(tx, now)
        held = plans.load(tx, who.id)
        link = links.all_of(tx, who.id).get(LinkKind.PROJECT, PROJECT)
        arrives = arrival(tx, who.id, now)
    yield account(who)
    if who.state is not AccountState.NOT_CONNECTED:
        yield from asana(who, link.gid if link else None, visit)
        yield changes(arrives, address)
    yield plan(held, now)
    yield time_zones(held.settings.timezone)
    yield schedule(who, now, held.settings.timezone)


def _project(found: Project) -> Finding:
    if found.archived:
        return _fail("project", "It is archived.", "Unarchive it in Asana.")
    return _ok("project", f"{found.name} is there. {found.permalink_url}".strip())


def _private(name: str, path: Path, todo: str) -> Finding:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & OTHERS:
        return _fail(name, f"Others may read {path}.", f"Run `{todo}`.")
    return _ok(name, f"{path} is yours alone.")


def _ok(name: str, says: str) -> Finding:
    return Finding(name, Verdict.OK, says)


def _warn(name: str, says: str, todo: str) -> Finding:
    return Finding(name, Verdict.WARN, says, todo)


def _fail(name: str, says: str, todo: str) -> Finding:
    return Finding(name, Verdict.FAIL, says, todo)
