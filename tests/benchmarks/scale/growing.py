"""What a process does over and over, whoever is due, as accounts grow."""

from __future__ import annotations

import resource
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.scale.bell import hook
from sqlalchemy import insert, text
from support.crowds import AT_ONCE, let_come

from service.store import accounts, plans
from service.store.database import SQLITE, open_database
from service.store.figures import figures
from service.store.hooks_due import hooks_due
from service.store.links import LinkKind
from service.store.tables import intents, links, reviews, runs, webhooks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from service.store.database import Database

TIMES = 7
WEEKS = 4


@dataclass(frozen=True)
class Grown:
    """Milliseconds of a look for work, for webhooks, for review hours, and of the metrics."""

    accounts: int
    claim: float
    hooks: float
    clocks: float
    metrics: float
    bytes_each: float
    rss_mb: float
    due: int


def grown(url: str, number: int) -> Grown:
    """Let so many accounts be there, none of them due, and do it."""
    now = datetime.now(UTC)
    with closing(open_database(url)) as database:
        let_come(database, number, due_at=now + timedelta(hours=1))
        _with_a_past(database, number, now)
        with database.begin() as tx:
            tx.execute(text("ANALYZE"))
        within = "/hooks/asana/"
        each = [
            _milliseconds(database, look)
            for look in (
                lambda tx: accounts.claim(tx, owner="w", now=now, seconds=60),
                lambda tx: hooks_due(tx, now, within=within, project_key="project"),
                plans.settings_in_use,
                lambda tx: figures(tx, now),
            )
        ]
        with database.begin() as tx:
            lease = accounts.claim(tx, owner="w", now=now, seconds=60)
            hooks = hooks_due(tx, now, within=within, project_key="project")
            size = tx.execute(text(_SIZE[database.dialect])).scalar_one()
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Grown(number, *each, size / number, rss, len(hooks) + (lease is not None))


_SIZE = {
    SQLITE: "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}


def _with_a_past(database: Database, number: int, now: datetime) -> None:
    """Everybody has a board, a webhook that rings, and a month of runs and reviews."""
    for first in range(1, number + 1, AT_ONCE):
        ids = range(first, min(first + AT_ONCE, number + 1))
        with database.begin() as tx:
            tx.execute(insert(links), [_link(one) for one in ids])
            tx.execute(insert(webhooks), [hook(one, b"sealed", now) for one in ids])
            tx.execute(insert(intents), [_intent(one, now) for one in ids])
            tx.execute(insert(runs), list(_each_week(ids, lambda week: _run(now, week))))
            tx.execute(insert(reviews), list(_each_week(ids, lambda week: _review(now, week))))


def _each_week(
    ids: range, row: Callable[[int], dict[str, object]]
) -> Iterator[dict[str, object]]:
    for account_id in ids:
        for week in range(WEEKS):
            yield {"account_id": account_id, **row(week)}


def _link(account_id: int) -> dict[str, object]:
    return {
        "account_id": account_id,
        "kind": LinkKind.PROJECT,
        "key": "project",
        "gid": "1",
        "lost": False,
    }


def _intent(account_id: int, now: datetime) -> dict[str, object]:
    return {
        "account_id": account_id,
        "kind": "goal",
        "key": "a",
        "marker": f"momentum:goal:{account_id}",
        "payload": {},
        "first_sent_at": now,
        "last_sent_at": now,
        "sends": 1,
        "is_open": False,
    }


def _run(now: datetime, week: int) -> dict[str, object]:
    return {
        "trigger": "review",
        "covers": week,
        "started_at": now,
        "finished_at": now,
        "status": "done",
    }


def _review(now: datetime, week: int) -> dict[str, object]:
    return {"iso_year": 2026, "iso_week": 1 + week, "began_at": now, "finished_at": now}


def _milliseconds(database: Database, look: Callable[[Connection], object]) -> float:
    """The median of a few."""
    took = []
    for _ in range(TIMES):
        with database.begin() as tx:
            since = time.perf_counter()
            look(tx)
            took.append(time.perf_counter() - since)
    return median(took) * 1000


HEAD = """
As accounts grow, with nothing due: milliseconds of each look, and what an account takes

  database      accounts  for work  webhooks  review hours  metrics  KB of disk each   MB
"""


def line(kind: str, found: Grown) -> str:
    """One line of the table."""
    return (
        f"  {kind:12} {found.accounts:9,}  {found.claim:8.2f}  {found.hooks:8.1f}"
        f"  {found.clocks:12.1f}  {found.metrics:7.1f}  {found.bytes_each / 1024:15.2f}"
        f"  {found.rss_mb:4.0f}"
    )
