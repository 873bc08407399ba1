"""What a review asks becomes subtasks of its task: each once, in order, and nobody's.

The decisions are recorded with the review itself. Whatever comes in between, the next turn
makes the subtasks that are missing; one that was made without an answer is known by its
marker.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.changes import What
from service.domain.decision import Decision, Status
from service.domain.remote import decision_marker
from service.store import accounts, decisions, history, intents
from service.store.intents import Making
from service.store.links import LinkKind
from service.usecases.ports import NewDecision
from service.usecases.sync.intent import adopt, held_until, make

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from service.domain.decision import Asked
    from service.domain.remote import RemoteStep
    from service.domain.review import Review
    from service.domain.review_week import IsoWeek
    from service.usecases.ports import Layout
    from service.usecases.sync.context import Context

HOW = (
    "Tick this and it is done, with the next sync. Deleted, or left open when you complete the "
    "review, it is a no for four weeks."
)
DECISIONS = "decisions"


def remembered(review: Review) -> dict[str, object]:
    """What has to be remembered of a review that is being made: its figures, what it asks."""
    asked = [decision.as_dict() for decision in review.decisions]
    return {**review.snapshot.as_dict(), DECISIONS: asked}


def figures(payload: Mapping[str, object]) -> dict[str, object]:
    """What `remembered` kept for the next review."""
    return {key: value for key, value in payload.items() if key != DECISIONS}


def record(tx: Connection, ctx: Context, week: IsoWeek, payload: Mapping[str, object]) -> None:
    """Record what a finished review asks; of what older ones asked some is over now."""
    asked = payload.get(DECISIONS)
    found = [Decision.from_dict(one) for one in asked] if isinstance(asked, list) else []
    decisions.ask(tx, ctx.account_id, week, found, ctx.clock())


def ask(ctx: Context, layout: Layout) -> datetime | None:
    """Make the subtasks that are missing; without an answer, say when to look again."""
    with ctx.database.begin() as tx:
        missing = [
            one
            for one in decisions.read_still(tx, ctx.account_id)
            if one.gid is None and one.status is Status.OPEN
        ]
    for review in dict.fromkeys(one.review for one in missing):
        held = _ask_in(ctx, layout, review, [one for one in missing if one.review == review])
        if held is not None:
            return held
    return None


def _ask_in(ctx: Context, layout: Layout, review: str, missing: list[Asked]) -> datetime | None:
    (present,) = ctx.board.steps([review])
    if present is None:
        with ctx.recording() as tx:
            for asked in missing:
                _drop(tx, ctx, asked)
        return None
    for asked in missing:
        marker = decision_marker(asked.key, layout.project)
        copies = [step for step in present if marker in step.markers]
        if copies:
            _landed(ctx, asked, copies)
        elif (held := _made(ctx, asked, marker)) is not None:
            return held  # so that nothing overtakes
    return None


def _landed(ctx: Context, asked: Asked, copies: list[RemoteStep]) -> None:
    """Take what an earlier try has made."""
    oldest = min(copies, key=lambda step: (str(step.created_at), step.gid))
    with ctx.recording() as tx:
        adopt(tx, ctx, LinkKind.DECISION, asked.key)
        decisions.keep(tx, ctx.account_id, replace(asked, gid=oldest.gid), ctx.clock())
        # Whatever happened to it before its gid was known has rung in vain.
        accounts.set_event_token(tx, ctx.account_id, None)


def _made(ctx: Context, asked: Asked, marker: str) -> datetime | None:
    with ctx.database.begin() as tx:
        sent = intents.get(tx, ctx.account_id, LinkKind.DECISION, asked.key)
    if until := held_until(ctx, sent):
        return until
    new = NewDecision(asked.review, asked.decision.title, HOW, marker)
    answer = make(
        ctx,
        [Making(LinkKind.DECISION, asked.key, marker, asked.decision.as_dict())],
        lambda: ctx.board.create_decisions([new]),
        lambda tx, made: decisions.keep(
            tx, ctx.account_id, replace(asked, gid=made[0][1].gid), ctx.clock()
        ),
    )
    for _, error in answer.refused:
        with ctx.recording() as tx:
            _drop(tx, ctx, asked)
            history.note(
                tx,
                ctx.account_id,
                ctx.run_id,
                ctx.clock(),
                kind=What.REFUSED,
                text=f"{asked.decision.question}: {error}",
            )
    return ctx.clock() + ctx.grace if answer.unanswered else None


def _drop(tx: Connection, ctx: Context, asked: Asked) -> None:
    """Answer no what cannot be asked."""
    decisions.keep(tx, ctx.account_id, replace(asked, status=Status.NO), ctx.clock())
