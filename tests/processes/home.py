"""Ada's installation: a database, a stand-in of Asana, and processes that come and go."""

from __future__ import annotations

import socket
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx
from support.processes import answer_to

from processes.clock import Clock
from processes.programs import Orders, begin
from processes.stand_in import elsewhere
from service.bootstrap import App, build
from service.config import GivenSettings
from service.rehearsal.stage import connect
from service.store import accounts, plans, reviews, runs, webhooks
from service.store.webhooks import HookState
from service.usecases.import_plan import import_plan
from service.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from processes.programs import Program
    from processes.stand_in import Asana
    from service.domain.plan import Plan
    from service.store.accounts import Account

TUESDAY = datetime(2026, 12, 1, 8, tzinfo=UTC)
KEY = "mk_" + "0123456789" * 3
LEASE, GRACE = 2, 1
A_DAY = 86_400
MANY = 100


@dataclass
class Home:
    """What a test sees of it: the processes by their pids, the rest through its doors."""

    folder: Path
    app: App
    clock: Clock
    asana: Asana
    port: int
    programs: list[Program] = field(default_factory=list)
    starts: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def serve(
        self, *, port: int | None = None, threads: int = 1, tree: Path | None = None
    ) -> Program:
        return self._begin({}, port=port or self.port, threads=threads, tree=tree)

    def worker(self, *, threads: int = 1, tree: Path | None = None, **settings: str) -> Program:
        """Start one; `settings` are its own, where it is another machine."""
        return self._begin(settings, threads=threads, tree=tree)

    def kill(self) -> None:
        """End everything at once, as a power cut does."""
        for program in self.programs:
            program.kill()
        self.programs.clear()

    def end(self) -> list[bool]:
        """End what runs with SIGTERM; whether each did so as promised."""
        ended = [program.told_to_end() for program in self.programs if program.alive()]
        self.kill()
        return ended

    def answers(self) -> None:
        """Wait until the service does."""
        with self.client() as client:
            answer_to(lambda: _status_of(client), lambda status: status == 200)

    def client(self) -> httpx.Client:
        """Return what asks the service, with its key."""
        return httpx.Client(
            base_url=self.address,
            headers={"Authorization": f"Bearer {KEY}"},
            timeout=20,
            trust_env=False,
        )

    def move_in(self, plan: str) -> None:
        """Connect, and bring the plan in: what comes then is the first sync."""
        account, _ = connect(self.app, self.asana.token())
        import_plan(self.app.database, account.id, plan, now=self.clock())

    def sync(self) -> dict[str, object]:
        """Do what `momentum sync` does, and return what it comes to."""
        account = self.account()
        with self.app.database.begin() as tx:
            ticket = accounts.request(tx, account.id, now=self.clock())
        return Worker(self.app).run_ticket(account.id, ticket).result or {}

    def account(self) -> Account:
        with self.app.database.begin() as tx:
            return accounts.the_only(tx)

    def plan(self) -> Plan:
        with self.app.database.begin() as tx:
            return plans.load(tx, accounts.the_only(tx).id)

    def reviews(self) -> int:
        """How many weeks have theirs."""
        with self.app.database.begin() as tx:
            made = reviews.latest(tx, accounts.the_only(tx).id, MANY)
        return sum(review.gid is not None for review in made)

    def log(self) -> str:
        """What all processes have said, each by itself."""
        return "".join(each.read_text() for each in sorted(self.folder.glob("log-*")))

    def rings(self) -> bool:
        """Whether there is a webhook in Asana, and Momentum trusts what it sends."""
        with self.app.database.begin() as tx:
            hook = webhooks.current(tx, accounts.the_only(tx).id)
        return (
            hook is not None
            and hook.state is HookState.ACTIVE
            and hook.target in self.asana.webhooks()
        )

    def in_a_turn(self) -> bool:
        """Whether a worker is in the middle of one."""
        until = self.account().lease_until
        return until is not None and until > self.clock()

    def wait_for_work(self) -> None:
        """Wait until some worker is at it and speaks to Asana."""
        asked = self.asana.asked()
        answer_to(lambda: self.asana.asked() > asked + 3 and self.in_a_turn(), bool)

    def wait_until_done(self) -> None:
        """Wait until everything that was asked for, rung for, or due has been done."""
        self.asana.knock_again()
        answer_to(self.account, self._is_idle)

    def _is_idle(self, account: Account) -> bool:
        """Whether there is nothing to do; what will be tried again later is tried now."""
        with self.app.database.begin() as tx:
            latest = next(iter(runs.latest(tx, account.id, 1)), None)
        if (
            latest is None
            or account.lease_until is not None
            or not account.due_at
            or account.waiting
        ):
            return False
        if account.last_sync_at is None or account.last_sync_at < latest.started_at:
            self.clock.turn_to(max(self.clock(), account.due_at))
        return account.due_at > self.clock()

    def _begin(self, own: dict[str, str], **how: Any) -> Program:
        settings = self.app.settings.model_dump()
        settings |= {"database_url": self.app.settings.database_url, "api_key": KEY, **own}
        log = self.folder / f"log-{self.starts:03}"
        orders = Orders(settings, self.clock, log, **how)
        self.programs.append(begin(orders))
        self.starts += 1
        return self.programs[-1]


@contextmanager
def home(folder: Path, url: str, *, seed: int = 0, **settings: object) -> Iterator[Home]:
    """Lend one with an empty database at `url`; what still runs in the end is killed."""
    folder.mkdir(exist_ok=True)
    clock = Clock(folder / "clock")
    clock.turn_to(TUESDAY)
    with ExitStack() as stack:
        manager = elsewhere()
        stack.callback(manager.shutdown)
        asana = manager.Asana(clock, seed)
        port = free_port()
        given: dict[str, object] = {
            "home": folder,
            "database_url": url,
            "asana_url": asana.url(),
            "public_url": f"http://127.0.0.1:{port}",
            "poll_seconds": A_DAY,  # the webhook has to ring
            "requests_per_minute": 1500,
            "create_grace_seconds": GRACE,
            "lease_seconds": LEASE,
        }
        app = build(GivenSettings(**(given | settings)), clock=clock)
        stack.enter_context(closing(app))
        lent = Home(folder, app, clock, asana, port)
        stack.callback(lent.kill)
        yield lent


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _status_of(client: httpx.Client) -> int:
    try:
        return client.get("/readyz").status_code
    except httpx.TransportError:
        return 0
