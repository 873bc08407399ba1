"""A worker that works by consent: access is renewed in passing, its end stops the account."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest
from support.consenting import AtAsana, hosted_settings, register
from support.plans import SMALL
from support.statements import transactions

from integrations.asana.oauth import OUT_OF_BAND, authorize_url
from integrations.asana.sandbox import World, transport
from service.bootstrap import App
from service.store import accounts
from service.store.accounts import AccountState
from service.store.vault import Vault
from service.usecases import connect as journey
from service.usecases.connect import Choice
from service.usecases.import_plan import import_plan
from service.usecases.sign_in import admit, consent_of
from service.worker import Worker
from service.worker.job import job_of

if TYPE_CHECKING:
    from pathlib import Path

    from service.store.accounts import Account
    from service.store.database import Database

NOW = datetime(2026, 10, 6, 8, tzinfo=UTC)


class Service:
    """A service at a stand-in, and Ada, who has let it in."""

    def __init__(self, database: Database, home: Path) -> None:
        self.now = NOW
        self.world = World(self.clock)
        register(self.world)
        ada = self.world.add_user("Ada Example", "ada@example.com")
        self.world.add_workspace("Home", members=[ada])
        settings = hosted_settings(home)
        http = httpx.Client(transport=transport(self.world))
        vault = Vault.unlock(settings, database)
        self.app = App(settings, database, vault, self.clock, http)
        job = job_of(self.app, self.wait, draw=lambda _: None)
        self.worker = Worker(self.app, job=job, pay=self.app.pay)
        url = authorize_url(self.app.asana_app, back_to=OUT_OF_BAND, verifier="v" * 43)
        code = AtAsana(self.world).copy_code(url, ada)
        self.account_id = self.let_in(code)

    def clock(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def let_in(self, code: str) -> int:
        app = self.app
        tokens = app.oauth().exchange(code, back_to=OUT_OF_BAND, verifier="v" * 43)
        with app.login(tokens.access_token) as login:
            user = journey.whose(login)
        consent = consent_of(app.vault, tokens, self.now)
        defaults = app.settings.plan_defaults
        account = admit(app.database, user, consent, here=None, defaults=defaults, now=self.now)
        choice = Choice(user, user.workspaces[0])
        journey.connect(app.database, account.id, None, choice, now=self.now)
        import_plan(app.database, account.id, SMALL, now=self.now)
        return account.id

    def account(self) -> Account:
        with self.app.database.begin() as tx:
            return accounts.get(tx, self.account_id)

    def ask_by_bell(self) -> None:
        self.now += timedelta(minutes=2)
        with self.app.database.begin() as tx:
            accounts.ring_for(tx, [self.account_id], self.now)

    def ask(self) -> None:
        with self.app.database.begin() as tx:
            accounts.request(tx, self.account_id, now=self.now)


@pytest.fixture
def service(database: Database, tmp_path: Path) -> Service:
    return Service(database, tmp_path / "home")


def test_turns_go_on_for_longer_than_access_lasts(service: Service) -> None:
    for _ in range(3):
        service.ask()
        run = service.worker.run_once(service.account_id)
        assert run is not None
        assert (run.status, run.error) == ("done", None)
        service.now += timedelta(hours=2)

    (refresh,) = service.world.grants.refreshes.values()
    assert len(refresh.access_tokens) == 3
    assert len(service.world.projects) == 1
    assert {bool(task.external) for task in service.world.tasks.values()} == {True}


def test_the_end_of_consent_stops_the_account_and_nothing_more_is_sent(
    service: Service,
) -> None:
    service.ask()
    service.worker.run_once(service.account_id)
    for token in service.world.tokens.values():
        token.revoked = True
    service.world.grants.refreshes.clear()

    service.ask()
    service.worker.run_once(service.account_id)

    account = service.account()
    assert account.state is AccountState.TOKEN_INVALID
    assert "permission has ended" in account.state_message
    assert "Sign in with Asana again" in account.state_hint
    asked = len(service.world.requests)
    service.now += timedelta(days=2)
    service.ask()
    assert service.worker.run_once(service.account_id) is None
    assert len(service.world.requests) == asked


def test_a_look_that_hears_nothing_needs_no_more_than_its_claim_brings(
    service: Service,
) -> None:
    for _ in range(4):
        service.ask_by_bell()
        service.worker.run_once(service.account_id)
    service.ask_by_bell()
    asked = len(service.world.requests)
    with transactions(service.app.database) as begun:
        service.worker.run_once(service.account_id)

    assert len(service.world.requests) == asked + 1
    assert len(begun) == 2


def test_access_that_asana_refuses_is_renewed_whatever_the_claim_brought(
    service: Service,
) -> None:
    service.ask()
    service.worker.run_once(service.account_id)
    for token in service.world.tokens.values():
        token.revoked = True

    service.ask()
    run = service.worker.run_once(service.account_id)

    assert run is not None
    assert (run.status, run.error) == ("done", None)
