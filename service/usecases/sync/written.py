"""What Asana shows of a thing right after we wrote it, recorded as what both sides agree on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.domain.changes import Change, What
from service.domain.fields import with_fields
from service.store import plans
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection

    from service.domain.base import Base
    from service.domain.plan import Goal, Step
    from service.domain.remote import RemoteTask
    from service.usecases.sync.scene import Scene


@dataclass(frozen=True, slots=True)
class Written:
    """A goal's task, meant to be as `sent`, by a request that `wrote` this, and as `shown`."""

    goal: Goal
    sent: Base
    shown: RemoteTask
    wrote: Collection[str]

    @property
    def base(self) -> Base:
        """What both sides agree on from now on."""
        return replace(self.sent, fields={**self.sent.fields, **self.shown.fields}, lost=None)


def record_written(tx: Connection, scene: Scene, written: Sequence[Written]) -> None:
    """Record goals' tasks as Asana shows them.

    Asana may normalise what it is given, and notes with formatting of the person's are not
    rewritten. Where it shows otherwise than was sent, the plan takes Asana's value, so that
    the next sync has nothing to write. A tick or a move that we did not write is left for
    the next reading, which knows what to make of it.
    """
    scene.keep(tx, {one.goal.id: one.base for one in written})
    for one in written:
        _take_normalised(tx, scene, one)


def _take_normalised(tx: Connection, scene: Scene, written: Written) -> None:
    goal, sent = written.goal, written.sent
    shown = written.shown.fields.items()
    other = {name: value for name, value in shown if value != sent.fields[name]}
    if not other:
        return
    scene.plan = plans.load(tx, scene.ctx.account_id)
    today = local_day(scene.plan, scene.ctx.clock())
    changed = with_fields(scene.plan.goal(goal.id), other, scene.plan, today)
    scene.plan = scene.plan.with_goal(changed)
    plans.save_goal(tx, scene.ctx.account_id, changed)
    for name, value in other.items():
        ours = sent.fields[name] or ""
        if name in written.wrote and _reads_alike(ours, value or ""):
            continue
        what = What.CONFLICT if name in written.wrote else What.PULL
        scene.note(tx, Change(what, goal.skill, goal.id, name, ours, value or ""))


def take_normalised_step(
    tx: Connection, scene: Scene, goal_id: str, sent: Step, text: str
) -> None:
    """Take a step's text as Asana shows it after it was written."""
    if text == sent.text:
        return
    scene.plan = plans.load(tx, scene.ctx.account_id)
    goal = scene.plan.goal(goal_id)
    steps = tuple(
        replace(step, text=text) if step.id == sent.id else step for step in goal.steps
    )
    goal = replace(goal, steps=steps)
    scene.plan = scene.plan.with_goal(goal)
    plans.save_goal(tx, scene.ctx.account_id, goal)


def _reads_alike(ours: str, shown: str) -> bool:
    """Whether Asana only changed the white space."""
    return ours.split() == shown.split()
