"""The review's task: looked for by its marker, made once, taken back where it came twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.review import IsoWeek, summarise
from service.domain.telling import REVIEW
from service.store import accounts, history, intents, links, plans, reviews
from service.store.intents import Making
from service.store.links import Link, LinkKind
from service.usecases import review_decisions
from service.usecases.ports import Refusal
from service.usecases.review_facts import gather
from service.usecases.review_notes import html_notes
from service.usecases.review_time import upcoming
from service.usecases.sync.intent import adopt, held_until, make

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from service.domain.remote import RemoteTask
    from service.domain.review import Review
    from service.usecases.ports import Layout
    from service.usecases.sync.context import Context


@dataclass(frozen=True, slots=True)
class ReviewMade:
    """This week's review. Without a gid Asana has not answered; `look_again_at` says when.

    `is_new` tells whether it was made now, rather than before.
    """

    week: IsoWeek
    gid: str | None
    is_new: bool = True
    look_again_at: datetime | None = None

    def as_dict(self) -> dict[str, object]:
        """The review as plain data."""
        again = self.look_again_at
        return {
            "week": str(self.week),
            "gid": self.gid,
            "new": self.is_new,
            "look_again_at": again.isoformat() if again else None,
        }


def marker_of(week: IsoWeek, layout: Layout) -> str:
    """The mark by which a week's review is known again; an older database knows it too."""
    return f"momentum:review:{week}-{layout.project}"


def settled(
    ctx: Context, layout: Layout, week: IsoWeek, tasks: Sequence[RemoteTask]
) -> ReviewMade | None:
    """Find what an earlier try has made, or wait while it may still appear."""
    marker = marker_of(week, layout)
    with ctx.database.begin() as tx:
        sent = intents.get(tx, ctx.account_id, LinkKind.REVIEW, str(week))
    if oldest := oldest_copy(tasks, marker):
        with ctx.recording() as tx:
            adopt(tx, ctx, LinkKind.REVIEW, str(week))
            # One that this database has forgotten asks nothing: what it asked is not known.
            facts = sent.payload if sent else _facts(tx, ctx, tasks)
            _record(tx, ctx, week, oldest.gid, facts)
        return ReviewMade(week, oldest.gid)
    if until := held_until(ctx, sent):
        return _held(ctx, week, until)
    return None


def made(
    ctx: Context, layout: Layout, week: IsoWeek, tasks: Sequence[RemoteTask]
) -> ReviewMade:
    """Make the task of a week that has none; without an answer, wait out the grace."""
    ctx.on_progress(0, 1, "Writing the review")
    with ctx.database.begin() as tx:
        review = summarise(gather(tx, ctx.account_id, tasks, ctx.clock()))
    marker = marker_of(week, layout)
    answer = make(
        ctx,
        [Making(LinkKind.REVIEW, str(week), marker, review_decisions.remembered(review))],
        lambda: [_send(ctx, layout, review, marker)],
        lambda tx, made: _record(tx, ctx, week, made[0][1], made[0][0].payload),
    )
    if not answer.done:
        return _held(ctx, week, ctx.clock() + ctx.grace)
    ctx.on_progress(1, 1, "Writing the review")
    return ReviewMade(week, answer.done[0][1])


def oldest_copy(tasks: Sequence[RemoteTask], marker: str) -> RemoteTask | None:
    """Return the task with this mark: the first one, where it was made or copied again."""
    copies = (task for task in tasks if marker in task.markers)
    return min(copies, key=lambda task: (str(task.created_at), task.gid), default=None)


def _send(ctx: Context, layout: Layout, review: Review, marker: str) -> str:
    """Make the task; if Asana takes no links (a goal was deleted just now), without them."""
    try:
        return _create(ctx, layout, review, marker, linked=True)
    except Refusal:
        ctx.check()  # somebody else may have taken over since the first try
        return _create(ctx, layout, review, marker, linked=False)


def _create(ctx: Context, layout: Layout, review: Review, marker: str, *, linked: bool) -> str:
    return ctx.board.create_review(
        layout,
        title=review.title,
        html_notes=html_notes(review, marker, linked=linked),
        due_on=review.day,
        marker=marker,
    )


def _record(
    tx: Connection, ctx: Context, week: IsoWeek, gid: str, payload: Mapping[str, object]
) -> None:
    account_id, now = ctx.account_id, ctx.clock()
    facts = review_decisions.figures(payload)
    reviews.finish(tx, account_id, week.year, week.week, gid=gid, facts=facts, now=now)
    review_decisions.record(tx, ctx, week, payload)
    links.put(tx, account_id, Link(LinkKind.REVIEW, str(week), gid))
    history.note(tx, account_id, ctx.run_id, now, kind=REVIEW, text=f"Review of {week}")
    settings = plans.load(tx, account_id).settings
    following = upcoming(settings, last=week, stored=None, now=now)
    accounts.set_next_review(tx, account_id, following - ctx.early)


def _held(ctx: Context, week: IsoWeek, until: datetime) -> ReviewMade:
    with ctx.recording() as tx:
        accounts.set_next_review(tx, ctx.account_id, until)
    return ReviewMade(week, None, look_again_at=until)


def _facts(tx: Connection, ctx: Context, tasks: Sequence[RemoteTask]) -> dict[str, object]:
    facts = gather(tx, ctx.account_id, tasks, ctx.clock())
    return summarise(facts).snapshot.as_dict()
