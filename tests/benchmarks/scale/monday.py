"""Monday, nine o'clock: everybody's review is due, and real workers make them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.scale.draining import drained
from sqlalchemy import func, select, update
from support.crowds import let_come
from support.plans import SMALL

from service.config import Settings
from service.store.accounts import Priority
from service.store.database import open_database
from service.store.tables import accounts, reviews
from service.store.vault import Vault
from service.usecases.import_plan import import_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.scale.draining import Drained

    from service.store.database import Database

STANDIN = Path(__file__).with_name("standin.py")


@dataclass(frozen=True)
class StandIn:
    """Where it is, and who is there: gid, workspace, token."""

    process: subprocess.Popen[str]
    url: str
    people: tuple[tuple[str, str, str], ...]

    def answer_in(self, milliseconds: float) -> float:
        """From now on; return the seconds that it has computed since this was last called."""
        self.process.stdin.write(f"{milliseconds}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


@contextmanager
def stand_in(people: int) -> Iterator[StandIn]:
    """Serve one with so many people."""
    with subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, str(STANDIN), str(people)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        told = json.loads(process.stdout.readline())
        yield StandIn(process, told["url"], tuple(map(tuple, told["people"])))
        process.stdin.close()


@dataclass(frozen=True)
class Monday:
    """What the reviews of one Monday took."""

    first_syncs: Drained
    made: Drained
    looks: Drained
    reviews: int
    stand_in: float


@contextmanager
def a_home() -> Iterator[None]:
    """Lend the processes one home, where the key is."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["MOMENTUM_HOME"] = home
        yield
        del os.environ["MOMENTUM_HOME"]


def monday(url: str, people: int, processes: int, threads: int, answer_ms: int) -> Monday:
    """Let everybody have a board, then let it be Monday."""
    with stand_in(people) as asana, a_home():
        with closing(open_database(url)) as database:
            connect(database, asana)
        first = drained(url, people, processes, threads, asana.url)
        with closing(open_database(url)) as database:
            _let_it_be_monday(database)
        asana.answer_in(answer_ms)
        made = drained(url, people, processes, threads, asana.url)
        computed = asana.answer_in(0)
        for _ in range(2):  # the first of them meets the echoes of what was written
            with closing(open_database(url)) as database, database.begin() as tx:
                tx.execute(update(accounts).values(due_at=datetime.now(UTC)))
            looks = drained(url, people, processes, threads, asana.url)
        with closing(open_database(url)) as database, database.begin() as tx:
            there = select(func.count()).where(reviews.c.finished_at.is_not(None))
            found = tx.execute(there).scalar_one()
    return Monday(first, made, looks, found, computed)


def connect(database: Database, asana: StandIn) -> None:
    """Let everybody at the stand-in be an account whose first sync is due."""
    now = datetime.now(UTC)
    vault = Vault.unlock(Settings(), database)

    def more(number: int) -> dict[str, object]:
        user, workspace, token = asana.people[number - 1]
        return {
            "user_gid": user,
            "workspace_gid": workspace,
            "token": vault.seal(token),
        }

    rows = {number: more(number) for number in range(1, len(asana.people) + 1)}
    let_come(database, len(asana.people), due_at=now, more=rows.__getitem__)
    plan = SMALL.replace("{timezone: Europe/Lisbon}", _at_this_hour(now))
    for number in rows:
        import_plan(database, number, plan, now=now)


def _at_this_hour(now: datetime) -> str:
    """Settings with a review a while ago, on this day, wherever it is late in the morning."""
    east = (11 - now.hour) % 24
    east = east - 24 if east > 12 else east
    here = now + timedelta(hours=east)
    zone = f"Etc/GMT{-east:+d}" if east else "UTC"
    return f'{{timezone: {zone}, review: "{here:%a} 09:00"}}'


def _let_it_be_monday(database: Database) -> None:
    due = datetime.now(UTC) - timedelta(hours=1)
    values = {"next_review_at": due, "due_at": due, "priority": Priority.REVIEW}
    with database.begin() as tx:
        tx.execute(update(accounts).values(values))


HEAD = """
Monday: everybody's review is due; real workers, the stand-in in a process of its own

  database      accounts  workers  answers  seconds  a second  requests   ms of CPU  stand-in
"""


def line(kind: str, found: Monday, answer_ms: int) -> str:
    """One line of the table."""
    made = found.made
    workers = f"{made.processes} x {made.threads}"
    return (
        f"  {kind:12} {found.reviews:9,}  {workers:>7}  {answer_ms:4} ms  {made.seconds:7.1f}"
        f"  {made.rate:8.1f}  {made.requests / made.accounts:8.1f}  {made.cpu_ms:10.0f}"
        f"  {found.stand_in / made.accounts * 1000:5.0f} ms\n"
        f"      a first sync: {_each(found.first_syncs)}; a look: {_each(found.looks)}"
    )


def _each(found: Drained) -> str:
    return f"{found.requests / found.accounts:.1f} requests, {found.cpu_ms:.0f} ms of CPU"
