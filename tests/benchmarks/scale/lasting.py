"""Memory: what a service and a worker hold after many syncs that read everything."""

from __future__ import annotations

import os
import re
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from benchmarks.scale.monday import a_home, connect, stand_in
from sqlalchemy import func, or_, select, update
from support.processes import answer_to, begin

from service.store.database import open_database
from service.store.tables import accounts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from subprocess import Popen

    from service.store.database import Database

SETTINGS = {"MOMENTUM_POLL_SECONDS": "86400", "MOMENTUM_REQUESTS_PER_MINUTE": "1500"}
THREADS = "4"


@dataclass(frozen=True)
class Held:
    """What each of the two held in MB, after so many syncs of both together."""

    syncs: int
    service: float
    worker: float


def held(url: str, people: int, rounds: int) -> Iterator[Held]:
    """Let everybody be read over and over, by a service and a worker beside it."""
    with stand_in(people) as asana, a_home(), closing(open_database(url)) as database:
        connect(database, asana)
        with _both(url, asana.url) as (service, worker, page):
            for each in range(rounds):
                _until_done(database)
                asked = [httpx.get(page, trust_env=False) for _ in range(people)]
                assert all(answer.is_success for answer in asked)
                yield Held((each + 1) * people, _resident(service), _resident(worker))
                _let_all_be_read(database)


@contextmanager
def _both(url: str, asana_url: str) -> Iterator[tuple[Popen[str], Popen[str], str]]:
    """Lend a service, a worker, and where the service shows its figures."""
    os.environ |= {**SETTINGS, "MOMENTUM_DATABASE_URL": url, "MOMENTUM_ASANA_URL": asana_url}
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        service = begin("serve", "--port", "0", "--threads", THREADS, log=log)
        worker = begin("worker", "--threads", THREADS, log=Path(folder) / "worker")
        try:
            found = answer_to(lambda: re.search(r"serves at (\S+?)\. ", log.read_text()), bool)
            yield service, worker, f"{found[1]}/metrics"
        finally:
            for process in (service, worker):
                process.terminate()
                process.wait()


def _let_all_be_read(database: Database) -> None:
    now = datetime.now(UTC)
    values = {"due_at": now, "next_full_at": now - timedelta(seconds=1)}
    with database.begin() as tx:
        tx.execute(update(accounts).values(values))


def _until_done(database: Database) -> None:
    row = accounts.c
    while True:
        is_left = or_(row.due_at <= datetime.now(UTC), row.lease_owner.is_not(None))
        with database.begin() as tx:
            if not tx.execute(select(func.count()).where(is_left)).scalar_one():
                return
        time.sleep(0.05)


def _resident(process: Popen[str]) -> float:
    said = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", said)[1]) / 1024


HEAD = """
Memory of a service and a worker after syncs that read everything, in MB

  database      syncs   serve  worker
"""


def line(kind: str, found: Held) -> str:
    """One line of the table."""
    return f"  {kind:12} {found.syncs:6,}  {found.service:6.1f}  {found.worker:6.1f}"
