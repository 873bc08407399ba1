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
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from service.store.intents import Intent, Making
    from service.store.links import LinkKind
    from service.usecases.sync.context import Context

T = TypeVar("T")

log = logging.getLogger(__name__)


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
    record: Callable[[Connection, Sequence[tuple[Making, T]]], None],
) -> Made[T]:
    """Make things of one kind at once: intent, call, gid.

    `record` stores what was made in the transaction that settles the intents. Raises
    `Stopped` or `ComeBack` when nothing more can be done now, after recording what was.
    """
    with ctx.recording() as tx:
        intents.send(tx, ctx.account_id, wanted, ctx.clock())
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
    for found in intents.settle(tx, ctx.account_id, kind, [key]).values():
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
    record: Callable[[Connection, Sequence[tuple[Making, T]]], None],
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
                done.append((making, answer))
        if done:
            _settle(tx, ctx, [making for making, _ in done])
            record(tx, done)
        _tell_unanswered(tx, ctx, unanswered)
    for _, error in refused:
        if isinstance(error, Stopped | ComeBack):
            raise error
    return Made(tuple(done), tuple(refused), tuple(unanswered))


def _settle(tx: Connection, ctx: Context, made: Sequence[Making]) -> None:
    kind = made[0].kind
    for found in intents.settle(tx, ctx.account_id, kind, [one.key for one in made]).values():
        with log_ids.about(intent=found):
            log.debug("made a %s", kind.value)


def _tell_unanswered(tx: Connection, ctx: Context, wanted: Sequence[Making]) -> None:
    ctx.tally.unanswered += len(wanted)
    for making in wanted:
        sent = intents.get(tx, ctx.account_id, making.kind, making.key)
        with log_ids.about(intent=sent.id if sent else None):
            log.warning("no clear answer to the creation of a %s", making.kind.value)
