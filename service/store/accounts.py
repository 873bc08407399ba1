"""Accounts: whose they are, where in Asana, how they stand.

Work is asked for in queue.py, done in leases.py and releases.py.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select, text, update

from service.errors import Conflict, NotConnected, NotFound
from service.store.leases import Lease, LeaseLost, claim, claim_many, lost, renew, renew_all
from service.store.queue import Priority, lock, request, ring_for, set_next_review
from service.store.releases import Afterwards, release, release_many
from service.store.states import AccountState, Answer
from service.store.tables import accounts

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

__all__ = [
    "Account",
    "AccountState",
    "Afterwards",
    "Answer",
    "Lease",
    "LeaseLost",
    "Priority",
    "claim",
    "claim_many",
    "connect",
    "disconnect",
    "ensure",
    "get",
    "ids",
    "lock",
    "lost",
    "release",
    "release_many",
    "renew",
    "renew_all",
    "request",
    "ring_for",
    "set_event_token",
    "set_last_day",
    "set_next_review",
    "set_state",
    "the_only",
    "token",
]

row = accounts.c


@dataclass(frozen=True, slots=True)
class Account:
    """An account as it stands; its token is asked for by itself."""

    id: int
    name: str
    email: str
    user_gid: str | None
    workspace_gid: str | None
    workspace_name: str
    team_gid: str | None
    later_section_gid: str | None
    inbox_section_gid: str | None
    auth: str
    state: AccountState
    state_message: str
    state_hint: str
    last_sync_at: datetime | None
    last_day: date | None
    event_token: str | None
    wanted: int
    done: int
    due_at: datetime | None
    hold_until: datetime | None
    next_full_at: datetime | None
    next_review_at: datetime | None
    rung_at: datetime | None
    lease_until: datetime | None

    @property
    def waiting(self) -> int:
        """How many requests no finished run has answered yet."""
        return self.wanted - self.done


_SET = update(accounts).where(row.id == bindparam("wanted_id"))
_ONE = select(*(row[field.name] for field in fields(Account))).where(
    row.id == bindparam("wanted_id")
)


def ensure(tx: Connection, now: datetime) -> Account:
    """Return the laptop's one account, made (not connected yet) where there is none."""
    if not ids(tx):
        _make_the_first(tx, now)
    return the_only(tx)


def the_only(tx: Connection) -> Account:
    """Return the laptop's one account, or raise `NotConnected`."""
    found = ids(tx)
    if not found:
        raise _not_connected()
    if len(found) > 1:
        raise Conflict("There are several accounts here.", hint="Say which one is meant.")
    return get(tx, found[0])


def get(tx: Connection, account_id: int) -> Account:
    """Return one account."""
    found = tx.execute(_ONE, {"wanted_id": account_id}).one_or_none()
    if found is None:
        raise NotFound(f"There is no account {account_id}.", hint="Run `momentum connect`.")
    return Account(**{**found._mapping, "state": AccountState(found.state)})  # noqa: SLF001 - its public name


def ids(tx: Connection) -> list[int]:
    """Return the ids of all accounts."""
    return list(tx.execute(select(row.id).order_by(row.id)).scalars())


def connect(
    tx: Connection,
    account_id: int,
    *,
    name: str,
    email: str,
    user_gid: str,
    workspace_gid: str,
    workspace_name: str,
    auth: str,
    token: bytes,
    now: datetime,
    team_gid: str | None = None,
    later_section_gid: str | None = None,
    inbox_section_gid: str | None = None,
) -> None:
    """Store whose account it is, and its sealed token; a run is due at once.

    A worker that is at it with the token from before loses it.
    """
    _set(
        tx,
        account_id,
        name=name,
        email=email,
        user_gid=user_gid,
        workspace_gid=workspace_gid,
        workspace_name=workspace_name,
        team_gid=team_gid,
        later_section_gid=later_section_gid,
        inbox_section_gid=inbox_section_gid,
        auth=auth,
        token=token,
        event_token=None,
        hold_until=None,
        lease_owner=None,
        lease_until=None,
    )
    set_state(tx, account_id, AccountState.OK)
    request(tx, account_id, now=now)


def disconnect(tx: Connection, account_id: int) -> None:
    """Forget the token, and take the account from a worker that is at it."""
    _set(tx, account_id, token=None, lease_owner=None, lease_until=None)
    set_state(tx, account_id, AccountState.NOT_CONNECTED)


def token(tx: Connection, account_id: int) -> bytes:
    """Return the sealed token, or raise `NotConnected`."""
    sealed: bytes | None = tx.execute(
        select(row.token).where(row.id == account_id)
    ).scalar_one_or_none()
    if sealed is None:
        raise _not_connected()
    return sealed


def set_state(
    tx: Connection, account_id: int, state: AccountState, message: str = "", hint: str = ""
) -> None:
    """Say how the account stands, and to the person what to do about it."""
    _set(tx, account_id, state=state, state_message=message, state_hint=hint)


def set_last_day(tx: Connection, account_id: int, day: date) -> None:
    """Remember that the calendar's part of this day is done."""
    _set(tx, account_id, last_day=day)


def set_event_token(tx: Connection, account_id: int, token: str | None) -> None:
    """Remember where in Asana's event stream the last reading stood."""
    _set(tx, account_id, event_token=token)


def _make_the_first(tx: Connection, now: datetime) -> None:
    if tx.dialect.name == "postgresql":  # two that start at once must not make two
        tx.execute(text("LOCK TABLE accounts IN SHARE ROW EXCLUSIVE MODE"))
    if ids(tx):
        return
    values = {
        "created_at": now,
        "name": "",
        "email": "",
        "workspace_name": "",
        "auth": "",
        "state": AccountState.NOT_CONNECTED,
        "state_message": "",
        "state_hint": "",
        "wanted": 0,
        "done": 0,
        "review_wanted": False,
        "priority": Priority.FULL,
    }
    tx.execute(insert(accounts).values(values))


def _set(tx: Connection, account_id: int, **values: object) -> None:
    tx.execute(_SET, {"wanted_id": account_id, **values})


def _not_connected() -> NotConnected:
    return NotConnected("Asana is not connected yet.", hint="Run `momentum connect`.")
