"""Settings become the real thing here, and nowhere else."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from service.config import Settings
from service.errors import ConfigurationError, NotConnected, ServiceError
from service.meters import Meters
from service.store import accounts, plans, webhooks
from service.store.budget import DatabaseBudget
from service.store.database import open_database
from service.store.vault import Vault
from service.usecases.webhook import Keeper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx

    from integrations.asana.client import AsanaClient
    from integrations.asana.limits import Budget
    from service.board import AsanaBoard, AsanaHooks
    from service.store.accounts import Account
    from service.store.database import Database
    from service.usecases.ports import Pages


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def _as_it_is(budget: Budget) -> Budget:
    return budget


@dataclass(frozen=True, slots=True)
class App:
    """Everything that an edge needs, put together.

    `http` carries the requests to Asana where it is given; else the process's own does.
    `pages` gets pages where it is given; else the public web does.
    """

    settings: Settings
    database: Database
    vault: Vault
    clock: Callable[[], datetime]
    http: httpx.Client | None = None
    pages: Pages | None = None
    meters: Meters = field(default_factory=Meters)

    def client(
        self, account: Account, *, pace: Callable[[Budget], Budget] = _as_it_is
    ) -> AsanaClient:
        """Make a client with the account's token; `pace` may make its budget patient."""
        with self.database.begin() as tx:
            sealed = accounts.token(tx, account.id)
        return self._client_of(self.vault.open(sealed), pace)

    @contextmanager
    def board(self, account: Account) -> Iterator[AsanaBoard]:
        """Lend the account's project in Asana."""
        from service.board import AsanaBoard  # noqa: PLC0415 - the SDK comes with it

        yield AsanaBoard(self.client(account), account)

    @contextmanager
    def hooks(self, account: Account) -> Iterator[AsanaHooks]:
        """Lend the account's webhooks in Asana."""
        from service.board import AsanaHooks  # noqa: PLC0415 - the SDK comes with it

        yield AsanaHooks(self.client(account), account)

    @contextmanager
    def login(self, token: str) -> Iterator[AsanaClient]:
        """Lend a client for a token that is not stored yet."""
        yield self._client_of(token)

    def keeper(self, address: str | None) -> Keeper:
        """Return what keeps webhooks to this address; to none, it takes them away."""
        return Keeper(
            self.database,
            lend=self.hooks,
            seal=self.vault.seal,
            clock=self.clock,
            address=address,
        )

    def end_webhook(self, account_id: int) -> bool:
        """Take an account's webhook away in Asana; False where Asana did not let us."""
        with suppress(ServiceError):
            self.keeper(None).keep(account_id)
        with self.database.begin() as tx:
            return webhooks.current(tx, account_id) is None

    def web_pages(self) -> Pages:
        """Return what gets a posting's page."""
        from integrations.postings import fetch  # noqa: PLC0415 - few commands need it

        return self.pages or fetch.Pages()

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def _client_of(
        self, token: str, pace: Callable[[Budget], Budget] = _as_it_is
    ) -> AsanaClient:
        from integrations.asana.client import connect  # noqa: PLC0415 - takes half a second

        fingerprint = hashlib.sha256(token.encode()).hexdigest()
        budget = DatabaseBudget(
            self.database, fingerprint, self.settings.requests_per_minute, self.clock
        )
        return connect(
            token, url=str(self.settings.asana_url), http=self.http, budget=pace(budget)
        )


def build(
    settings: Settings | None = None,
    *,
    clock: Callable[[], datetime] = utc_now,
    http: httpx.Client | None = None,
    database: Database | None = None,
) -> App:
    """Put the application together; a plan that is not there yet starts with its defaults.

    `database` is an upgraded one in place of the settings' own.
    """
    settings = settings or Settings()
    database = database or ready_database(settings)
    with database.begin() as tx:
        plans.start(tx, accounts.ensure(tx, clock()).id, settings.plan_defaults)
    return App(settings, database, Vault.unlock(settings, database), clock, http)


def ready_database(settings: Settings) -> Database:
    """Open the database in this version's form.

    A SQLite file is brought up to date by itself. A server may be shared with processes of
    an older version, so it waits for `momentum db upgrade`.
    """
    database = open_database(settings.database_url)
    try:
        _bring_up_to_date(database)
    except ServiceError:
        database.close()
        raise
    return database


def not_connected() -> NotConnected:
    """The error where an account is needed and there is none."""
    return NotConnected(
        "No Asana account is connected.",
        hint="Run `momentum connect`, or look at `momentum demo` first.",
    )


def _bring_up_to_date(database: Database) -> None:
    if database.is_current():
        return
    if database.dialect != "sqlite":
        raise ConfigurationError(
            "The database does not have the form that this version needs.",
            hint="Run `momentum db upgrade`.",
        )
    database.upgrade()
