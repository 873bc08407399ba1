"""Reviews, reconnects and decisions that a late request of ours made once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.base import made_late
from service.domain.remote import RemoteTask
from service.store import decisions, intents, links
from service.store.links import LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.decision import Asked
    from service.domain.remote import RemoteStep
    from service.store.intents import Intent
    from service.usecases.sync.context import Context


def late_copies(ctx: Context, tasks: Sequence[RemoteTask]) -> Iterator[RemoteTask | RemoteStep]:
    """Find them, among the board's `tasks` and below the reviews that ask.

    Only what was sent more than once can have been made twice, between the first sending and
    the end of the grace; what the person has touched since, or copied, is theirs.
    """
    with ctx.database.begin() as tx:
        table = links.all_of(tx, ctx.account_id)
        asked = {one.key: one for one in decisions.read_still(tx, ctx.account_id)}
        repeated = [one for one in intents.all_of(tx, ctx.account_id) if one.sends > 1]
    for sent in repeated:
        ours: str | None = None
        seen: Sequence[RemoteTask | RemoteStep] = tasks
        if sent.kind in (LinkKind.REVIEW, LinkKind.RECONNECT):
            link = table.get(sent.kind, sent.key)
            ours = link.gid if link else None
        elif sent.kind is LinkKind.DECISION and sent.key in asked:
            ours, seen = asked[sent.key].gid, _below(ctx, asked[sent.key])
        if ours is not None:
            yield from (one for one in seen if one.gid != ours and _is_copy(ctx, sent, one))


def _below(ctx: Context, asked: Asked) -> Sequence[RemoteStep]:
    (steps,) = ctx.board.steps([asked.review])
    return steps or ()


def _is_copy(ctx: Context, sent: Intent, one: RemoteTask | RemoteStep) -> bool:
    until = sent.last_sent_at + ctx.grace
    late = made_late(sent.sends, sent.first_sent_at, until, one.created_at)
    return sent.marker in one.markers and late and not _is_touched(one)


def _is_touched(one: RemoteTask | RemoteStep) -> bool:
    if isinstance(one, RemoteTask):
        return one.standing.completed or one.liked or one.subtasks > 0
    return one.done or one.subtasks > 0
