"""This week's review: made exactly once, whatever restarts, runs twice or sleeps.

The week is taken in the database first (UNIQUE), then the task is made by the protocol of
`sync.intent`; a task that was made without an answer is known by its marker.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.review import IsoWeek, summarise
from service.store import accounts, plans, reviews
from service.usecases.late_copies import late_copies
from service.usecases.ports import REVIEWS
from service.usecases.review_facts import foresee, gather
from service.usecases.review_task import ReviewMade, made, settled
from service.usecases.review_time import upcoming, week_at
from service.usecases.sync.editing import trash_copies
from service.usecases.sync.setup import known_layout, with_section

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from service.domain.review import Review
    from service.store.database import Database
    from service.usecases.ports import Board
    from service.usecases.sync.context import Context
    from service.usecases.sync.scene import Scene

__all__ = ["ReviewMade", "is_due", "preview", "run"]


def run(
    ctx: Context, scene: Scene, *, asked: bool = False, whole: bool = True
) -> ReviewMade | None:
    """Make this week's review if it is due, or `asked` for; None where it is neither.

    Belongs right after a sync; one that was not `whole` has not read enough for one that has
    become due meanwhile. Says in the same transaction when the next one is due.
    """
    with ctx.recording() as tx:
        week, done = _agenda(tx, ctx, asked=asked, whole=whole)
    if week is None or done is not None:
        return done
    layout = scene.layout = with_section(ctx, scene.layout, REVIEWS)
    tasks = ctx.board.tasks(layout)
    trash_copies(scene, list(late_copies(ctx, tasks)))
    return settled(ctx, layout, week, tasks) or made(ctx, layout, week, tasks)


def preview(
    database: Database, account_id: int, board: Board | None, *, now: datetime
) -> Review:
    """Work out the review as it would be now; touches nothing, reads Asana if it may."""
    with database.begin() as tx:
        layout = known_layout(tx, account_id)
    tasks = board.tasks(layout) if board and layout else ()
    with database.begin() as tx:
        return summarise(foresee(gather(tx, account_id, tasks, now)))


def is_due(tx: Connection, ctx: Context, *, asked: bool = False) -> bool:
    """Whether `run` would make a review now: the sync before it has to read everything."""
    return _timing(tx, ctx).wants_one(asked=asked)


@dataclass(frozen=True, slots=True)
class _Timing:
    """The last review whose task is known, this week, and when the next review is due.

    It may be made from `opens_at` on; `stored` is what was kept as that until now.
    """

    last: IsoWeek | None
    gid: str | None
    week: IsoWeek
    stored: datetime | None
    opens_at: datetime
    now: datetime

    @property
    def is_time(self) -> bool:
        """Whether it may be made now."""
        return self.opens_at <= self.now

    def wants_one(self, *, asked: bool) -> bool:
        """Whether this week's review is due, or `asked` for, and not there yet."""
        there = self.last is not None and self.last >= self.week
        return (asked or self.is_time) and not there


def _timing(tx: Connection, ctx: Context) -> _Timing:
    now = ctx.clock()
    settings = plans.settings_of(tx, ctx.account_id)
    found = reviews.latest_made(tx, ctx.account_id)
    last = IsoWeek(found.iso_year, found.iso_week) if found else None
    stored = accounts.get(tx, ctx.account_id).next_review_at
    kept = stored + ctx.early if stored else None
    due_at = upcoming(settings, last=last, stored=kept, now=now + ctx.early)
    gid = found.gid if found else None
    return _Timing(last, gid, week_at(settings, now), stored, due_at - ctx.early, now)


def _agenda(
    tx: Connection, ctx: Context, *, asked: bool, whole: bool
) -> tuple[IsoWeek | None, ReviewMade | None]:
    """Take the week whose review is to be made, or return the one that was asked for and is."""
    due = _timing(tx, ctx)
    if not whole and due.wants_one(asked=False):
        return None, None
    if not due.is_time and due.stored != due.opens_at:
        accounts.set_next_review(tx, ctx.account_id, due.opens_at)
    if due.wants_one(asked=asked):
        reviews.begin(tx, ctx.account_id, due.week.year, due.week.week, due.now)
        return due.week, None
    if due.last is None or not (asked or due.is_time):
        return None, None
    return None, ReviewMade(due.last, due.gid, is_new=False)
