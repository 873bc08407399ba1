"""What the only account's plan holds by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.goal_search import find
from service.store import accounts, plans

if TYPE_CHECKING:
    from service.bootstrap import App
    from service.domain.plan import Goal, Plan


def plan(app: App) -> Plan:
    with app.database.begin() as tx:
        return plans.load(tx, accounts.the_only(tx).id)


def goal(app: App, skill: str) -> Goal:
    """The goal of that name, or of one that is like it."""
    return find(plan(app), skill)
