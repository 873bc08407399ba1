"""What a life's requests are counted in, as the application counts them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.store.budget import DatabaseBudget, Paid, pay

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from integrations.asana.limits import Budget
    from service.store.accounts import Lease
    from simulation.life import Life


def budget_of(life: Life, lease: Lease) -> Budget:
    """The minute's budget, in which a request may have been counted with the claim."""
    budget = DatabaseBudget(life.real, life.home.token, life.per_minute, life.clock)
    return Paid(budget, lease.paid_until, life.clock) if lease.paid_until else budget


def paid(life: Life, tx: Connection, leases: Sequence[Lease], now: datetime) -> Sequence[Lease]:
    """Count beforehand what is sure to be sent."""
    listening = any(lease.only_listens(now) for lease in leases)
    until = pay(tx, [life.home.token] if listening else [], life.per_minute, now)
    return [replace(lease, paid_until=until.get(life.home.token)) for lease in leases]
