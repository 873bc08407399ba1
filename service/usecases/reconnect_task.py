"""The reconnect's task and its steps: looked for, made once, and left to the person.

The task is known by its marker. A step is known by its name below the task, and nothing but
the name of a subtask is ever asked for: whether it is ticked, and what is written on it, is
the person's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.changes import What
from service.domain.reconnect import STEPS, Reconnect
from service.domain.telling import REVIEW
from service.store import history, intents, links, plans, reconnects
from service.store.intents import Making
from service.store.links import Link, LinkKind
from service.usecases.ports import NewDecision, Refusal
from service.usecases.reconnect_notes import html_notes
from service.usecases.review_task import oldest_copy
from service.usecases.sync.context import local_day
from service.usecases.sync.intent import adopt, held_until, make

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from service.domain.remote import RemoteTask
    from service.errors import ServiceError
    from service.usecases.ports import Layout
    from service.usecases.sync.context import Context


@dataclass(frozen=True, slots=True)
class ReconnectMade:
    """A reconnect. Without a gid Asana has not answered; `look_again_at` says when.

    `is_new` tells whether it was made now, rather than before.
    """

    number: int
    gid: str | None
    is_new: bool = True
    look_again_at: datetime | None = None

    def as_dict(self) -> dict[str, object]:
        """The reconnect as plain data."""
        again = self.look_again_at
        return {
            "number": self.number,
            "gid": self.gid,
            "new": self.is_new,
            "look_again_at": again.isoformat() if again else None,
        }


def marker_of(number: int, layout: Layout) -> str:
    """The mark by which a reconnect is known again; an older database knows it too."""
    return f"momentum:reconnect:{number}-{layout.project}"


def settled(
    ctx: Context,
    layout: Layout,
    wanted: reconnects.Reconnect,
    tasks: Sequence[RemoteTask],
) -> ReconnectMade | None:
    """Find what an earlier try has made, or wait while it may still appear."""
    key = str(wanted.number)
    with ctx.database.begin() as tx:
        sent = intents.get(tx, ctx.account_id, LinkKind.RECONNECT, key)
    if found := oldest_copy(tasks, marker_of(wanted.number, layout)):
        with ctx.recording() as tx:
            adopt(tx, ctx, LinkKind.RECONNECT, key)
            _record(tx, ctx, wanted, found.gid)
        return ReconnectMade(wanted.number, found.gid)
    if until := held_until(ctx, sent):
        return ReconnectMade(wanted.number, None, look_again_at=until)
    return None


def made(ctx: Context, layout: Layout, wanted: reconnects.Reconnect) -> ReconnectMade:
    """Make the task; without an answer, wait out the grace. Refused, it is not tried again."""
    ctx.on_progress(0, 1, "Writing the reconnect")
    marker = marker_of(wanted.number, layout)
    answer = make(
        ctx,
        [Making(LinkKind.RECONNECT, str(wanted.number), marker, {})],
        lambda: [_sent(ctx, layout, wanted, marker)],
        lambda tx, made: _record(tx, ctx, wanted, made[0][1]),
    )
    for _, error in answer.refused:
        ctx.board.open_sections(layout.project)  # out of reach, it stops all work, not this
        _give_up(ctx, wanted, error)
        return ReconnectMade(wanted.number, None, is_new=False)
    if not answer.done:
        return ReconnectMade(wanted.number, None, look_again_at=ctx.clock() + ctx.grace)
    ctx.on_progress(1, 1, "Writing the reconnect")
    return ReconnectMade(wanted.number, answer.done[0][1])


def steps_held(
    ctx: Context, ours: reconnects.Reconnect, *, is_new: bool = False
) -> datetime | None:
    """Make the steps that are missing, in order; without an answer, say when to look again.

    None is made in a task that is done with, or that this database has not sent itself:
    what is not there was deleted. `is_new` says that nothing can be there yet.
    """
    gid = ours.gid or ""
    there = () if is_new else ctx.board.subtask_names(gid)
    with ctx.database.begin() as tx:
        sent = intents.get(tx, ctx.account_id, LinkKind.RECONNECT, str(ours.number))
    if there is None:
        _leave(ctx, ours, len(STEPS))
        return None
    for index in range(ours.steps, len(STEPS)):
        title = STEPS[index].title
        if found := next((one.gid for one in there if one.name == title), None):
            _landed(ctx, ours, index, found)
        elif sent is None or ours.closed_on is not None:
            _leave(ctx, ours, index + 1)
        elif (until := _made_step(ctx, ours, index)) is not None:
            return until
    return None


def _sent(
    ctx: Context, layout: Layout, wanted: reconnects.Reconnect, marker: str
) -> str | ServiceError:
    with ctx.database.begin() as tx:
        plan = plans.load(tx, ctx.account_id)
    found = Reconnect(wanted.due_on, plan.purpose, plan.settings.reconnect)
    try:
        return ctx.board.create_review(
            layout,
            title=found.title,
            html_notes=html_notes(found, marker),
            due_on=found.day,
            marker=marker,
        )
    except Refusal as error:
        return error


def _give_up(ctx: Context, wanted: reconnects.Reconnect, error: ServiceError) -> None:
    """Let this occasion be over: the next one comes when it comes."""
    now = ctx.clock()
    with ctx.recording() as tx:
        day = local_day(plans.load(tx, ctx.account_id), now)
        reconnects.give_up(tx, ctx.account_id, wanted.number, day)
        told = f"{_title(wanted)}: {error}"
        history.note(tx, ctx.account_id, ctx.run_id, now, kind=What.REFUSED, text=told)


def _made_step(ctx: Context, ours: reconnects.Reconnect, index: int) -> datetime | None:
    key = _key(ours, index)
    with ctx.database.begin() as tx:
        sent = intents.get(tx, ctx.account_id, LinkKind.RECONNECT_STEP, key)
    if until := held_until(ctx, sent):
        return until
    step = STEPS[index]
    new = NewDecision(ours.gid or "", step.title, step.notes)
    answer = make(
        ctx,
        [Making(LinkKind.RECONNECT_STEP, key, step.title, {}, parent_key=str(ours.number))],
        lambda: ctx.board.create_decisions([new]),
        lambda tx, made: _record_step(tx, ctx, ours, index, made[0][1].gid),
    )
    if answer.refused:  # the task is gone, or closed to us
        _leave(ctx, ours, index + 1)
    return ctx.clock() + ctx.grace if answer.unanswered else None


def _landed(ctx: Context, ours: reconnects.Reconnect, index: int, gid: str) -> None:
    """Take what an earlier try has made."""
    with ctx.recording() as tx:
        adopt(tx, ctx, LinkKind.RECONNECT_STEP, _key(ours, index))
        _record_step(tx, ctx, ours, index, gid)


def _leave(ctx: Context, ours: reconnects.Reconnect, steps: int) -> None:
    with ctx.recording() as tx:
        reconnects.keep_steps(tx, ctx.account_id, ours.number, steps)


def _record(tx: Connection, ctx: Context, wanted: reconnects.Reconnect, gid: str) -> None:
    reconnects.keep_task(tx, ctx.account_id, wanted.number, gid)
    links.put(tx, ctx.account_id, Link(LinkKind.RECONNECT, str(wanted.number), gid))
    title = _title(wanted)
    history.note(tx, ctx.account_id, ctx.run_id, ctx.clock(), kind=REVIEW, text=title)


def _record_step(
    tx: Connection, ctx: Context, ours: reconnects.Reconnect, index: int, gid: str
) -> None:
    """Remember its gid only to leave it alone, whatever rings for it."""
    reconnects.keep_steps(tx, ctx.account_id, ours.number, index + 1)
    key = _key(ours, index)
    parent = str(ours.number)
    links.put(tx, ctx.account_id, Link(LinkKind.RECONNECT_STEP, key, gid, parent_key=parent))


def _title(wanted: reconnects.Reconnect) -> str:
    return Reconnect(wanted.due_on, "", 0).title


def _key(ours: reconnects.Reconnect, index: int) -> str:
    return f"{ours.number}-{index}"
