"""Crowds: many connected accounts at once, each with a small plan, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from service.domain.plan import Plan
from service.store.accounts import AccountState, Priority
from service.store.codec import encode
from service.store.tables import accounts, plans

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from service.store.database import Database

AT_ONCE = 5000


def let_come(
    database: Database,
    number: int,
    *,
    due_at: datetime,
    more: Callable[[int], dict[str, object]] = lambda _: {},
) -> None:
    """Let so many accounts be there, whose first run is due; `more` says what one has more."""
    settings = encode(Plan().settings)
    for first in range(1, number + 1, AT_ONCE):
        ids = range(first, min(first + AT_ONCE, number + 1))
        with database.begin() as tx:
            tx.execute(insert(accounts), [_row(one, due_at) | more(one) for one in ids])
            tx.execute(
                insert(plans),
                [{"account_id": one, "purpose": "", "settings": settings} for one in ids],
            )


def _row(account_id: int, due_at: datetime) -> dict[str, object]:
    return {
        "id": account_id,
        "created_at": due_at,
        "name": f"Person {account_id}",
        "email": f"{account_id}@example.com",
        "workspace_name": "Home",
        "auth": "token",
        "state": AccountState.OK,
        "state_message": "",
        "state_hint": "",
        "wanted": 1,
        "done": 0,
        "review_wanted": False,
        "priority": Priority.REVIEW,
        "due_at": due_at,
    }
