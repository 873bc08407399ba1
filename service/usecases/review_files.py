"""What the newest review carries: the plan as a file, and a picture of the progress.

Each is attached exactly once, by the protocol of `sync.intent`, and known again by its name on
the task. Whatever was cut off is made good by the next turn; what Asana refuses stays undone,
because a review without its files is still a review.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from service.domain.planfile_copy import write_copy
from service.domain.review_week import IsoWeek
from service.store import intents, links, reviews
from service.store.intents import Making
from service.store.links import Link, LinkKind
from service.usecases.plan_copy import copy_of, progress_of
from service.usecases.ports import Refusal
from service.usecases.sync.context import local_day
from service.usecases.sync.intent import adopt, held_until, make

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from service.errors import ServiceError
    from service.usecases.ports import Named
    from service.usecases.sync.context import Context

PLAN = "plan.yaml"
PICTURE = "progress.png"
TYPES = {PLAN: "application/yaml", PICTURE: "image/png"}

YOUNG = timedelta(days=6)
"""An older review is left as it is: the plan of today is not what it spoke of."""
TRIES = 3


@dataclass(frozen=True, slots=True)
class _Target:
    """The review whose files are seen to."""

    week: IsoWeek
    gid: str

    def key(self, name: str) -> str:
        """Name one of its files among the account's intents and links."""
        return f"{self.week}/{name}"


def run(ctx: Context) -> datetime | None:
    """See to the newest review's files; asks Asana for nothing once they are seen to.

    Returns when to look again where Asana has not answered; raises `ComeBack` where it asks
    to wait, for that holds up all of the account.
    """
    with ctx.database.begin() as tx:
        target = _target(tx, ctx)
        missing = _missing(tx, ctx, target) if target else []
    if target is None or not missing:
        return None
    ctx.on_progress(0, 0, "Attaching the plan and the picture")
    try:
        present = ctx.board.files(target.gid)
        moments = [_see_to(ctx, target, name, present) for name in missing]
    except Refusal:  # the task is gone, or closed to us
        for name in missing:
            _leave(ctx, target, name)
        return None
    return min((moment for moment in moments if moment), default=None)


def linked(week: IsoWeek, name: str, gid: str | None) -> Link:
    """Say that a review's file is seen to; without a gid, that there will be none."""
    return Link(LinkKind.ATTACHMENT, _Target(week, "").key(name), gid or "", lost=gid is None)


def _target(tx: Connection, ctx: Context) -> _Target | None:
    review = reviews.latest_made(tx, ctx.account_id)
    if review is None or review.gid is None or review.finished_at is None:
        return None
    if ctx.clock() > review.finished_at + YOUNG:
        return None
    return _Target(IsoWeek(review.iso_year, review.iso_week), review.gid)


def _missing(tx: Connection, ctx: Context, target: _Target) -> list[str]:
    table = links.all_of(tx, ctx.account_id)
    return [name for name in TYPES if table.get(LinkKind.ATTACHMENT, target.key(name)) is None]


def _see_to(
    ctx: Context, target: _Target, name: str, present: Sequence[Named]
) -> datetime | None:
    """Attach one file, unless it is there, may still appear, or was tried often enough."""
    if found := next((file for file in present if file.name == name), None):
        _found(ctx, target, name, found.gid)
        return None
    with ctx.database.begin() as tx:
        sent = intents.get(tx, ctx.account_id, LinkKind.ATTACHMENT, target.key(name))
    if until := held_until(ctx, sent):
        return until
    content = _content(ctx, name)
    if content is None or (sent and sent.is_open and sent.sends >= TRIES):
        _leave(ctx, target, name)
        return None
    return _attach(ctx, target, name, content)


def _attach(ctx: Context, target: _Target, name: str, content: bytes) -> datetime | None:
    made = make(
        ctx,
        [Making(LinkKind.ATTACHMENT, target.key(name), name, {}, parent_key=str(target.week))],
        lambda: [_sent(ctx, target, name, content)],
        lambda tx, made: links.put(
            tx, ctx.account_id, *(linked(target.week, name, gid) for _, gid in made)
        ),
    )
    if made.refused:
        _leave(ctx, target, name)
    return ctx.clock() + ctx.grace if made.unanswered else None


def _sent(ctx: Context, target: _Target, name: str, content: bytes) -> str | ServiceError:
    try:
        return ctx.board.attach(target.gid, name=name, content=content, media_type=TYPES[name])
    except Refusal as error:
        return error


def _content(ctx: Context, name: str) -> bytes | None:
    now = ctx.clock()
    with ctx.database.begin() as tx:
        if name == PLAN:
            copy = copy_of(tx, ctx.account_id, now)
            return write_copy(copy, local_day(copy.plan, now)).encode()
        progress = progress_of(tx, ctx.account_id, now)
    return ctx.draw(progress)


def _found(ctx: Context, target: _Target, name: str, gid: str) -> None:
    with ctx.recording() as tx:
        adopt(tx, ctx, LinkKind.ATTACHMENT, target.key(name))
        links.put(tx, ctx.account_id, linked(target.week, name, gid))


def _leave(ctx: Context, target: _Target, name: str) -> None:
    with ctx.recording() as tx:
        intents.settle(tx, ctx.account_id, LinkKind.ATTACHMENT, [target.key(name)])
        links.put(tx, ctx.account_id, linked(target.week, name, None))
