"""What a rehearsal plays on: a clock to turn, a stand-in of Asana, a home that is nowhere."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
from pydantic import SecretStr

from integrations.asana.sandbox import World, transport
from service.bootstrap import App, build
from service.config import GivenSettings
from service.store import accounts
from service.store.database import database_in_memory
from service.usecases import connect as journey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from service.store.accounts import Account
    from service.usecases.connect import Choice

LATER = "Do later"
NOWHERE = "https://stand-in.invalid/api/1.0"
A_DAY = 86_400


class Clock:
    """A clock that only moves when it is told to, and never back."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def __call__(self) -> datetime:
        """Return the time."""
        return self._now

    def turn_to(self, moment: datetime) -> None:
        """Let it be `moment`, unless that has gone by."""
        self._now = max(self._now, moment)

    def wait(self, seconds: float) -> None:
        """Let so much time go by at once."""
        self._now += timedelta(seconds=seconds)


@dataclass(frozen=True, slots=True)
class Stage:
    """The application as it is in real life; only its clock and its Asana are stood in for."""

    app: App
    world: World
    clock: Clock
    account: Account


@contextmanager
def stage(start: datetime) -> Iterator[Stage]:
    """Lend a stage on which Ada is connected and nothing has been done yet.

    Everything is in memory. No setting of the person's is read, and no file is written.
    """
    clock = Clock(start)
    world = World(clock=clock)
    settings = GivenSettings(
        secret_key=SecretStr(urlsafe_b64encode(secrets.token_bytes()).decode()),
        asana_url=NOWHERE,
        requests_per_minute=world.limits.per_minute,
        poll_seconds=A_DAY,  # whoever plays rings when there is something to be seen
    )
    database = database_in_memory()
    database.upgrade()
    with httpx.Client(transport=transport(world)) as http:
        app = build(settings, clock=clock, http=http, database=database)
        account, _ = move_in(app, world)
        yield Stage(app, world, clock, account)
        app.close()


def move_in(app: App, world: World) -> tuple[Account, Choice]:
    """Let Ada sign up in a new Asana and connect it, as a person does with a token."""
    ada = world.add_user("Ada Example", "ada@example.com")
    world.add_workspace("Home", members=[ada])
    return connect(app, world.add_token(ada))


def connect(app: App, token: str) -> tuple[Account, Choice]:
    """Connect the token's owner in their first workspace, with My Tasks as it comes."""
    with app.login(token) as login:
        user = journey.whose(login)
        workspace = user.workspaces[0]
        sections = journey.my_tasks_sections(login, workspace)
        later = journey.pick("section", LATER, sections)
        choice = journey.Choice(user, workspace, later=later, sections=sections)
    sealed = app.vault.seal(token)
    with app.database.begin() as tx:
        account_id = accounts.the_only(tx).id
    account = journey.connect(app.database, account_id, sealed, choice, now=app.clock())
    return account, choice
