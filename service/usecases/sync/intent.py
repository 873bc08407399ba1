"""Making things exactly once over an API without idempotency keys.

The intent is committed before the call, the gid after it. A call without a clear answer is
never sent again blindly: the next reading looks for the marker, and only when the grace has
passed without a trace may it be sent once more.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from service import log_ids
from service.errors import ServiceError
from service.store import intents
from service.usecases.ports import ComeBack, Stopped, Unanswered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from service.store.intents import Intent
    from service.store.links import LinkKind
    from service.usecases.sync.context import Context

T = TypeVar("T")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Making:
    """One thing to be made: what it is, how it is known again, and what is sent."""

    kind: LinkKind
    key: str
    marker: str
    payload: Mapping[str, object]
    parent_key: str | None = None


@dataclass(frozen=True, slots=True)
class Made(Generic[T]):
    """How it went: what was made, what Asana refused, and what got no answer."""

    done: tuple[tuple[Making, T], ...] = ()
    refused: tuple[tuple[Making, ServiceError], ...] = ()
    unanswered: tuple[Making, ...] = ()


def make(
    ctx: Context,
    wanted: Sequence[Making],
    send: Callable[[], Sequence[T | ServiceError]],
    record: Callable[[Connection, Making, T], None],
) -> Made[T]:
    """Make things at once: intent, call, gid.

    `record` stores the gid in the transaction that settles the intent. Raises `Stopped` or
    `ComeBack` when nothing more can be done now, after recording what was.
    """
    with ctx.recording() as tx:
        for making in wanted:
            intents.send(
                tx,
                ctx.account_id,
                making.kind,
                making.key,
                parent_key=making.parent_key,
                marker=making.marker,
                payload=dict(making.payload),
                now=ctx.clock(),
            )
    try:
        answers: Sequence[T | ServiceError] = send()
    except Unanswered:
        with ctx.database.begin() as tx:
            _tell_unanswered(tx, ctx, wanted)
        return Made(unanswered=tuple(wanted))
    except ServiceError:
        with ctx.recording() as tx:
            for making in wanted:
                intents.refuse(tx, ctx.account_id, making.kind, making.key)
        raise
    return _recorded(ctx, list(zip(wanted, answers, strict=True)), record)


def adopt(tx: Connection, ctx: Context, kind: LinkKind, key: str) -> None:
    """Settle what a reading has found; it counts where an answer to it was still missing."""
    found = intents.settle(tx, ctx.account_id, kind, key)
    if found is not None:
        ctx.tally.adopted += 1
        with log_ids.about(intent=found):
            log.info("what was sent without an answer is there: a %s", kind.value)


def held_until(ctx: Context, sent: Intent | None) -> datetime | None:
    """Return until when an unanswered creation may still appear; None where none may."""
    if sent is None or not sent.is_open:
        return None
    until = sent.last_sent_at + ctx.grace
    return until if ctx.clock() < until else None


def _recorded(
    ctx: Context,
    answered: Sequence[tuple[Making, T | ServiceError]],
    record: Callable[[Connection, Making, T], None],
) -> Made[T]:
    done: list[tuple[Making, T]] = []
    refused: list[tuple[Making, ServiceError]] = []
    unanswered: list[Making] = []
    with ctx.recording() as tx:
        for making, answer in answered:
            if isinstance(answer, Unanswered):
                unanswered.append(making)
            elif isinstance(answer, ServiceError):
                intents.refuse(tx, ctx.account_id, making.kind, making.key)
                refused.append((making, answer))
            else:
                _settle(tx, ctx, making)
                record(tx, making, answer)
                done.append((making, answer))
        _tell_unanswered(tx, ctx, unanswered)
    for _, error in refused:
        if isinstance(error, Stopped | ComeBack):
            raise error
    return Made(tuple(done), tuple(refused), tuple(unanswered))


def _settle(tx: Connection, ctx: Context, making: Making) -> None:
    with log_ids.about(intent=intents.settle(tx, ctx.account_id, making.kind, making.key)):
        log.debug("made a %s", making.kind.value)


def _tell_unanswered(tx: Connection, ctx: Context, wanted: Sequence[Making]) -> None:
    ctx.tally.unanswered += len(wanted)
    for making in wanted:
        sent = intents.get(tx, ctx.account_id, making.kind, making.key)
        with log_ids.about(intent=sent.id if sent else None):
            log.warning("no clear answer to the creation of a %s", making.kind.value)
