"""The reconnect: every few months its task, made exactly once, as a review is.

Its row is taken in the database first, then the task is made by the protocol of `sync.intent`.
What the person answers to step 0 is nowhere but in their own subtask, which is never read.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain import reconnect as method
from service.store import accounts, intents, plans, reconnects
from service.store.links import PROJECT, LinkKind
from service.store.reconnects import Reconnect
from service.usecases import reconnect_days
from service.usecases.ports import REVIEWS
from service.usecases.reconnect_task import ReconnectMade, made, settled, steps_held
from service.usecases.sync.context import local_day
from service.usecases.sync.setup import with_section

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from service.usecases.sync.context import Context
    from service.usecases.sync.scene import Scene

__all__ = ["ReconnectMade", "ask", "is_due", "preview", "run"]


def run(ctx: Context, scene: Scene, *, whole: bool) -> ReconnectMade | None:
    """Make the reconnect that is due or asked for, and whatever is missing of the last one.

    None where there is nothing to do. Belongs after a sync; only after a `whole` reading
    does it know that the section is there, so that it makes the task.
    """
    with ctx.database.begin() as tx:
        latest = reconnects.latest(tx, ctx.account_id)
        due = reconnect_days.is_due(tx, ctx.account_id, latest, ctx.clock())
    if latest is None:
        _remember_the_beginning(ctx)
        return None
    if due and whole:
        return _make(ctx, scene, _taken(ctx, latest))
    if latest.gid and latest.steps < len(method.STEPS):
        held = steps_held(ctx, latest)
        return ReconnectMade(latest.number, latest.gid, is_new=False, look_again_at=held)
    return None


def is_due(tx: Connection, ctx: Context) -> bool:
    """Whether `run` would make a task now: the sync before it has to read everything."""
    latest = reconnects.latest(tx, ctx.account_id)
    return reconnect_days.is_due(tx, ctx.account_id, latest, ctx.clock())


def ask(tx: Connection, account_id: int, now: datetime) -> bool:
    """Let the next turn make a reconnect now; False where the last one is still open.

    The account's row must have been locked.
    """
    plan = plans.load(tx, account_id)
    today = local_day(plan, now)
    latest = reconnects.latest(tx, account_id)
    if latest is None:
        latest = Reconnect(0, today, plan.postings, closed_on=today)
        reconnects.begin(tx, account_id, latest)
    if latest.gid and latest.closed_on is None:
        return False
    if not latest.is_wanted:
        reconnects.begin(tx, account_id, Reconnect(latest.number + 1, today, plan.postings))
    accounts.stir(tx, account_id)
    return True


def preview(tx: Connection, account_id: int, now: datetime) -> method.Reconnect:
    """Return the reconnect as it would be now; touches nothing."""
    plan = plans.load(tx, account_id)
    return method.Reconnect(local_day(plan, now), plan.purpose, plan.settings.reconnect)


def _remember_the_beginning(ctx: Context) -> None:
    """The first sync's day, and what the postings asked for then."""
    with ctx.recording() as tx:
        plan = plans.load(tx, ctx.account_id)
        sent = intents.get(tx, ctx.account_id, LinkKind.PROJECT, PROJECT)
        day = local_day(plan, sent.first_sent_at if sent else ctx.clock())
        reconnects.begin(tx, ctx.account_id, Reconnect(0, day, plan.postings, closed_on=day))


def _taken(ctx: Context, latest: Reconnect) -> Reconnect:
    """Take the occasion; its day is today, as one that was slept through is not made up for."""
    if latest.is_wanted:
        return latest
    with ctx.recording() as tx:
        plan = plans.load(tx, ctx.account_id)
        today = local_day(plan, ctx.clock())
        new = Reconnect(latest.number + 1, today, plan.postings)
        reconnects.begin(tx, ctx.account_id, new)
    return new


def _make(ctx: Context, scene: Scene, wanted: Reconnect) -> ReconnectMade:
    scene.layout = with_section(ctx, scene.layout, REVIEWS)
    tasks = ctx.board.tasks(scene.layout)
    found = settled(ctx, scene.layout, wanted, tasks)
    result = found or made(ctx, scene.layout, wanted)
    if result.gid is None:
        return result
    ours = replace(wanted, gid=result.gid)
    held = steps_held(ctx, ours, is_new=found is None)
    return replace(result, look_again_at=held)
