"""What Asana refused is not sent again as it was, until something about it changes.

Each write has a name and a print of what it would do, of what Asana showed and of where it
goes. A refused one is left out while its print stays the same, for a day at the longest.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from service.domain.changeset import ChangeSet
from service.domain.fields import local_fields, place_of
from service.store import refusals

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from service.domain.changeset import GoalEdit, StepEdit
    from service.domain.plan import Goal, Step
    from service.domain.steps import StepBase
    from service.usecases.sync.context import Context
    from service.usecases.sync.scene import Scene

REMEMBERED = timedelta(days=1)


class Write(NamedTuple):
    """One write: what it is known by, and the print of what it would do."""

    key: str
    what: str


def remembered(ctx: Context) -> dict[str, str]:
    """Return the prints of what Asana refused lately, by key."""
    with ctx.database.begin() as tx:
        return refusals.since(tx, ctx.account_id, ctx.clock() - REMEMBERED)


def remember(tx: Connection, scene: Scene, write: Write) -> None:
    """Keep in mind that Asana refused this write."""
    account_id, now = scene.ctx.account_id, scene.ctx.clock()
    refusals.forget(tx, account_id, now - REMEMBERED)
    refusals.put(tx, account_id, *write, now)


def without_refused(scene: Scene, wanted: ChangeSet) -> ChangeSet:
    """Return the change set without what Asana has refused as it is."""
    return ChangeSet(
        tuple(goal for goal in wanted.create if _is_new(scene, goal_made(scene, goal))),
        tuple(left for edit in wanted.edit if (left := left_of(scene, edit))),
        tuple(one for one in wanted.create_steps if _is_new(scene, step_made(one[1]))),
        tuple(edit for edit in wanted.edit_steps if _is_new(scene, step_written(edit))),
        tuple(one for one in wanted.delete_steps if _is_new(scene, step_removed(one[1]))),
        tuple(goal for goal in wanted.reorder if _is_new(scene, steps_ordered(goal))),
    )


def left_of(scene: Scene, edit: GoalEdit) -> GoalEdit:
    """Return what is left of an edit without its refused parts: the fields, or the move."""
    if not _is_new(scene, fields_written(scene, edit)):
        edit = replace(edit, fields={}, completed=None, later=None)
    if not _is_new(scene, moved(scene, edit)):
        edit = replace(edit, section=None)
    return edit


def goal_made(scene: Scene, goal: Goal) -> Write:
    """The making of a goal's task, in its section."""
    where = scene.layout.sections.get(place_of(goal).value)
    return _write("make", goal.id, local_fields(goal, scene.plan), where)


def fields_written(scene: Scene, edit: GoalEdit) -> Write:
    """The part of an edit that is written to the task itself."""
    shown = {name: edit.base.fields.get(name) for name in edit.fields}
    filing = edit.later, scene.layout.later, scene.layout.inbox
    return _write("write", edit.goal.id, edit.fields, shown, edit.completed, filing)


def moved(scene: Scene, edit: GoalEdit) -> Write:
    """The part of an edit that moves the task into another section."""
    where = scene.layout.sections.get(edit.section.value) if edit.section else None
    return _write("move", edit.goal.id, edit.section, edit.base.standing.section, where)


def step_made(step: Step) -> Write:
    """The making of a step's subtask."""
    return _write("make", step.id, step.text, step.done)


def step_written(edit: StepEdit) -> Write:
    """The change of a step's subtask."""
    step, base = edit.step, edit.base
    return _write("write", step.id, step.text, step.done, base.text, base.done)


def step_removed(base: StepBase) -> Write:
    """The removal of a step's subtask."""
    return _write("remove", base.id, base.gid)


def steps_ordered(goal: Goal) -> Write:
    """The ordering of a goal's subtasks."""
    return _write("order", goal.id, [step.id for step in goal.steps])


def _is_new(scene: Scene, write: Write) -> bool:
    return scene.refused.get(write.key) != write.what


def _write(verb: str, of: str, *what: object) -> Write:
    text = json.dumps(what, sort_keys=True, default=str)
    return Write(f"{verb} {of}", hashlib.sha256(text.encode()).hexdigest())
