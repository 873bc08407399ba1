"""One person's home in a simulation: its worker, its wires, its clock, and what it saw."""

from __future__ import annotations

import traceback
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

import httpx
from support.home import GRACE, make_home

from integrations.asana import client as asana
from service.board import AsanaBoard
from service.errors import ConfigurationError, ServiceError
from service.store import accounts, history, links
from service.store.accounts import Answer
from service.store.links import LinkKind
from service.store.states import RECOVERABLE
from service.usecases import turn
from service.usecases.sync import Context
from service.usecases.sync.memory import recall
from service.worker import Worker
from service.worker.job import LEASE_SECONDS
from simulation.ground import Killed, Mortal
from simulation.ledger import Ledger
from simulation.wire import Wire

if TYPE_CHECKING:
    from datetime import datetime

    from integrations.asana.sandbox.model import Task
    from service.domain.base import Known
    from service.store.accounts import Lease
    from service.store.database import Database
    from service.store.runs import Run
    from service.worker.job import OnProgress


class Life:
    """A home with a worker that may die, lose its lease, and be watched."""

    def __init__(self, database: Database, *, oauth: bool, later: bool) -> None:
        self.home = make_home(database, oauth=oauth, later=later)
        self.real = database
        self.database = Mortal(database)
        self.ledger = Ledger(self)
        self.faults: list[str] = []
        self.trace: list[str] = []
        self.wires: list[Wire] = []
        self.quiet_until: datetime | None = None
        self.rejected = False
        self.born: set[str] = set()  # what the person made by hand
        self.origins: set[str] = set()  # goals that came in by the plan
        self.gone: dict[str, str] = {}  # goals and steps that the person deleted
        self.order: dict[str, tuple[str, ...]] = {}
        later_on = self.home.world.do_later
        self.home.world.do_later = lambda delay, act: later_on(delay, lambda: self._late(act))

    @property
    def nested(self) -> bool:
        """Whether one worker is in the middle of another's turn."""
        return len(self.wires) > 1

    @property
    def settings(self) -> SimpleNamespace:
        return SimpleNamespace(poll_seconds=60)

    @property
    def clock(self) -> object:
        return self.home.now

    def now(self) -> datetime:
        return self.home.now()

    def blame(self, what: str) -> None:
        """Note something that must not happen."""
        self.faults.append(what)
        self.trace.append(f"!! {what}")

    def tell(self, what: str) -> None:
        self.trace.append(f"{self.now():%m-%d %H:%M:%S} {what}")

    def wait(self, seconds: float) -> None:
        self.home.wait(seconds=seconds)

    def wait_out_holds(self) -> None:
        """Let the time pass that Asana asked for."""
        with self.real.begin() as tx:
            until = accounts.get(tx, self.home.account_id).hold_until
        if until is not None and until > self.now():
            self.wait((until - self.now()).total_seconds() + 1)

    def known(self) -> Known:
        with self.real.begin() as tx:
            return recall(tx, self.home.account_id, GRACE)

    @property
    def project(self) -> str | None:
        with self.real.begin() as tx:
            link = links.all_of(tx, self.home.account_id).get(LinkKind.PROJECT, "project")
        return link.gid if link else None

    @property
    def sections(self) -> dict[str, str]:
        """The sections that are ours, by their keys."""
        with self.real.begin() as tx:
            found = list(links.all_of(tx, self.home.account_id))
        there = self.home.world.sections
        kind = LinkKind.SECTION
        return {link.key: link.gid for link in found if link.kind is kind and link.gid in there}

    def goal_of(self, gid: str) -> str | None:
        return next((key for key, base in self.known().bases.items() if base.gid == gid), None)

    def forget(self, task: Task) -> None:
        """The person deletes a task: it is gone, with its steps, for good."""
        self.ledger.drop(task.gid)
        known = self.known()
        self.gone |= {
            base.gid: goal_id for goal_id, base in known.bases.items() if base.gid == task.gid
        }
        linked = {base.gid: base.id for steps in known.steps.values() for base in steps}
        if task.gid in linked:
            self.gone[task.gid] = linked[task.gid]

    def stories(self) -> int:
        with self.real.begin() as tx:
            latest = history.recent(tx, self.home.account_id, 1)
        return latest[0].id if latest else 0

    def work(self, *, force: bool = False, review: bool = False) -> Run | None:
        """Do the turn that is due, as a command would ask for it; None where it died."""
        with self.real.begin() as tx:
            stopped = accounts.get(tx, self.home.account_id).state in RECOVERABLE
            answer = Answer.CONFIRM if force else Answer.AGAIN if stopped else None
            accounts.request(
                tx, self.home.account_id, now=self.now(), review=review, answer=answer
            )
        worker = Worker(self, job=self._job, wait=self.wait)
        try:
            run = worker.run_once(self.home.account_id)
        except Killed:
            self.tell("killed")
            return None
        except ServiceError as error:
            self.tell(f"outside of a run: {error}")
            return None
        error = run.error["message"] if run and run.error else ""
        self.tell(f"run {run.status if run else 'not due'} {error}")
        for change in (run.result or {}).get("changes", ()) if run else ():
            self.trace.append(f"    {change}")
        return run

    def reconnect(self) -> None:
        """Give a new token, as `momentum connect` would."""
        user = next(iter(self.home.world.users.values()))
        self.home.token = self.home.world.add_token(user, oauth=self.oauth)
        with self.real.begin() as tx:
            accounts.set_state(tx, self.home.account_id, accounts.AccountState.OK)
        self.rejected = False

    @property
    def oauth(self) -> bool:
        with self.real.begin() as tx:
            return accounts.get(tx, self.home.account_id).auth == "oauth"

    def _job(self, lease: Lease, run_id: int, on_progress: OnProgress) -> turn.Turn:
        wire = Wire(self)
        http = httpx.Client(transport=wire, trust_env=False)
        client = asana.connect(self.home.token, http=http, sleep=self.wait)
        with self.database.begin() as tx:
            board = AsanaBoard(client, accounts.get(tx, lease.account_id))
        context = Context(
            self.database, board, lease, run_id, self.now, GRACE, LEASE_SECONDS, on_progress
        )
        self.wires.append(wire)
        try:
            return turn.run(context)
        except ConfigurationError as error:
            self.blame(f"unexpected: {error!r}")
            raise
        except (ServiceError, Killed):
            raise
        except BaseException:
            self.blame(f"unexpected: {traceback.format_exc()}")
            raise
        finally:
            self.wires.remove(wire)

    def _late(self, act: object) -> None:
        act()
        self.ledger.late()


HOLD = GRACE + timedelta(seconds=1)
