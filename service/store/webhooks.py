"""Webhooks: who may ring for an account, and how that became known.

Each step of a handshake is one conditional UPDATE, so that no order in which requests arrive
can undo one. Candidates are kept as hashes: the secret itself comes in Asana's answer. Where
an account's row is written too, its webhooks' come first, so that no two wait for each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, case, delete, func, or_, select, update

from service.store.columns import Instant
from service.store.tables import webhooks
from service.store.upsert import insert_new

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from typing import Any

    from sqlalchemy import ColumnElement, Connection

row = webhooks.c

HANDSHAKE = timedelta(seconds=60)
"""How long a webhook that is being made takes handshakes, and may become active."""
SILENCE = timedelta(hours=9)
"""Asana's heart beats every eight hours; what is silent for longer rings no more."""
MOST_CANDIDATES = 4


class HookState(StrEnum):
    """What becomes of a webhook, from its creation to its end."""

    PENDING = "pending"
    """Its creation is under way: handshakes are taken, and nothing else."""
    ACTIVE = "active"
    LEAVING = "leaving"
    """It is not wanted any more, and has to be taken away in Asana."""
    GONE = "gone"
    """Nothing of it is in Asana. It tells what went wrong, until the next one is made."""


LIVE = (HookState.PENDING, HookState.ACTIVE)


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook as it stands. `due_at` is when it is looked after next.

    `gid` is Asana's, once it is known. `failures` counts what went wrong in a row.
    """

    id: int
    account_id: int
    project_gid: str
    target: str
    gid: str | None
    state: HookState
    expires_at: datetime
    secret: bytes | None = field(repr=False)
    made_at: datetime
    heard_at: datetime | None
    due_at: datetime
    failures: int
    problem: str
    hint: str

    def rings(self, now: datetime) -> bool:
        """Whether changes can be expected to arrive by it: it is well and was heard."""
        is_heard = self.heard_at is not None and now - self.heard_at <= SILENCE
        return self.state is HookState.ACTIVE and is_heard and not self.problem

    def is_silent(self, now: datetime) -> bool:
        """Whether a heartbeat, at least, should have been heard since."""
        last = self.heard_at or self.made_at
        return self.state is HookState.ACTIVE and now - last > SILENCE


_NAMES = tuple(each.name for each in fields(Hook))
_COLUMNS = tuple(row[name] for name in _NAMES)
_TRUSTED = (
    select(row.id)
    .where(row.nonce.in_(bindparam("nonces", expanding=True)), row.state == HookState.ACTIVE)
    .order_by(row.id)
    .with_for_update()
    .cte("trusted")
)
"""An UPDATE of several locks them in any order; two of them could wait for each other."""
_HEARD = (
    update(webhooks)
    .where(row.id.in_(select(_TRUSTED.c.id)))
    .values(heard_at=bindparam("moment", type_=Instant()), problem="", hint="")
    .returning(row.nonce, row.account_id)
)
_BY_NONCE = select(row.nonce, *_COLUMNS).where(
    row.nonce.in_(bindparam("nonces", expanding=True))
)
_RINGING = select(row.account_id).where(
    row.account_id.in_(bindparam("whose", expanding=True)),
    row.state == HookState.ACTIVE,
    row.heard_at >= bindparam("heard_after"),
    row.problem == "",
)


def start(
    tx: Connection, account_id: int, *, project: str, target: str, nonce: str, now: datetime
) -> Hook | None:
    """Let a webhook be made now; None where the account has one, or another is at it."""
    failures = select(func.coalesce(func.max(row.failures), 0))
    ended = (row.account_id == account_id, row.state == HookState.GONE)
    values = {
        "account_id": account_id,
        "project_gid": project,
        "target": target,
        "nonce": nonce,
        "state": HookState.PENDING,
        "candidates": "",
        "expires_at": now + HANDSHAKE,
        "made_at": now,
        "due_at": now + HANDSHAKE,
        "failures": tx.execute(failures.where(*ended)).scalar_one(),
        "problem": "",
        "hint": "",
    }
    if not insert_new(tx, webhooks, values):
        return None
    tx.execute(delete(webhooks).where(*ended))
    return by_nonce(tx, nonce)


def offer(tx: Connection, hook_id: int, secret: str, now: datetime) -> bool:
    """Take a candidate; only while the webhook is being made, and only a few."""
    digest = _digest(secret)
    is_known = row.candidates.contains(digest)
    has_room = func.length(row.candidates) < MOST_CANDIDATES * len(digest)
    statement = update(webhooks).where(*_pending(hook_id, now), or_(is_known, has_room))
    more = case((is_known, row.candidates), else_=row.candidates + digest)
    return tx.execute(statement.values(candidates=more)).rowcount == 1


def activate(
    tx: Connection,
    hook_id: int,
    *,
    gid: str,
    secret: str,
    sealed: bytes,
    now: datetime,
    due_at: datetime,
) -> bool:
    """Trust the secret of Asana's answer, if it is one that was offered in time."""
    is_offered = row.candidates.contains(_digest(secret))
    statement = update(webhooks).where(*_pending(hook_id, now), is_offered)
    values = {
        "state": HookState.ACTIVE,
        "gid": gid,
        "secret": sealed,
        "candidates": "",
        "made_at": now,
        "due_at": due_at,
        "failures": 0,
    }
    return tx.execute(statement.values(values)).rowcount == 1


def heard(tx: Connection, nonces: Iterable[str], now: datetime) -> dict[str, int]:
    """Remember that something signed came; return whose webhooks these are.

    Those are missing that are not to be trusted any more. Locks the webhooks' rows, in order.
    """
    found = tx.execute(_HEARD, {"nonces": list(nonces), "moment": now})
    return {one.nonce: one.account_id for one in found}


def retire(
    tx: Connection,
    hook_id: int,
    now: datetime,
    *,
    gid: str | None = None,
    problem: str = "",
    hint: str = "",
) -> bool:
    """Trust it no more; it is due to be taken away. False where that was decided before."""
    values: dict[str, object] = {
        "state": HookState.LEAVING,
        "secret": None,
        "candidates": "",
        "due_at": now,
        "failures": row.failures + int(bool(problem)),
        "problem": problem,
        "hint": hint,
    }
    if gid is not None:
        values["gid"] = gid
    live = update(webhooks).where(row.id == hook_id, row.state.in_(LIVE))
    return tx.execute(live.values(values)).rowcount == 1


def end(tx: Connection, hook: Hook, retry_at: datetime) -> None:
    """Forget one that is taken away; what went wrong is kept, and when to try again."""
    leaving = (row.id == hook.id, row.state == HookState.LEAVING)
    if hook.problem:
        values = {"state": HookState.GONE, "due_at": retry_at}
        tx.execute(update(webhooks).where(*leaving).values(values))
    else:
        tx.execute(delete(webhooks).where(*leaving))


def claim(tx: Connection, hook: Hook, until: datetime) -> bool:
    """Look after it until then; False where another process does."""
    seen = (row.id == hook.id, row.state == hook.state, row.due_at == hook.due_at)
    return tx.execute(update(webhooks).where(*seen).values(due_at=until)).rowcount == 1


def note(
    tx: Connection, hook: Hook, due_at: datetime, *, problem: str = "", hint: str = ""
) -> None:
    """Say how an active one does, and when to look after it next."""
    active = update(webhooks).where(row.id == hook.id, row.state == HookState.ACTIVE)
    tx.execute(active.values(due_at=due_at, problem=problem, hint=hint))


def put_off(tx: Connection, hook: Hook, due_at: datetime) -> None:
    """Look after it later."""
    tx.execute(update(webhooks).where(row.id == hook.id).values(due_at=due_at))


def check_soon(tx: Connection, account_id: int, now: datetime) -> None:
    """Let an active one be checked at the next opportunity."""
    active = (row.account_id == account_id, row.state == HookState.ACTIVE)
    tx.execute(update(webhooks).where(*active).values(due_at=now))


def forget(tx: Connection, account_id: int, *states: HookState) -> None:
    """Drop an account's webhooks, or those in these states; nothing that they send counts."""
    which = [row.account_id == account_id, *([row.state.in_(states)] if states else [])]
    tx.execute(delete(webhooks).where(*which))


def of_account(tx: Connection, account_id: int) -> list[Hook]:
    """Return an account's webhooks, the oldest first."""
    return _all(tx, row.account_id == account_id)


def by_nonce(tx: Connection, nonce: str) -> Hook | None:
    """Return the webhook whose path ends so."""
    return _by_nonce(tx, [nonce]).get(nonce)


def live(tx: Connection, nonces: Iterable[str]) -> dict[str, Hook]:
    """Return those of the webhooks with these nonces that are being made, or are active."""
    found = _by_nonce(tx, nonces)
    return {nonce: hook for nonce, hook in found.items() if hook.state in LIVE}


def current(tx: Connection, account_id: int) -> Hook | None:
    """Return the webhook that says how an account stands: the live one, or the last."""
    found = of_account(tx, account_id)
    live = [hook for hook in found if hook.state in LIVE]
    return next(iter(live or reversed(found)), None)


def rings(tx: Connection, account_id: int, now: datetime) -> bool:
    """Say whether an account's changes arrive by themselves."""
    return account_id in ringing(tx, [account_id], now)


def ringing(tx: Connection, account_ids: Sequence[int], now: datetime) -> frozenset[int]:
    """Return those of the accounts whose changes arrive by themselves: see `Hook.rings`."""
    values = {"whose": account_ids, "heard_after": now - SILENCE}
    return frozenset(tx.execute(_RINGING, values).scalars())


def _all(tx: Connection, which: ColumnElement[bool]) -> list[Hook]:
    found = tx.execute(select(*_COLUMNS).where(which).order_by(row.id))
    return [_hook(one) for one in found]


def _by_nonce(tx: Connection, nonces: Iterable[str]) -> dict[str, Hook]:
    found = tx.execute(_BY_NONCE, {"nonces": list(nonces)})
    return {nonce: _hook(rest) for nonce, *rest in found}


def _hook(values: Sequence[Any]) -> Hook:
    hook = dict(zip(_NAMES, values, strict=True))
    return Hook(**{**hook, "state": HookState(hook["state"])})


def _pending(hook_id: int, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return row.id == hook_id, row.state == HookState.PENDING, row.expires_at > now


def _digest(secret: str) -> str:
    """A hash and a mark: they stand one behind the other, and none can be found between two."""
    return sha256(secret.encode(errors="replace")).hexdigest() + ";"
