"""Looks that hear nothing, by the real application: in how few transactions, and counted."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest
from sqlalchemy import select
from support.plans import SMALL
from support.statements import transactions

from integrations.asana.sandbox import World, transport
from service.bootstrap import build
from service.config import Settings
from service.store import accounts, tables
from service.store.budget import DatabaseBudget
from service.usecases import connect as journey
from service.usecases.connect import Choice
from service.usecases.import_plan import import_plan
from service.worker import Worker
from service.worker.job import job_of

if TYPE_CHECKING:
    from pathlib import Path

    from service.store.database import Database


class Looking:
    """A home whose account is quiet, and its worker."""

    def __init__(self, database: Database, home: Path) -> None:
        self.now = datetime(2026, 10, 6, 8, tzinfo=UTC)
        self.world = World(self.clock)
        ada = self.world.add_user("Ada Example", "ada@example.com")
        self.world.add_workspace("Home", members=[ada])
        self.token = self.world.add_token(ada)
        http = httpx.Client(transport=transport(self.world))
        settings = Settings(home=home, requests_per_minute=100)
        self.app = build(settings, clock=self.clock, http=http, database=database)
        with self.app.database.begin() as tx:
            self.account_id = accounts.the_only(tx).id
        self.connect()
        import_plan(database, self.account_id, SMALL, now=self.now)
        for _ in range(5):
            self.look()

    def clock(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def connect(self) -> None:
        app = self.app
        with app.login(self.token) as login:
            user = journey.whose(login)
        sealed, choice = app.vault.seal(self.token), Choice(user, user.workspaces[0])
        journey.connect(app.database, self.account_id, sealed, choice, now=self.now)

    def look(self) -> None:
        """Let Asana ring, and do the turn with a worker of its own."""
        self.now += timedelta(minutes=2)
        with self.app.database.begin() as tx:
            accounts.ring_for(tx, [self.account_id], self.now)
        self.work()

    def ask(self) -> None:
        """A person asks for a turn."""
        self.now += timedelta(minutes=2)
        with self.app.database.begin() as tx:
            accounts.request(tx, self.account_id, now=self.now)

    def work(self) -> None:
        app = self.app
        job = job_of(app, self.wait, draw=lambda _: None)
        run = Worker(app, job=job, pay=app.pay).run_once(self.account_id)
        assert run is not None
        assert run.error is None

    def spent(self) -> list[int]:
        """How many requests were counted in the last minute, by each token."""
        since = self.now.timestamp() - 60
        with self.app.database.begin() as tx:
            found = tx.execute(select(tables.budgets.c.spent)).scalars().all()
        return [sum(count for at, count in one if at > since) for one in found]


@pytest.fixture
def looking(database: Database, tmp_path: Path) -> Looking:
    return Looking(database, tmp_path / "home")


def test_a_look_that_hears_nothing_takes_two_transactions(looking: Looking) -> None:
    with transactions(looking.app.database) as begun:
        looking.look()

    assert len(begun) == 3  # and one for the bell


def test_a_turn_that_was_asked_for_and_finds_nothing_takes_a_dozen(looking: Looking) -> None:
    looking.ask()
    with transactions(looking.app.database) as begun:
        looking.work()

    assert len(begun) == 12


def test_its_request_is_counted_once(looking: Looking) -> None:
    before = len(looking.world.requests)
    looking.look()

    assert len(looking.world.requests) == before + 1
    assert looking.spent() == [1]


def test_where_the_minute_is_used_up_it_waits_and_is_counted_then(looking: Looking) -> None:
    whose = hashlib.sha256(looking.token.encode()).hexdigest()
    later = looking.now + timedelta(minutes=2)
    DatabaseBudget(looking.app.database, whose, 100, lambda: later).spend(100)
    looking.look()

    assert looking.now >= later + timedelta(minutes=1)
    assert looking.spent() == [1]
