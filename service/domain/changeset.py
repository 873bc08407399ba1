"""What Asana lacks of the plan, once everything the person did there has been taken in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.changes import Change, What
from service.domain.fields import Fields, Place, local_fields, place_of
from service.domain.merge import push_fields, standing_of
from service.domain.plan import Goal, State, Step
from service.domain.remote import Absent
from service.domain.steps import StepBase, push_steps

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from service.domain.base import Base
    from service.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class GoalEdit:
    """What one goal's task should become; None and empty leave it as it is.

    `later` says whether it belongs into the later-section of the person's My Tasks.
    """

    goal: Goal
    base: Base
    fields: Fields
    completed: bool | None = None
    section: Place | None = None
    later: bool | None = None

    @property
    def writes_fields(self) -> bool:
        """Whether there is anything to write besides a move."""
        return bool(self.fields) or self.completed is not None or self.later is not None

    def __bool__(self) -> bool:
        """Whether there is anything to write."""
        return self.writes_fields or self.section is not None


@dataclass(frozen=True, slots=True)
class StepEdit:
    """What one step's subtask should become."""

    goal: Goal
    base: StepBase
    step: Step


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Everything that has to be written, in the plan's order."""

    create: tuple[Goal, ...]
    edit: tuple[GoalEdit, ...]
    create_steps: tuple[tuple[Goal, Step], ...]
    edit_steps: tuple[StepEdit, ...]
    delete_steps: tuple[tuple[Goal, StepBase], ...]
    reorder: tuple[Goal, ...]

    def __len__(self) -> int:
        """How many things have to be written."""
        goals = len(self.create) + len(self.edit) + len(self.reorder)
        steps = len(self.create_steps) + len(self.edit_steps) + len(self.delete_steps)
        return goals + steps

    def changes(self) -> list[Change]:
        """The change set in words, for showing it before it is done."""
        found = [Change(What.CREATE, goal.skill, goal.id) for goal in self.create]
        found += [
            Change(What.CREATE, goal.skill, goal.id, "step", new=step.text)
            for goal, step in self.create_steps
        ]
        for edit in self.edit:
            found += edit_changes(edit)
        found += [
            Change(
                What.UPDATE,
                edit.goal.skill,
                edit.goal.id,
                "step",
                edit.base.text,
                edit.step.text,
            )
            for edit in self.edit_steps
        ]
        found += [
            Change(What.REMOVE, goal.skill, goal.id, "step", base.text)
            for goal, base in self.delete_steps
        ]
        found += [
            Change(What.UPDATE, goal.skill, goal.id, "order of steps") for goal in self.reorder
        ]
        return found


def edit_changes(edit: GoalEdit) -> list[Change]:
    """One edit in words: a line for each field."""
    goal, before = edit.goal, edit.base.fields
    found = [
        Change(What.UPDATE, goal.skill, goal.id, name, before.get(name) or "", value or "")
        for name, value in edit.fields.items()
    ]
    if edit.section is not None:
        was = edit.base.standing.section
        old = was.value if was else ""
        found.append(
            Change(What.UPDATE, goal.skill, goal.id, "section", old, edit.section.value)
        )
    if edit.completed is not None:
        new = "completed" if edit.completed else "reopened"
        found.append(Change(What.UPDATE, goal.skill, goal.id, "completed", new=new))
    if edit.later is not None:
        new = "later" if edit.later else "back"
        found.append(Change(What.UPDATE, goal.skill, goal.id, "my tasks", new=new))
    return found


def step_change(edit: StepEdit) -> Change:
    """One edit of a step in words."""
    goal, step = edit.goal, edit.step
    new = f"{step.text} (done)" if step.done and not edit.base.done else step.text
    return Change(What.UPDATE, goal.skill, goal.id, "step", edit.base.text, new)


def goal_edit(goal: Goal, plan: Plan, base: Base, *, my_tasks: bool) -> GoalEdit:
    """Compare one goal with what Asana shows of it."""
    fields = push_fields(base.fields, local_fields(goal, plan, base.fields))
    fields.pop("place", None)
    want = standing_of(place_of(goal), base.standing, base.place)
    later = goal.state is State.DEFERRED
    return GoalEdit(
        goal,
        base,
        fields,
        completed=want.completed if want.completed != base.standing.completed else None,
        section=want.section if want.section is not base.standing.section else None,
        later=later if my_tasks and later != base.later else None,
    )


def change_set(
    plan: Plan,
    bases: Mapping[str, Base],
    steps: Mapping[str, tuple[StepBase, ...]],
    *,
    held: Collection[str] = (),
    my_tasks: bool = False,
) -> ChangeSet:
    """Work out everything that Asana lacks of `plan`.

    `held` are ids of goals and steps whose creation is unanswered: they wait. A let-go goal
    that Asana never saw stays out of it, and a task that was lost is not written.
    """
    create, edits = [], []
    new_steps, step_edits, dropped, reorder = [], [], [], []
    for goal in plan.goals:
        base = bases.get(goal.id)
        if base is None or base.lost is not None:
            if goal.id in held or not _wanted(goal, base):
                continue
            create.append(goal)
            new_steps += [(goal, step) for step in goal.steps]
            continue
        if edit := goal_edit(goal, plan, base, my_tasks=my_tasks):
            edits.append(edit)
        linked = steps.get(goal.id, ())
        push = push_steps(goal.steps, linked)
        new_steps += [(goal, step) for step in push.create if step.id not in held]
        step_edits += [StepEdit(goal, was, step) for was, step in push.update]
        dropped += [(goal, was) for was in push.delete]
        if out_of_order(goal, linked):
            reorder.append(goal)
    return ChangeSet(
        tuple(create),
        tuple(edits),
        tuple(new_steps),
        tuple(step_edits),
        tuple(dropped),
        tuple(reorder),
    )


def out_of_order(goal: Goal, linked: tuple[StepBase, ...]) -> bool:
    """Whether the subtasks stand otherwise than the steps do, newcomers counted at the end."""
    shown = [base.id for base in linked]
    mine = [step.id for step in goal.steps]
    present = [step_id for step_id in shown if step_id in mine]
    return mine != present + [step_id for step_id in mine if step_id not in shown]


def _wanted(goal: Goal, lost: Base | None) -> bool:
    """Whether a goal without a task of ours gets a new one."""
    if lost is not None and lost.lost is Absent.MOVED_OUT:
        return goal.state is State.ACTIVE  # taken up again by the person
    return goal.state is not State.LET_GO
