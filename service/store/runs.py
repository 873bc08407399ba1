"""Runs: every piece of work for an account, how far it is and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select, update

from service.store.tables import runs

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from service.store.leases import Lease

row = runs.c

RUNNING = "running"
INTERRUPTED = "interrupted"
"""Its worker died, or lost the account: the next run does the work."""


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
_FORGET = delete(runs).where(row.id.in_(bindparam("wanted_ids", expanding=True)))
_PROGRESS = update(runs).where(row.id == bindparam("wanted_id"))
_INTERRUPT = (
    update(runs)
    .where(
        row.account_id.in_(bindparam("whose", expanding=True)),
        row.finished_at.is_(None),
    )
    .values(status=INTERRUPTED)
)
_START = insert(runs).returning(row.id, sort_by_parameter_order=True)
_FINISH = update(runs).where(row.id == bindparam("wanted_id"), row.finished_at.is_(None))


@dataclass(frozen=True, slots=True)
class End:
    """How a run ended; `result` and `error` as they are told of it."""

    run_id: int
    status: str
    result: dict[str, object] | None = None
    error: dict[str, object] | None = None


def start(tx: Connection, lease: Lease, trigger: str, now: datetime) -> int:
    """Record that a run begins, and that an unfinished one before it never will end."""
    (run_id,) = start_many(tx, [(lease, trigger)], now)
    return run_id


def start_many(tx: Connection, begun: Sequence[tuple[Lease, str]], now: datetime) -> list[int]:
    """Record that runs begin, each for its reason, and return their ids in that order."""
    if not begun:
        return []
    whose = [lease.account_id for lease, _ in begun]
    tx.execute(_INTERRUPT, {"whose": whose, "finished_at": now})
    values = [
        {
            "account_id": lease.account_id,
            "trigger": trigger,
            "covers": lease.covers,
            "started_at": now,
            "status": RUNNING,
        }
        for lease, trigger in begun
    ]
    return list(tx.execute(_START, values).scalars())


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
    result: dict[str, object] | None = None,
    error: dict[str, object] | None = None,
) -> None:
    """Record how a run ended; one that was given up for dead stays so."""
    finish_many(tx, [End(run_id, status, result, error)], now)


def finish_many(tx: Connection, ends: Sequence[End], now: datetime) -> None:
    """Record how runs ended."""
    values = [
        {
            "wanted_id": end.run_id,
            "status": end.status,
            "result": end.result,
            "error": end.error,
            "finished_at": now,
        }
        for end in ends
    ]
    if values:
        tx.execute(_FINISH, values)


def forget(tx: Connection, run_ids: Collection[int]) -> None:
    """Drop runs that are not worth remembering."""
    if run_ids:
        tx.execute(_FORGET, {"wanted_ids": list(run_ids)})


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
