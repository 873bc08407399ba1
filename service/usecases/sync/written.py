"""What Asana shows of a thing right after we wrote it, recorded as what both sides agree on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.changes import Change, What
from service.domain.fields import with_fields
from service.store import plans
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from service.domain.base import Base
    from service.domain.plan import Goal, Step
    from service.domain.remote import RemoteTask
    from service.usecases.sync.scene import Scene


def record_written(
    tx: Connection,
    scene: Scene,
    goal: Goal,
    sent: Base,
    shown: RemoteTask,
    *,
    wrote: Collection[str],
) -> None:
    """Record a goal's task as Asana shows it; `sent` is what it was meant to become.

    Asana may normalise what it is given, and notes with formatting of the person's are not
    rewritten. Where it shows otherwise than was sent, the plan takes Asana's value, so that
    the next sync has nothing to write. A tick or a move that we did not write is left for
    the next reading, which knows what to make of it.
    """
    scene.keep(tx, goal, replace(sent, fields={**sent.fields, **shown.fields}, lost=None))
    other = {name: value for name, value in shown.fields.items() if value != sent.fields[name]}
    if not other:
        return
    scene.plan = plans.load(tx, scene.ctx.account_id)
    today = local_day(scene.plan, scene.ctx.clock())
    changed = with_fields(scene.plan.goal(goal.id), other, scene.plan, today)
    scene.plan = scene.plan.with_goal(changed)
    plans.save_goal(tx, scene.ctx.account_id, changed)
    for name, value in other.items():
        ours = sent.fields[name] or ""
        if name in wrote and _reads_alike(ours, value or ""):
            continue
        what = What.CONFLICT if name in wrote else What.PULL
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
