"""Runs: every piece of work for an account, how far it is and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select, update

from service.store.tables import runs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from service.store.leases import Lease

row = runs.c

RUNNING = "running"
INTERRUPTED = "interrupted"
"""Its worker died, or lost the account: the next run does the work."""


class Trigger(StrEnum):
    """Why a run began."""

    COMMAND = "command"
    ASKED = "asked"  # through the service, or by a change of the plan
    REVIEW = "review"
    DAILY = "daily"
    NEWS = "news"


@dataclass(frozen=True, slots=True)
class Run:
    """One run. `covers` is the last request it answers; `progress` has done, total, what."""

    id: int
    account_id: int
    trigger: str
    covers: int
    started_at: datetime
    finished_at: datetime | None
    status: str
    progress: dict[str, object] | None
    result: dict[str, object] | None
    error: dict[str, object] | None


_COLUMNS = tuple(row[field.name] for field in fields(Run))
_ONE = select(*_COLUMNS).where(row.id == bindparam("wanted_id"))
_PROGRESS = update(runs).where(row.id == bindparam("wanted_id"))


def start(tx: Connection, lease: Lease, trigger: str, now: datetime) -> int:
    """Record that a run begins, and that an unfinished one before it never will end."""
    unfinished = update(runs).where(
        row.account_id == lease.account_id, row.finished_at.is_(None)
    )
    tx.execute(unfinished.values(status=INTERRUPTED, finished_at=now))
    values = {
        "account_id": lease.account_id,
        "trigger": trigger,
        "covers": lease.covers,
        "started_at": now,
        "status": RUNNING,
    }
    return int(tx.execute(insert(runs).values(values).returning(row.id)).scalar_one())


def progress(tx: Connection, run_id: int, done: int, total: int, what: str) -> None:
    """Record how far a run is."""
    state = {"done": done, "total": total, "what": what}
    tx.execute(_PROGRESS, {"wanted_id": run_id, "progress": state})


def finish(
    tx: Connection,
    run_id: int,
    status: str,
    *,
    now: datetime,
    result: Mapping[str, object] | None = None,
    error: Mapping[str, object] | None = None,
) -> None:
    """Record how a run ended; one that was given up for dead stays so."""
    values = {
        "status": status,
        "result": dict(result) if result is not None else None,
        "error": dict(error) if error is not None else None,
        "finished_at": now,
    }
    which = (row.id == run_id, row.finished_at.is_(None))
    tx.execute(update(runs).where(*which).values(values))


def forget(tx: Connection, run_id: int) -> None:
    """Drop a run that is not worth remembering."""
    tx.execute(delete(runs).where(row.id == run_id))


def get(tx: Connection, run_id: int) -> Run | None:
    """Return one run."""
    found = tx.execute(_ONE, {"wanted_id": run_id}).one_or_none()
    return None if found is None else Run(*found)


def covering(tx: Connection, account_id: int, ticket: int) -> Run | None:
    """Return the run that answers a ticket: the first after it that was not cut off."""
    statement = (
        select(*_COLUMNS)
        .where(row.account_id == account_id, row.covers >= ticket, row.status != INTERRUPTED)
        .order_by(row.id)
        .limit(1)
    )
    found = tx.execute(statement).one_or_none()
    return None if found is None else Run(*found)


def latest(tx: Connection, account_id: int, limit: int) -> list[Run]:
    """Return the youngest runs, newest first."""
    statement = select(*_COLUMNS).where(row.account_id == account_id)
    return [Run(*found) for found in tx.execute(statement.order_by(row.id.desc()).limit(limit))]
