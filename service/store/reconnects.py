"""Reconnects: when the plan meets fresh postings; one an account and number.

Number 0 is the beginning: the day of the first sync, with the postings of then. It has no task.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update

from service.store.codec import decode_posting, encode
from service.store.tables import reconnects
from service.store.upsert import insert_new

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from service.domain.plan import Posting

row = reconnects.c


@dataclass(frozen=True, slots=True)
class Reconnect:
    """One reconnect. Without a gid its task is still to be made, but for the beginning.

    `postings` asked when it began. `steps` counts the subtasks that are seen to. `closed_on`
    is the day on which its task was found complete, or gone.
    """

    number: int
    due_on: date
    postings: tuple[Posting, ...] = ()
    gid: str | None = None
    steps: int = 0
    closed_on: date | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether its task is still to be made."""
        return self.number > 0 and self.gid is None and self.closed_on is None


_EVERY = select(row.number, row.due_on, row.postings, row.gid, row.steps, row.closed_on).where(
    row.account_id == bindparam("account")
)
_LATEST = _EVERY.order_by(row.number.desc()).limit(1)
_ALL = _EVERY.order_by(row.number)
_OPEN = (
    select(row.gid, row.closed_on)
    .where(row.account_id == bindparam("account"))
    .order_by(row.number.desc())
    .limit(1)
)


def begin(tx: Connection, account_id: int, new: Reconnect) -> bool:
    """Take an occasion, or return False when somebody has."""
    values = {
        "account_id": account_id,
        "number": new.number,
        "due_on": new.due_on,
        "postings": [encode(posting) for posting in new.postings],
        "gid": new.gid,
        "steps": new.steps,
        "closed_on": new.closed_on,
    }
    return insert_new(tx, reconnects, values)


def latest(tx: Connection, account_id: int) -> Reconnect | None:
    """Return the newest one; None before the first sync."""
    found = _read(tx.execute(_LATEST, {"account": account_id}))
    return found[0] if found else None


def all_of(tx: Connection, account_id: int) -> list[Reconnect]:
    """Return every reconnect, the beginning first."""
    return _read(tx.execute(_ALL, {"account": account_id}))


def open_task(tx: Connection, account_id: int) -> str | None:
    """Return the newest one's task, unless that was found complete or gone."""
    found = tx.execute(_OPEN, {"account": account_id}).one_or_none()
    return found.gid if found is not None and found.closed_on is None else None


def keep_task(tx: Connection, account_id: int, number: int, gid: str) -> None:
    """Record the task of one."""
    _set(tx, account_id, number, gid=gid)


def give_up(tx: Connection, account_id: int, number: int, day: date) -> None:
    """Record that one gets no task."""
    _set(tx, account_id, number, closed_on=day)


def keep_steps(tx: Connection, account_id: int, number: int, steps: int) -> None:
    """Record how many of its subtasks are seen to."""
    _set(tx, account_id, number, steps=steps)


def close(tx: Connection, account_id: int, gid: str, day: date) -> None:
    """Record that a task was found complete, or gone; the first such day stays."""
    which = (row.account_id == account_id, row.gid == gid, row.closed_on.is_(None))
    tx.execute(update(reconnects).where(*which).values(closed_on=day))


def _read(found: Iterable[Sequence[Any]]) -> list[Reconnect]:
    return [
        Reconnect(number, due_on, tuple(map(decode_posting, postings)), *rest)
        for number, due_on, postings, *rest in found
    ]


def _set(tx: Connection, account_id: int, number: int, **values: object) -> None:
    which = (row.account_id == account_id, row.number == number)
    tx.execute(update(reconnects).where(*which).values(**values))
