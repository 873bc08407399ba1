"""The queue alone: accounts that are due at once, claimed, and given back."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from support.crowds import let_come

from service.store.database import open_database
from service.store.tables import accounts

if TYPE_CHECKING:
    from collections.abc import Iterator

HANDS = Path(__file__).with_name("hands.py")


@dataclass(frozen=True)
class Drained:
    """What it took: seconds by the clock, and of the workers' computing."""

    accounts: int
    processes: int
    threads: int
    seconds: float
    cpu: float
    rss_mb: float
    requests: int
    runs: int
    left: int

    @property
    def rate(self) -> float:
        """Accounts a second."""
        return self.accounts / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of the workers' computing for one account."""
        return self.cpu / self.accounts * 1000


def fill(url: str, number: int) -> None:
    """Let so many accounts be due."""
    with closing(open_database(url)) as database:
        let_come(database, number, due_at=datetime.now(UTC))


@contextmanager
def at_work(url: str, *how: str) -> Iterator[None]:
    """Let a worker process do what is due, over and over, until the end of the context."""
    with _hands(url, 4, "--on-and-on", *how) as hands:
        hands.stdin.write("go\n")
        hands.stdin.flush()
        yield
        hands.communicate()


def _hands(url: str, threads: int, *how: str) -> subprocess.Popen[str]:
    """Start a worker process; it is ready, and begins with a line on its standard input."""
    hands = subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, str(HANDS), url, str(threads), *how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert hands.stdout.readline() == "ready\n"
    return hands


def drained(url: str, number: int, processes: int, threads: int, *how: str) -> Drained:
    """Let worker processes do what is due until nothing is."""
    crew = [_hands(url, threads, *how) for _ in range(processes)]
    began = time.perf_counter()
    for one in crew:
        one.stdin.write("go\n")
        one.stdin.flush()
    told = [json.loads(one.stdout.readline()) for one in crew]
    seconds = time.perf_counter() - began
    for one in crew:
        one.communicate()
    with closing(open_database(url)) as database, database.begin() as tx:
        waiting = select(func.count()).where(accounts.c.wanted > accounts.c.done)
        left = tx.execute(waiting).scalar_one()
    return Drained(
        number,
        processes,
        threads,
        seconds,
        sum(one["cpu"] for one in told),
        max(one["rss_mb"] for one in told),
        sum(one["requests"] for one in told),
        sum(sum(one["runs"].values()) for one in told),
        left,
    )


HEAD = """
Accounts due at once, claimed and given back; turns that find nothing, at once

  database      accounts  workers   seconds   a second   ms of computing   MB
"""


def line(kind: str, found: Drained) -> str:
    """One line of the table."""
    workers = (
        f"{found.processes} x {found.threads}"
        if found.threads > 1
        else f"{found.processes} alone"
    )
    return (
        f"  {kind:12} {found.accounts:9,}  {workers:>7}  {found.seconds:8.2f}"
        f"  {found.rate:9,.0f}  {found.cpu_ms:16.2f}  {found.rss_mb:4.0f}"
    )
