"""Accounts: whose they are, where in Asana, how they stand.

Work is asked for in queue.py, done in leases.py and releases.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select, text, update

from service.errors import AccountStopped, Conflict, NotConnected, NotFound
from service.store.account_row import COLUMNS, Account, account_of
from service.store.leases import (
    Lease,
    LeaseLost,
    claim,
    claim_many,
    lost,
    next_chance,
    renew,
    renew_all,
)
from service.store.queue import Priority, lock, request, ring_for, set_next_review, stir
from service.store.releases import Afterwards, release, release_many
from service.store.states import AccountState, Answer
from service.store.tables import accounts
from service.store.upsert import insert_new

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
    "add",
    "belong",
    "claim",
    "claim_many",
    "connect",
    "disconnect",
    "ensure",
    "find",
    "get",
    "ids",
    "lock",
    "lost",
    "move_on",
    "next_chance",
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
    "stir",
    "the_only",
    "token",
    "token_of",
]

row = accounts.c


_SET = update(accounts).where(row.id == bindparam("wanted_id"))
_ONE = select(*COLUMNS).where(row.id == bindparam("wanted_id"))

_ANEW = dict.fromkeys(("event_token", "hold_until", "lease_owner", "lease_until"))
"""What a new connection begins without."""


def ensure(tx: Connection, now: datetime) -> Account:
    """Return the laptop's one account, made (not connected yet) where there is none."""
    if not ids(tx, 1):
        _make_the_first(tx, now)
    return the_only(tx)


def add(tx: Connection, *, user_gid: str, name: str, email: str, now: datetime) -> int:
    """Return the account of an Asana user, made (not connected yet) where there is none."""
    person = {"user_gid": user_gid, "name": name, "email": email}
    insert_new(tx, accounts, {**_new(now), **person})
    found = find(tx, user_gid)
    assert found is not None  # noqa: S101 - made just now, by us or by another
    return found


def belong(tx: Connection, account_id: int, *, user_gid: str, name: str, email: str) -> None:
    """Say whose account it is, as Asana knows them."""
    _set(tx, account_id, user_gid=user_gid, name=name, email=email)


def find(tx: Connection, user_gid: str) -> int | None:
    """Return the account of an Asana user, if there is one."""
    return tx.execute(select(row.id).where(row.user_gid == user_gid)).scalar_one_or_none()


def the_only(tx: Connection) -> Account:
    """Return the laptop's one account, or raise `NotConnected`, `Conflict` for several."""
    found = ids(tx, 2)
    if not found:
        raise _not_connected()
    if len(found) > 1:
        raise Conflict(
            "There are several accounts here.",
            hint="Say which one is meant: `momentum --account ID ...`, or over HTTP a key of "
            "its own. `momentum accounts list` shows them.",
        )
    return get(tx, found[0])


def get(tx: Connection, account_id: int) -> Account:
    """Return one account."""
    found = tx.execute(_ONE, {"wanted_id": account_id}).one_or_none()
    if found is None:
        raise NotFound(
            f"There is no account {account_id}.", hint="`momentum accounts list` shows them."
        )
    return account_of(found)


def ids(tx: Connection, most: int | None = None) -> list[int]:
    """Return the ids of all accounts, or of the first of them."""
    return list(tx.execute(select(row.id).order_by(row.id).limit(most)).scalars())


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
    token: bytes | None,
    now: datetime,
    team_gid: str | None = None,
    later_section_gid: str | None = None,
    inbox_section_gid: str | None = None,
) -> None:
    """Store whose account it is, and its sealed token; a run is due at once.

    Without a token, what consent gave stays: see grants.py. A worker that is at it with the
    token from before loses it. An account that is paused stays so.
    """
    if token is not None:
        _set(tx, account_id, token=token, access=None, access_until=None, renewer=None)
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
        **_ANEW,
    )
    move_on(tx, account_id, AccountState.OK)
    request(tx, account_id, now=now)


def disconnect(tx: Connection, account_id: int) -> None:
    """Forget all tokens, and take the account from a worker that is at it."""
    forgotten = dict.fromkeys(("token", "access", "access_until", "renewer"))
    _set(tx, account_id, **forgotten, lease_owner=None, lease_until=None)
    move_on(tx, account_id, AccountState.NOT_CONNECTED)


def token(tx: Connection, account_id: int) -> bytes:
    """Return the sealed token, or raise `NotConnected`, `AccountStopped` where it ended."""
    columns = (row.token, row.state, row.state_message, row.state_hint)
    found = tx.execute(select(*columns).where(row.id == account_id)).one_or_none()
    if found is None:
        raise _not_connected()
    sealed, state, message, hint = found
    if sealed is not None:
        return bytes(sealed)
    if state == AccountState.TOKEN_INVALID:
        raise AccountStopped(message, hint=hint)
    raise _not_connected()


def token_of(lease: Lease) -> bytes:
    """Return the sealed token that came with the claim, or raise `NotConnected`."""
    if lease.token is None:
        raise _not_connected()
    return lease.token


def move_on(
    tx: Connection, account_id: int, state: AccountState, message: str = "", hint: str = ""
) -> None:
    """Set the state, unless the account is paused: only `resume` ends that."""
    going = (row.id == account_id, row.state != AccountState.PAUSED)
    said = {"state": state, "state_message": message, "state_hint": hint}
    tx.execute(update(accounts).where(*going).values(said))


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
    if ids(tx, 1):
        return
    tx.execute(insert(accounts).values(_new(now)))


def _new(now: datetime) -> dict[str, object]:
    return {
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


def _set(tx: Connection, account_id: int, **values: object) -> None:
    tx.execute(_SET, {"wanted_id": account_id, **values})


def _not_connected() -> NotConnected:
    return NotConnected("Asana is not connected yet.", hint="Run `momentum connect`.")
