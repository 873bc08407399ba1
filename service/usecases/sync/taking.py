"""A reading taken into the plan, in one transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from service.domain.reconcile import Reconciled, reconcile
from service.domain.remote import Remote
from service.domain.schedule import StoryKind, place
from service.store import accounts, decisions, history, plans, reconnects
from service.store.links import LinkKind
from service.usecases.plan_changes import keep_copies
from service.usecases.sync.context import local_day
from service.usecases.sync.guard import kept
from service.usecases.sync.intent import adopt
from service.usecases.sync.memory import recall

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from service.domain.base import Known
    from service.usecases.sync.context import Context
    from service.usecases.sync.scene import Scene


A_WEEK = timedelta(days=6)
MOST = 1000


def take_in(
    scene: Scene,
    remote: Remote,
    token: str | None = None,
    *,
    keep: bool = False,
    before: Known | None = None,
) -> None:
    """Take `remote` into the plan as it stands now, and record both sides.

    On the first sync of a day the calendar does its part too. `token` is the place in the
    event stream from before the reading: kept only now, so that no event is lost to a crash.
    With `keep` the goals whose tasks vanished stay, to get new tasks. `before` is what was
    known then.
    """
    ctx = scene.ctx
    with ctx.recording() as tx:
        known = _known(tx, ctx, before, remote)
        today = local_day(known.plan, ctx.clock())
        new_day = accounts.get(tx, ctx.account_id).last_day != today
        was = kept(known, remote) if keep else known
        result = reconcile(was, remote, today, new_day=new_day)
        nothing_new = known is before and not (result.changes or result.answered)
        scene.still = today if nothing_new else None
        _store(tx, scene, known, result)
        _store_answers(tx, scene, known, result)
        _store_closed(tx, scene, known, remote)
        if token is not None:
            accounts.set_event_token(tx, ctx.account_id, token)
        if new_day:
            accounts.set_last_day(tx, ctx.account_id, today)
            _tell(tx, scene, result)
        scene.note(tx, *result.changes)
    landed = set(result.landed)
    scene.duplicates.extend(result.duplicates)
    scene.held = {
        key: sent.until
        for key, sent in known.sent.items()
        if not sent.answered and key not in landed and sent.until > ctx.clock()
    }


def _known(tx: Connection, ctx: Context, before: Known | None, remote: Remote) -> Known:
    """What is known, read once more: people may have changed the plan while Asana was read.

    Where there is nothing to take in, what was known before is as good: a plan that was
    changed meanwhile has asked for a turn of its own.
    """
    if before is not None and remote == Remote():
        today = local_day(before.plan, ctx.clock())
        is_new_day = accounts.get(tx, ctx.account_id).last_day != today
        if not is_new_day and place(before.plan, today) == before.plan:
            return before
    return recall(tx, ctx.account_id, ctx.grace)


def _tell(tx: Connection, scene: Scene, result: Reconciled) -> None:
    """Write what the calendar did into the history; the next review tells it."""
    ctx = scene.ctx
    lately = history.recent(tx, ctx.account_id, MOST, since=ctx.clock() - A_WEEK)
    asked = {entry.goal_id for entry in lately if entry.kind == StoryKind.NO_ROOM}
    for story in result.stories:
        if story.what is StoryKind.NO_ROOM and story.goal_id in asked:
            continue  # it is true every day
        history.note(
            tx,
            ctx.account_id,
            ctx.run_id,
            ctx.clock(),
            goal_id=story.goal_id,
            kind=story.what.value,
            text=story.detail,
        )


def _store(tx: Connection, scene: Scene, known: Known, result: Reconciled) -> None:
    account_id = scene.ctx.account_id
    if result.plan != known.plan:
        plans.save(tx, account_id, result.plan)
        keep_copies(tx, account_id, known.plan, result.plan, now=scene.ctx.clock())
    scene.plan = result.plan
    scene.bases, scene.steps = dict(known.bases), dict(known.steps)
    ids = [goal.id for goal in result.plan.goals]
    bases = ((goal_id, result.bases.get(goal_id)) for goal_id in ids)
    new = {key: base for key, base in bases if base and base != known.bases.get(key)}
    scene.keep(tx, new)
    steps = ((goal_id, result.steps.get(goal_id, ())) for goal_id in ids)
    scene.keep_steps(tx, {key: now for key, now in steps if now != known.steps.get(key, ())})
    goals = {goal.id for goal in result.plan.goals}
    for key in result.landed:
        kind = LinkKind.GOAL if key in goals else LinkKind.STEP
        adopt(tx, scene.ctx, kind, key)


def _store_answers(tx: Connection, scene: Scene, known: Known, result: Reconciled) -> None:
    """Record what was decided beside the plan that came of it, so that it is done once."""
    now = {asked.key: asked for asked in (*known.asked, *result.answered)}
    for asked in result.answered:
        decisions.keep(tx, scene.ctx.account_id, asked, scene.ctx.clock())
    scene.to_say = [asked for asked in now.values() if asked.says and asked.gid]


def _store_closed(tx: Connection, scene: Scene, known: Known, remote: Remote) -> None:
    """Record that the person is through with the reconnect, or wants none of it."""
    task = remote.tasks.get(known.reconnect or "")
    if task is not None and (task.standing.completed or task.absent is not None):
        today = local_day(known.plan, scene.ctx.clock())
        reconnects.close(tx, scene.ctx.account_id, task.gid, today)
