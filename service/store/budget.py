"""The budget of one token, shared by every worker of this database."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from service.store.tables import budgets
from service.store.upsert import insert_new

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from service.store.database import Database

    Spent = list[tuple[int, int]]  # second, requests

_MINE = budgets.c.fingerprint == bindparam("whose")
_READ = select(budgets.c.spent).where(_MINE)
_LOCK = _READ.with_for_update()
_SPEND = update(budgets).where(_MINE)

WINDOW = 60
"""Seconds over which Asana counts."""


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
            recent, now = self._recent(self._locked(tx))
            wait = self._wait(recent, requests, now)
            if wait <= 0:
                recent.append((int(now), requests))
                tx.execute(_SPEND, {"whose": self._fingerprint, "spent": _by_second(recent)})
        return max(wait, 0.0)

    def until_room(self, requests: int) -> float:
        """Spend nothing, and return the seconds until there is room."""
        with self._database.begin() as tx:
            spent = tx.execute(_READ, {"whose": self._fingerprint}).scalar_one_or_none()
        recent, now = self._recent(spent or [])
        return max(self._wait(recent, requests, now), 0.0)

    def _recent(self, spent: Spent) -> tuple[Spent, float]:
        """What still counts, and the moment for which that holds."""
        now = self._clock().timestamp()
        # One from the far future was spent before the clock was set back.
        return sorted(
            (a, count) for a, count in spent if a - WINDOW < now < a + 1 + WINDOW
        ), now

    def _locked(self, tx: Connection) -> Spent:
        """Return what was spent, and keep others from spending meanwhile."""
        mine = {"whose": self._fingerprint}
        spent: Spent | None = tx.execute(_LOCK, mine).scalar_one_or_none()
        if spent is None:
            insert_new(tx, budgets, {"fingerprint": self._fingerprint, "spent": []})
            spent = tx.execute(_LOCK, mine).scalar_one()
        return spent

    def _wait(self, recent: Spent, requests: int, now: float) -> float:
        over = sum(count for _, count in recent) + requests - self._per_minute
        wait = 0.0
        for at, count in recent:  # the oldest come back first
            if over <= 0:
                break
            over -= count
            wait = at + 1 + WINDOW - now
        return wait


def _by_second(spent: Spent) -> Spent:
    total: Counter[int] = Counter()
    for at, count in spent:
        total[at] += count
    return list(total.items())
