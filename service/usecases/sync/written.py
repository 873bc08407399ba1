"""What Asana shows of a thing right after we wrote it, recorded as what both sides agree on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.changes import Change, What
from service.domain.fields import with_fields
from service.store import plans
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from service.domain.base import Base
    from service.domain.plan import Goal, Step
    from service.domain.remote import RemoteStep, RemoteTask
    from service.usecases.sync.scene import Scene


def record_written(
    tx: Connection, scene: Scene, goal: Goal, sent: Base, shown: RemoteTask
) -> None:
    """Record a goal's task as Asana shows it; `sent` is what it was meant to become.

    Asana may normalise what it is given, and notes with formatting of the person's are not
    rewritten. Where it shows otherwise than was sent, the plan takes Asana's value, so that
    the next sync has nothing to write.
    """
    fields = {**sent.fields, **shown.fields}
    standing = sent.standing if shown.absent else shown.standing
    scene.keep(tx, goal, replace(sent, fields=fields, standing=standing, lost=None))
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
        scene.note(tx, Change(What.CONFLICT, goal.skill, goal.id, name, ours, value or ""))


def take_normalised_step(
    tx: Connection, scene: Scene, goal_id: str, sent: Step, shown: RemoteStep
) -> None:
    """Take a step's text as Asana shows it after it was written."""
    if (shown.text, shown.done) == (sent.text, sent.done):
        return
    scene.plan = plans.load(tx, scene.ctx.account_id)
    goal = scene.plan.goal(goal_id)
    steps = tuple(
        replace(step, text=shown.text, done=shown.done) if step.id == sent.id else step
        for step in goal.steps
    )
    goal = replace(goal, steps=steps)
    scene.plan = scene.plan.with_goal(goal)
    plans.save_goal(tx, scene.ctx.account_id, goal)
