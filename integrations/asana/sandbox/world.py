"""One stand-in of Asana: everything it holds, its clock, and what goes wrong in it."""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from random import Random
from threading import RLock
from typing import TYPE_CHECKING

from integrations.asana.sandbox import population
from integrations.asana.sandbox.delivery import Sender, post
from integrations.asana.sandbox.faults import Faults
from integrations.asana.sandbox.grants import Grants
from integrations.asana.sandbox.limits import Limits, Meter
from integrations.asana.sandbox.person import Person
from integrations.asana.sandbox.snapshot import snapshot
from integrations.asana.sandbox.state import webhooks
from integrations.asana.sandbox.switches import Switches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from integrations.asana.sandbox import model
    from integrations.asana.sandbox.requestlog import RequestLog
    from integrations.asana.sandbox.state.streams import Cursor


def utc_now() -> datetime:
    """Return the real time."""
    return datetime.now(UTC)


class World:
    """An Asana of its own, in memory; safe to use from several threads.

    The same seed and the same requests give the same gids and the same answers.
    """

    def __init__(
        self,
        clock: Callable[[], datetime] = utc_now,
        *,
        seed: int = 0,
        sender: Sender = post,
    ) -> None:
        self.clock = clock
        self.sender = sender
        self.random = Random(seed)  # noqa: S311 - repeatable, and protects nothing
        self.lock = RLock()
        self.switches = Switches()
        self.limits = Limits()
        self.faults = Faults()
        self.requests: list[RequestLog] = []
        self.allow_local_targets = False

        self.users: dict[str, model.User] = {}
        self.tokens: dict[str, model.Token] = {}
        self.workspaces: dict[str, model.Workspace] = {}
        self.teams: dict[str, model.Team] = {}
        self.projects: dict[str, model.Project] = {}
        self.task_lists: dict[str, model.UserTaskList] = {}
        self.sections: dict[str, model.Section] = {}
        self.tasks: dict[str, model.Task] = {}
        self.attachments: dict[str, model.Attachment] = {}
        self.webhooks: dict[str, model.Webhook] = {}
        self.grants = Grants()

        self.events: list[model.Event] = []
        self.cursors: dict[str, Cursor] = {}
        self.meters: dict[str, Meter] = defaultdict(Meter)
        self._later: list[tuple[datetime, Callable[[], object]]] = []
        self._gids = 0
        self._as_of: datetime | None = None

    def add_user(self, name: str, email: str) -> model.User:
        """Let a person sign up."""
        return population.add_user(self, name, email)

    def add_workspace(
        self,
        name: str,
        *,
        members: list[model.User],
        organization: bool = False,
        paid: bool = False,
        sections: tuple[str, ...] = population.MY_TASKS_SECTIONS,
    ) -> model.Workspace:
        """Open a workspace; `sections` are those of each member's My Tasks."""
        return population.add_workspace(
            self, name, members, sections, organization=organization, paid=paid
        )

    def add_team(
        self, organization: model.Workspace, name: str, *, members: list[model.User]
    ) -> model.Team:
        """Form a team in an organisation."""
        return population.add_team(self, organization, name, members)

    def add_token(self, user: model.User, *, oauth: bool = False, app: str = "") -> str:
        """Return a new credential of the user: a personal token, or one of an app."""
        return population.add_token(self, user, app=app or ("app" if oauth else ""))

    def revoke(self, token: str) -> None:
        """Make a credential worthless."""
        self.tokens[token].revoked = True

    def person(self, user: model.User) -> Person:
        """Return the person's own hands in Asana's app."""
        return Person(self, user)

    def snapshot(self) -> dict[str, object]:
        """Return everything there is as plain data."""
        with self.acting():
            return snapshot(self)

    def deliver(self, *, heartbeat: bool = False) -> int:
        """Send what webhooks are due, and return how many deliveries were tried."""
        return webhooks.deliver(self, heartbeat=heartbeat)

    def now(self) -> datetime:
        """Return the time in this world; while something late happens, its own."""
        return self._as_of or self.clock()

    def new_gid(self) -> str:
        """Return a gid that was never used: digits without a meaning or an order."""
        self._gids += 1
        return str(1_200_000_000_000_000 + self._gids * 6_364_136_223_847 % 10**14)

    def do_later(self, delay: timedelta, act: Callable[[], object]) -> None:
        """Let something happen once the clock has moved on."""
        self._later.append((self.now() + delay, act))

    @contextmanager
    def acting(self) -> Iterator[None]:
        """Hold the world still for one act, after all that was due before it."""
        with self.lock:
            now = self.now()
            due = sorted((entry for entry in self._later if entry[0] <= now), key=itemgetter(0))
            if due:
                self._later = [entry for entry in self._later if entry[0] > now]
            for at, act in due:
                self._as_of = at
                act()
                self._as_of = None
            yield
