"""Settings become the real thing here, and nowhere else."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from integrations.asana.errors import AsanaError
from integrations.asana.oauth import AsanaApp
from service.config import Settings
from service.errors import ConfigurationError, NotConnected, ServiceError
from service.meters import Meters
from service.store import accounts, grants, plans, webhooks
from service.store.budget import DatabaseBudget, Paid, pay
from service.store.database import open_database
from service.store.vault import Vault
from service.usecases.access import Access, Known
from service.usecases.webhook import Keeper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import httpx
    from sqlalchemy import Connection

    from integrations.asana.bearer import Credential
    from integrations.asana.client import AsanaClient
    from integrations.asana.limits import Budget
    from integrations.asana.oauth_client import OAuthClient
    from service.board import AsanaBoard, AsanaHooks
    from service.store.accounts import Account, Lease
    from service.store.database import Database
    from service.usecases.ports import Pages


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


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

    def client(self, account: Account) -> AsanaClient:
        """Make a client with the account's token."""
        with self.database.begin() as tx:
            sealed = accounts.token(tx, account.id)
        token, whose = self._credential(account, sealed)
        return self._client_of(token, self._budget(whose))

    def client_for(self, lease: Lease, pace: Callable[[Budget], Budget]) -> AsanaClient:
        """Make a client for a turn; `pace` may make its budget patient."""
        known = (lease.access, lease.access_until)
        token, whose = self._credential(lease.account, accounts.token_of(lease), known)
        counted: Budget = self._budget(whose)
        if lease.paid_until is not None:
            counted = Paid(counted, lease.paid_until, self.clock)
        return self._client_of(token, pace(counted))

    def pay(self, tx: Connection, leases: Sequence[Lease], now: datetime) -> list[Lease]:
        """Count the request of each that only listens, where there is room; say so with it."""
        whose = {self._whose(lease): lease for lease in leases if lease.only_listens(now)}
        prints = {_fingerprint(name): lease.account_id for name, lease in whose.items() if name}
        paid = pay(tx, prints, self.settings.requests_per_minute, now)
        until = {prints[one]: at for one, at in paid.items()}
        return [replace(one, paid_until=until.get(one.account_id)) for one in leases]

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
    def login(self, token: str, *, fleeting: bool = False) -> Iterator[AsanaClient]:
        """Lend a client for a token that is not stored yet.

        The few requests of a `fleeting` one, which is gone in an hour, are counted nowhere: a
        row for each would stay behind.
        """
        yield self._client_of(token, None if fleeting else self._budget(token))

    @property
    def asana_app(self) -> AsanaApp:
        """The app at Asana that people give their consent to, or `ConfigurationError`."""
        found = self.settings
        if not found.asana_client_id or found.asana_client_secret is None:
            raise ConfigurationError(
                "This service has no app at Asana that one could sign in with.",
                hint="Set MOMENTUM_ASANA_CLIENT_ID and MOMENTUM_ASANA_CLIENT_SECRET, or "
                "connect with a personal access token.",
            )
        secret = found.asana_client_secret.get_secret_value()
        return AsanaApp(found.asana_oauth_url, found.asana_client_id, secret)

    def oauth(self) -> OAuthClient:
        """Return what asks Asana for tokens, or raise `ConfigurationError`."""
        from integrations.asana.oauth_client import OAuthClient  # noqa: PLC0415 - loads httpx

        return OAuthClient(self.asana_app, http=self.http)

    def give_back(self, account_id: int) -> bool:
        """Give the account's consent back to Asana; False where Asana did not take it."""
        with self.database.begin() as tx:
            refresh = grants.current(tx, account_id).refresh
        if refresh is None:
            return True
        try:
            self.oauth().revoke(self.vault.open(refresh))
        except (AsanaError, ServiceError):
            return False
        return True

    def ensure_account(self) -> None:
        """Make the first account where there is none, and its plan where it has none."""
        with self.database.begin() as tx:
            if len(accounts.ids(tx, 2)) < 2:  # noqa: PLR2004 - several have all they need
                account = accounts.ensure(tx, self.clock())
                plans.start(tx, account.id, self.settings.plan_defaults)

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

    def _access(self, account_id: int, known: Known) -> Access:
        return Access(
            self.database,
            account_id,
            vault=self.vault,
            refresh=lambda refresh: self.oauth().refresh(refresh),
            clock=self.clock,
            known=known,
        )

    def _credential(
        self, account: Account, sealed: bytes, known: Known = (None, None)
    ) -> tuple[str | Credential, str]:
        """What an account's requests carry, and by what its budget is known."""
        if account.auth == grants.OAUTH:
            return self._access(account.id, known), _by_consent(account.id)
        token = self.vault.open(sealed)
        return token, token

    def _whose(self, lease: Lease) -> str | None:
        """By what the budget of a claimed account is known, if that can be told at once."""
        if lease.account.auth == grants.OAUTH:
            return _by_consent(lease.account_id)
        return self.vault.at_hand(lease.token) if lease.token else None

    def _client_of(self, token: str | Credential, counted: Budget | None) -> AsanaClient:
        from integrations.asana.client import connect  # noqa: PLC0415 - takes half a second

        url = str(self.settings.asana_url)
        return connect(token, url=url, http=self.http, budget=counted)

    def _budget(self, whose: str) -> DatabaseBudget:
        most = self.settings.requests_per_minute
        return DatabaseBudget(self.database, _fingerprint(whose), most, self.clock)


def _by_consent(account_id: int) -> str:
    return f"account {account_id}"


def _fingerprint(whose: str) -> str:
    return hashlib.sha256(whose.encode()).hexdigest()


def build(
    settings: Settings | None = None,
    *,
    clock: Callable[[], datetime] = utc_now,
    http: httpx.Client | None = None,
    database: Database | None = None,
) -> App:
    """Put the application together; a plan that is not there yet starts with its defaults.

    A laptop has one account from the beginning; where people sign in with Asana, each gets
    theirs then. `database` is an upgraded one in place of the settings' own.
    """
    settings = settings or Settings()
    database = database or ready_database(settings)
    app = App(settings, database, Vault.unlock(settings, database), clock, http)
    if not settings.has_sign_in:
        app.ensure_account()
    return app


def ready_database(settings: Settings) -> Database:
    """Open the database in a form that this version works with.

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
    found = database.form()
    if found.fits:
        return
    if database.dialect != "sqlite" and not found.is_newer:
        raise ConfigurationError(
            "The database does not have the form that this version needs.",
            hint="Run `momentum db upgrade`.",
        )
    database.upgrade()  # or hear why not
