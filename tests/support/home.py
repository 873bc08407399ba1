"""A person with a plan, an Asana of their own, and a sync between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx

from integrations.asana import client as asana
from integrations.asana.sandbox import World, transport
from service.board import AsanaBoard
from service.store import accounts, plans, runs
from service.store.accounts import Answer
from service.usecases import goals
from service.usecases.import_plan import import_plan
from service.usecases.sync import road
from service.usecases.sync.context import Context, no_waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from integrations.asana.sandbox import Person
    from service.domain.plan import Goal, Plan
    from service.store.database import Database
    from service.usecases.sync.outcome import Outcome

MONDAY = datetime(2026, 10, 5, 7, tzinfo=UTC)
GRACE = timedelta(seconds=180)


@dataclass
class Home:
    """Everything around one person's sync, and short words for what tests do."""

    database: Database
    world: World
    person: Person
    token: str
    time: list[datetime]
    account_id: int = 0
    inbox: str = ""
    later: str = ""
    mortal: Database | None = None
    connect: Callable[[], asana.AsanaClient] | None = None
    make_room: Callable[[int], object] = no_waiting

    def now(self) -> datetime:
        return self.time[0]

    def wait(self, **delta: float) -> None:
        self.time[0] += timedelta(**delta)

    def plan_file(self, text: str, *, prune: bool = False) -> None:
        import_plan(self.database, self.account_id, text, now=self.now(), prune=prune)

    def client(self) -> asana.AsanaClient:
        if self.connect is not None:
            return self.connect()
        http = httpx.Client(transport=transport(self.world))
        return asana.connect(self.token, http=http, sleep=lambda _: None)

    def my_tasks_sections(self, workspace: str) -> list[str]:
        client = self.client()
        return [s.gid for s in client.sections(client.user_task_list(workspace))]

    def board(self) -> AsanaBoard:
        client = self.client()
        with self.database.begin() as tx:
            return AsanaBoard(client, accounts.get(tx, self.account_id))

    def sync(self, *, force: bool = False, keep: bool = False) -> Outcome:
        answer = Answer.KEEP if keep else Answer.CONFIRM if force else None
        with self.database.begin() as tx:
            accounts.request(tx, self.account_id, now=self.now(), answer=answer)
            lease = accounts.claim(tx, owner="test", now=self.now(), seconds=60)
            assert lease is not None
            run_id = runs.start(tx, lease, trigger="test", now=self.now())
        context = Context(
            self.mortal or self.database,
            self.board(),
            lease,
            run_id,
            self.now,
            GRACE,
            60,
            lambda _done, _total, _what: None,
            make_room=self.make_room,
        )
        full_at = None
        try:
            outcome = road.run(context)[1]
            if outcome.whole:
                full_at = self.now() + timedelta(days=1)
        finally:
            with self.database.begin() as tx:
                accounts.release(tx, lease, now=self.now(), next_full_at=full_at, answered=True)
        return outcome

    def preview(self) -> Outcome:
        return road.preview(
            self.database, self.account_id, self.board(), now=self.now(), grace=GRACE
        )

    def plan(self) -> Plan:
        with self.database.begin() as tx:
            return plans.load(tx, self.account_id)

    def goal(self, skill: str) -> Goal:
        return next(goal for goal in self.plan().goals if goal.skill == skill)

    def project(self) -> dict[str, object]:
        (project,) = self.projects()
        return project

    def projects(self) -> list[dict[str, object]]:
        return list(self.world.snapshot()["projects"])

    def tasks(self, section: str | None = None) -> dict[str, dict[str, object]]:
        """Live tasks by name, of one section or of all."""
        return {
            task["name"]: task
            for part in self.project()["sections"]
            if section is None or part["name"] == section
            for task in part["tasks"]
        }

    def gid(self, task: str) -> str:
        return str(self.tasks()[task]["gid"])

    def section(self, name: str) -> str:
        return next(s["gid"] for s in self.project()["sections"] if s["name"] == name)

    def let_go(self, skill: str) -> None:
        goals.let_go(self.database, self.account_id, skill, now=self.now())

    def writes(self) -> list[str]:
        return [
            f"{log.method} {log.path}"
            for log in self.world.requests
            if log.method != "GET" and log.counted
        ]


def make_home(database: Database, *, oauth: bool = False, later: bool = False) -> Home:
    """Connect a new account to a new world."""
    time = [MONDAY]
    world = World(clock=lambda: time[0])
    user = world.add_user("Ada Example", "ada@example.com")
    workspace = world.add_workspace("Home", members=[user])
    token = world.add_token(user, oauth=oauth)
    home = Home(database, world, world.person(user), token, time)
    sections = home.my_tasks_sections(workspace.gid)
    home.inbox, home.later = sections[0], sections[-1]
    world.requests.clear()
    with database.begin() as tx:
        home.account_id = accounts.ensure(tx, time[0]).id
        accounts.connect(
            tx,
            home.account_id,
            name=user.name,
            email=user.email,
            user_gid=user.gid,
            workspace_gid=workspace.gid,
            workspace_name=workspace.name,
            auth="oauth" if oauth else "token",
            token=b"sealed",
            later_section_gid=home.later if later else None,
            inbox_section_gid=home.inbox if later else None,
            now=time[0],
        )
    return home
