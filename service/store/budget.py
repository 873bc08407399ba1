"""The budget of one token, shared by every worker of this database.

What is sure to be sent can be counted beforehand, in a transaction that is made anyway.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from service.store.tables import budgets
from service.store.upsert import insert_new

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from sqlalchemy import Connection

    from integrations.asana.limits import Budget
    from service.store.database import Database

    Spent = list[tuple[int, int]]  # second, requests

_MINE = budgets.c.fingerprint == bindparam("whose")
_READ = select(budgets.c.spent).where(_MINE)
_LOCK = _READ.with_for_update()
_SPEND = update(budgets).where(_MINE)
_LOCK_MANY = (
    select(budgets.c.fingerprint, budgets.c.spent)
    .where(budgets.c.fingerprint.in_(bindparam("wanted", expanding=True)))
    .order_by(budgets.c.fingerprint)  # so that no two who lock several wait for each other
    .with_for_update()
)

WINDOW = 60
"""Seconds over which Asana counts."""
PAID_FOR = timedelta(seconds=1)
"""How soon what was counted beforehand has to be sent; later it is counted again."""


class DatabaseBudget:
    """So many requests in any minute, whoever makes them.

    Requests are counted by the second: what was spent within a second comes back a minute
    after that second's end.
    """

    def __init__(
        self,
        database: Database,
        token_fingerprint: str,
        per_minute: int,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._fingerprint = token_fingerprint
        self._per_minute = per_minute
        self._clock = clock

    def spend(self, requests: int) -> float:
        """Spend and return 0.0; or spend nothing and return the seconds until there is room.

        More than fits into a minute at once has room when nothing else was spent.
        """
        with self._database.begin() as tx:
            now = self._clock().timestamp()
            recent = _recent(self._locked(tx), now)
            wait = self._wait(recent, requests, now)
            if wait <= 0:
                recent.append((int(now), requests))
                tx.execute(_SPEND, {"whose": self._fingerprint, "spent": _by_second(recent)})
        return max(wait, 0.0)

    def until_room(self, requests: int) -> float:
        """Spend nothing, and return the seconds until there is room."""
        with self._database.begin() as tx:
            spent = tx.execute(_READ, {"whose": self._fingerprint}).scalar_one_or_none()
        now = self._clock().timestamp()
        return max(self._wait(_recent(spent or [], now), requests, now), 0.0)

    def _locked(self, tx: Connection) -> Spent:
        """Return what was spent, and keep others from spending meanwhile."""
        mine = {"whose": self._fingerprint}
        spent: Spent | None = tx.execute(_LOCK, mine).scalar_one_or_none()
        if spent is None:
            insert_new(tx, budgets, {"fingerprint": self._fingerprint, "spent": []})
            spent = tx.execute(_LOCK, mine).scalar_one()
        return spent

    def _wait(self, recent: Spent, requests: int, now: float) -> float:
        over = _sum(recent) + requests - self._per_minute
        wait = 0.0
        for at, count in recent:  # the oldest come back first
            if over <= 0:
                break
            over -= count
            wait = at + 1 + WINDOW - now
        return wait


class Paid:
    """A budget in which one request has been counted already, good until a moment."""

    def __init__(self, budget: Budget, until: datetime, clock: Callable[[], datetime]) -> None:
        self._budget = budget
        self._until = until
        self._clock = clock
        self._paid = 1

    def spend(self, requests: int) -> float:
        """As the budget has it, except for the first request if it is a single one in time."""
        paid, self._paid = self._paid, 0
        if requests <= paid and self._clock() < self._until:
            return 0.0
        return self._budget.spend(requests)

    def until_room(self, requests: int) -> float:
        """As the budget has it."""
        return self._budget.until_room(requests)


def pay(
    tx: Connection, fingerprints: Collection[str], per_minute: int, now: datetime
) -> dict[str, datetime]:
    """Count one request in each budget that is known and has room.

    Return those, and until when what was counted may be sent; it is counted as of then. Locks
    them, in order: to be done last in a transaction, so that whoever waits for one gets it.
    """
    if not fingerprints:
        return {}
    until = now + PAID_FOR
    found = tx.execute(_LOCK_MANY, {"wanted": list(fingerprints)}).all()
    recent = {whose: _recent(spent, now.timestamp()) for whose, spent in found}
    paid = [whose for whose, spent in recent.items() if _sum(spent) < per_minute]
    at = int(until.timestamp())
    rows = [{"whose": one, "spent": _by_second([*recent[one], (at, 1)])} for one in paid]
    if rows:
        tx.execute(_SPEND, rows)
    return dict.fromkeys(paid, until)


def _recent(spent: Spent, now: float) -> Spent:
    """What still counts."""
    # One from the far future was spent before the clock was set back.
    return sorted((a, count) for a, count in spent if a - WINDOW < now < a + 1 + WINDOW)


def _sum(spent: Spent) -> int:
    return sum(count for _, count in spent)


def _by_second(spent: Spent) -> Spent:
    total: Counter[int] = Counter()
    for at, count in spent:
        total[at] += count
    return list(total.items())
