"""Decisions: what each review asked, the subtask that asks it, and what has become of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, insert, or_, select, update

from service.domain.decision import Asked, Decision, Status
from service.domain.review_week import IsoWeek
from service.store.tables import decisions, reviews

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, RowMapping

row = decisions.c

READ = 2
"""So many of the last reviews are read; what older ones asked is answered no."""

_LAST = (
    select(reviews.c.iso_year, reviews.c.iso_week, reviews.c.gid)
    .where(reviews.c.account_id == bindparam("account"), reviews.c.gid.is_not(None))
    .order_by(reviews.c.iso_year.desc(), reviews.c.iso_week.desc())
    .limit(READ)
)
_QUESTION = (row.choice, row.about, row.question, row.reason, row.quarter, row.was)


def ask(
    tx: Connection, account_id: int, week: IsoWeek, asked: Sequence[Decision], now: datetime
) -> None:
    """Record what a review asks, in order; what an older one still asks is answered no.

    The review's own row must be finished. A review asks once: recorded before, it stays.
    """
    if asked and not of_reviews(tx, account_id, [week]):
        values = [
            {**_values(account_id, week, position, decision), "status": Status.OPEN}
            for position, decision in enumerate(asked, start=1)
        ]
        tx.execute(insert(decisions), values)
    read = _in_any(one for one, _ in _last_reviews(tx, account_id))
    old = (row.account_id == account_id, row.status == Status.OPEN, ~read)
    tx.execute(update(decisions).where(*old).values(status=Status.NO, answered_at=now))


def read_still(tx: Connection, account_id: int) -> tuple[Asked, ...]:
    """Return the decisions of the last two reviews, in the order in which they were asked."""
    tasks = dict(_last_reviews(tx, account_id))
    asked = of_reviews(tx, account_id, tasks)
    return tuple(replace(one, review=tasks[one.week]) for one in asked)


def of_reviews(
    tx: Connection, account_id: int, weeks: Collection[IsoWeek]
) -> tuple[Asked, ...]:
    """Return the decisions of some weeks' reviews, in the order in which they were asked."""
    return _select(tx, row.account_id == account_id, _in_any(weeks)) if weeks else ()


def keep(tx: Connection, account_id: int, asked: Asked, now: datetime) -> None:
    """Store what has become of a decision; the moment of its answer stays once it has one."""
    which = (row.account_id == account_id, _in(asked.week), row.position == asked.position)
    values = {
        "gid": asked.gid,
        "status": asked.status,
        "ticked": asked.ticked,
        "declined": asked.declined,
        "says": asked.says,
    }
    tx.execute(update(decisions).where(*which).values(**values))
    if asked.status is not Status.OPEN:
        first = (*which, row.answered_at.is_(None))
        tx.execute(update(decisions).where(*first).values(answered_at=now))


def answered_since(tx: Connection, account_id: int, since: datetime) -> tuple[Asked, ...]:
    """Return what was answered after a moment, in the order in which it was asked."""
    return _select(tx, row.account_id == account_id, row.answered_at > since)


def declined_since(tx: Connection, account_id: int, since: datetime) -> tuple[Asked, ...]:
    """Return what the person said no to after a moment, in the order in which it was asked."""
    return _select(tx, row.account_id == account_id, row.declined, row.answered_at > since)


def restore(
    tx: Connection,
    account_id: int,
    week: IsoWeek,
    declined: Sequence[tuple[Decision, datetime]],
) -> None:
    """Record what is still known of a review's decisions: what was said no to, and when."""
    values = [
        {
            **_values(account_id, week, position, decision),
            "status": Status.NO,
            "declined": True,
            "answered_at": at,
        }
        for position, (decision, at) in enumerate(declined, start=1)
    ]
    tx.execute(insert(decisions), values)


def _values(
    account_id: int, week: IsoWeek, position: int, decision: Decision
) -> dict[str, object]:
    return {
        "account_id": account_id,
        "iso_year": week.year,
        "iso_week": week.week,
        "position": position,
        **decision.as_dict(),
        "ticked": False,
    }


def _last_reviews(tx: Connection, account_id: int) -> list[tuple[IsoWeek, str]]:
    """The reviews that are still read, with their tasks."""
    found = tx.execute(_LAST, {"account": account_id})
    return [(IsoWeek(year, week), gid) for year, week, gid in found]


def _select(tx: Connection, *which: ColumnElement[bool]) -> tuple[Asked, ...]:
    order = (row.iso_year, row.iso_week, row.position)
    found = tx.execute(select(*decisions.c).where(*which).order_by(*order))
    return tuple(_asked(one) for one in found.mappings())


def _asked(found: RowMapping) -> Asked:
    return Asked(
        IsoWeek(found[row.iso_year], found[row.iso_week]),
        found[row.position],
        Decision.from_dict({column.name: found[column] for column in _QUESTION}),
        gid=found[row.gid],
        status=Status(found[row.status]),
        ticked=found[row.ticked],
        declined=found[row.declined],
        says=found[row.says],
        answered_at=found[row.answered_at],
    )


def _in(week: IsoWeek) -> ColumnElement[bool]:
    return and_(row.iso_year == week.year, row.iso_week == week.week)


def _in_any(weeks: Iterable[IsoWeek]) -> ColumnElement[bool]:
    return or_(*map(_in, weeks))
