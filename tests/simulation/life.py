"""One person's home in a simulation: its worker, its wires, its clock, and what it saw."""

from __future__ import annotations

import traceback
from contextlib import nullcontext
from datetime import timedelta
from functools import partial
from itertools import chain
from types import SimpleNamespace
from typing import TYPE_CHECKING

import httpx
from sqlalchemy import select
from support.home import GRACE, make_home

from integrations.asana import client as asana
from integrations.asana.sandbox.state.access import alive
from service.board import AsanaBoard
from service.domain.remote import Absent
from service.errors import ConfigurationError, ServiceError
from service.meters import Meters
from service.store import accounts, history, intents, links, refusals, runs, tables
from service.store.accounts import Answer, LeaseLost
from service.store.links import LinkKind
from service.store.states import RECOVERABLE
from service.usecases import turn
from service.usecases.sync import guard
from service.usecases.sync.context import Context
from service.usecases.sync.memory import recall
from service.usecases.sync.refused import REMEMBERED
from service.worker import Worker
from service.worker.pace import Pace
from simulation.copies import made_twice
from simulation.ground import Killed, Mortal
from simulation.ledger import Ledger
from simulation.passing import Clock
from simulation.paying import budget_of, paid
from simulation.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from integrations.asana.sandbox.model import Task
    from service.domain.base import Known
    from service.store.accounts import Lease
    from service.store.database import Database
    from service.store.runs import Run
    from service.worker.pace import OnProgress


class Quiet(Worker):
    """A worker without a heartbeat, which would beat in the time of the machine."""

    def keeping(self, lease: Lease) -> nullcontext[None]:  # noqa: ARG002 - its turns are short
        return nullcontext()


class Life:
    """A home with a worker that may die, lose its lease, and be watched."""

    def __init__(
        self, database: Database, *, oauth: bool, later: bool, per_minute: int = 135
    ) -> None:
        self.home = make_home(database, oauth=oauth, later=later)
        self.real = database
        self.database = Mortal(database)
        self.clock = Clock(self)
        self.meters = Meters()
        self.per_minute = per_minute
        self.spent: list[tuple[datetime, int]] = []  # what was sent to Asana lately
        self.pause: Callable[[], object] = lambda: None  # where another worker may go on
        self.ledger = Ledger(self)
        self.faults: list[str] = []
        self.trace: list[str] = []
        self.wires: list[Wire] = []
        self.quiet_until: datetime | None = None
        self.rejected = False
        self.ticket = 0  # the last that a person was given in the middle of a run
        self.confirmed = False  # a loss, with the next run that there is
        self.claims = 0
        self.unheard = False  # something has happened that no event tells of
        self.beyond: set[str] = set()  # marks of what may come later than the grace
        self.late: set[str] = set()  # what came later than its request
        self.thrown: set[str] = set()  # what the person put into the trash
        self.ticked: set[str] = set()  # decisions that the person has ticked at some time
        self.too_late: set[str] = set()  # decisions ticked once they had been answered no
        self.said_no: set[str] = set()  # marks of decisions that they deleted or left open
        self.touched: set[str] = set()  # reviews that the person has completed, or taken back
        self.dismissed: set[str] = set()  # reviews and decisions in the trash by their hand
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
        return SimpleNamespace(poll_seconds=60, lease_seconds=60)

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

    def board(self) -> list[Task]:
        """What is on the board just now."""
        world, project = self.home.world, self.project
        return [
            task
            for task in world.tasks.values()
            if alive(world, task) and project in task.places
        ]

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
        """Do the turn that Asana rings for, or a person asks for; None where it died."""
        with self.real.begin() as tx:
            self.confirmed |= force
            stopped = accounts.get(tx, self.home.account_id).state in RECOVERABLE
            answer = Answer.CONFIRM if force else Answer.AGAIN if stopped else None
            accounts.request(
                tx,
                self.home.account_id,
                now=self.now(),
                review=review,
                answer=answer,
                rung=answer is None and not review,
            )
        worker = Quiet(self, job=self._job, pay=partial(paid, self), wait=self.wait)
        linked = self._linked()
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
        if run is not None and not self.nested:
            self._look_at(run, linked)
            self.confirmed &= run.status != "done"
        return run

    def refused(self) -> bool:
        """Whether something is not sent again for a day, because Asana refused it."""
        with self.real.begin() as tx:
            lately = self.now() - REMEMBERED
            return bool(refusals.since(tx, self.home.account_id, lately))

    def ask(self) -> None:
        """A person asks for a run."""
        with self.real.begin() as tx:
            self.ticket = accounts.request(tx, self.home.account_id, now=self.now())
        self.tell("asked for a run")

    def holds(self, lease: Lease) -> bool:
        """Whether the lease's worker is still the one that the account belongs to."""
        with self.real.begin() as tx:
            owner = select(tables.accounts.c.lease_owner)
            return tx.execute(owner).scalar_one() == lease.owner

    def spend(self, at: datetime, requests: int) -> None:
        """Count requests that were sent, and blame more than fit into a minute."""
        self.spent = [one for one in self.spent if one[0] > at - MINUTE]
        self.spent.append((at, requests))
        lately = [count for then, count in self.spent if then <= at]
        if len(lately) > 1 and sum(lately) > self.per_minute:
            self.blame(f"more than {self.per_minute} requests in a minute")

    def jump(self, **delta: float) -> None:
        """Set the clock, as a person or a time server might."""
        self.pass_grace()  # which is as long as our clock says
        self.home.wait(**delta)
        self.spent.clear()
        self.quiet_until = None
        self.tell(f"the clock jumps by {delta}")

    def pass_grace(self) -> None:
        """Let what is unanswered now come later than the grace, and so perhaps twice."""
        with self.real.begin() as tx:
            found = intents.all_of(tx, self.home.account_id)
        self.beyond |= {intent.marker for intent in found if intent.is_open}

    def unseen(self) -> dict[str, object]:
        """What came late and is no goal or step of ours yet, each as it stands."""
        if not self.late:
            return {}
        known = self.known()
        bases = chain(known.bases.values(), *known.steps.values())
        left = self.late - {base.gid for base in bases}
        return {gid: self.shape(gid) for gid in left}

    def shape(self, gid: str) -> object:
        """A task as it stands, to be compared."""
        task = self.home.world.tasks[gid]
        return repr(task), tuple(task.subtasks)

    def account(self) -> accounts.Account:
        with self.real.begin() as tx:
            return accounts.get(tx, self.home.account_id)

    def _linked(self) -> int:
        with self.real.begin() as tx:
            found = list(links.all_of(tx, self.home.account_id))
        return sum(link.kind is LinkKind.GOAL and not link.lost for link in found)

    def _look_at(self, run: Run, linked: int) -> None:
        """Look whether what was asked for meanwhile is due, and whether much was let go."""
        account = self.account()
        soon = max(self.now(), account.hold_until or self.now())
        with self.real.begin() as tx:
            answered = runs.covering(tx, account.id, self.ticket) is not None
        late = account.due_at is None or account.due_at > soon
        lives = account.state is accounts.AccountState.OK and run.status != runs.INTERRUPTED
        if late and lives and not answered:
            self.blame("what was asked for during a run is not due after it")
        changes = (run.result or {}).get("changes", ())
        gone = sum(change.get("note") == Absent.DELETED for change in changes)
        if not self.confirmed and gone >= guard.FEW and gone > guard.LARGE_SHARE * linked:
            self.blame(f"{gone} of {linked} goals were let go without a question")

    def reconnect(self) -> None:
        """Give a new token, as `momentum connect` would."""
        user = next(iter(self.home.world.users.values()))
        self.home.token = self.home.world.add_token(user, oauth=self.oauth)
        with self.real.begin() as tx:
            accounts.set_state(tx, self.home.account_id, accounts.AccountState.OK)
        self.rejected = False
        self.spent.clear()  # each token has a minute of its own

    @property
    def oauth(self) -> bool:
        with self.real.begin() as tx:
            return accounts.get(tx, self.home.account_id).auth == "oauth"

    def _job(self, lease: Lease, run_id: int, on_progress: OnProgress) -> turn.Turn:
        self.claims += 1
        wire, claim = Wire(self, lease), self.claims
        http = httpx.Client(transport=wire, trust_env=False)
        pace = Pace(on_progress, wire.let_wait)
        budget = budget_of(self, lease)
        client = asana.connect(
            self.home.token, http=http, sleep=self.wait, budget=pace.on(budget)
        )
        board = AsanaBoard(client, lease.account)
        mine = (self.database, board, lease, run_id, self.clock)
        context = Context(*mine, GRACE, 60, pace.report, make_room=pace.make_room)
        self.wires.append(wire)
        try:
            return turn.run(context)
        except LeaseLost:
            if claim == self.claims:
                self.blame("a worker has lost the account, and nobody has it")
            raise
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
        before = set(self.home.world.tasks)
        act()
        self.late |= set(self.home.world.tasks) - before
        self.ledger.late()
        self.look_at_new(before)

    def look_at_new(self, before: set[str]) -> None:
        """Blame what was made although it is there; `before` are the tasks from before."""
        for mark in made_twice(self, set(self.home.world.tasks) - before):
            if mark not in self.beyond:
                self.blame(f"made twice: {mark}")


MINUTE = timedelta(minutes=1)
HOLD = GRACE + timedelta(seconds=1)
