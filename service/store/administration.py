"""All accounts, as whoever runs the service sees them: how each stands, and never its plan."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import case, delete, select, update

from service.errors import Conflict, NotFound
from service.store.queue import request
from service.store.states import AccountState
from service.store.tables import accounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

row = accounts.c

PAUSED = "This account is paused by whoever runs the service"
ASK_THEM = "Nothing is lost, and nothing is to be done: ask them when it goes on."


@dataclass(frozen=True, slots=True)
class Overview:
    """How one account stands; `waiting` are requests that no finished run has answered."""

    id: int
    name: str
    workspace: str
    state: AccountState
    message: str
    waiting: int
    due_at: datetime | None
    last_sync_at: datetime | None
    next_review_at: datetime | None

    def as_dict(self) -> dict[str, object]:
        """The account as plain data."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in found.items()
        }


def overviews(
    tx: Connection, *, states: Sequence[AccountState] = (), after: int = 0, most: int = 100
) -> tuple[Overview, ...]:
    """Return accounts by their id, behind `after`; with `states` only those in one of them."""
    columns = (
        row.id,
        row.name,
        row.workspace_name,
        row.state,
        row.state_message,
        row.wanted - row.done,
        row.due_at,
        row.last_sync_at,
        row.next_review_at,
    )
    found = select(*columns).where(row.id > after).order_by(row.id).limit(most)
    if states:
        found = found.where(row.state.in_(states))
    return tuple(
        Overview(number, name, workspace, AccountState(state), *rest)
        for number, name, workspace, state, *rest in tx.execute(found)
    )


def pause(tx: Connection, account_id: int, reason: str) -> None:
    """Do no work for an account until `resume`; a worker that is at it loses it.

    The person sees that it is paused and why, and can do everything else.
    """
    message = f"{PAUSED}: {reason.strip().rstrip('.')}." if reason.strip() else f"{PAUSED}."
    values = {
        "state": AccountState.PAUSED,
        "state_message": message,
        "state_hint": ASK_THEM,
        "lease_owner": None,
        "lease_until": None,
    }
    found = update(accounts).where(row.id == account_id).values(values)
    if tx.execute(found).rowcount == 0:
        raise _no_such(account_id)


def resume(tx: Connection, account_id: int, now: datetime) -> None:
    """Let work go on: a run is due at once where there is a token to do it with."""
    going = case(
        (row.token.is_(None), AccountState.NOT_CONNECTED.value), else_=AccountState.OK.value
    )
    values = {"state": going, "state_message": "", "state_hint": ""}
    paused = (row.id == account_id, row.state == AccountState.PAUSED)
    if tx.execute(update(accounts).where(*paused).values(values)).rowcount:
        request(tx, account_id, now=now)
    elif tx.execute(select(row.id).where(row.id == account_id)).first() is None:
        raise _no_such(account_id)
    else:
        raise Conflict("This account is not paused.", hint="`momentum accounts list` shows it.")


def remove(tx: Connection, account_id: int) -> None:
    """Delete an account and everything of it here; a worker that is at it loses it."""
    if tx.execute(delete(accounts).where(row.id == account_id)).rowcount == 0:
        raise _no_such(account_id)


def _no_such(account_id: int) -> NotFound:
    return NotFound(
        f"There is no account {account_id}.", hint="`momentum accounts list` shows them."
    )
