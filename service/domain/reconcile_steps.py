"""One goal's subtasks taken into its steps, ours told from the person's by their markers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.changes import Change, What
from service.domain.plan import Step
from service.domain.remote import RemoteStep, step_marker
from service.domain.steps import StepBase, merge_steps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.domain.base import Sent
    from service.domain.plan import Goal


@dataclass(frozen=True, slots=True)
class StepsTaken:
    """A goal's steps after a reading; the rest as in `Reconciled`."""

    steps: tuple[Step, ...]
    bases: tuple[StepBase, ...]
    landed: tuple[str, ...]
    duplicates: tuple[RemoteStep, ...]
    changes: tuple[Change, ...]


def take_steps(
    goal: Goal,
    bases: Sequence[StepBase],
    seen: Sequence[RemoteStep],
    sent: Mapping[str, Sent],
    *,
    first: bool,
) -> StepsTaken:
    """Take a goal's subtasks into its steps; `first` as in `merge_steps`."""
    linked = {base.gid for base in bases}
    landed: list[StepBase] = []
    duplicates: list[RemoteStep] = []
    ours = {step_marker(step.id): step for step in (*_dropped(goal, sent), *goal.steps)}
    known = {base.id for base in bases}
    for subtask in seen:
        step = next((ours[marker] for marker in subtask.markers if marker in ours), None)
        if step is None or subtask.gid in linked:
            continue
        request = sent.get(step.id)
        if step.id not in known:
            landed.append(_landed(step, subtask, request))
            known.add(step.id)
        elif request and request.made_late(subtask.created_at) and _as_sent(subtask, request):
            duplicates.append(subtask)
    theirs = [subtask for subtask in seen if subtask not in duplicates]
    merge = merge_steps(goal.steps, [*bases, *landed], theirs, first=first)
    conflicts = {step_id for step_id, _ in merge.conflicts}
    return StepsTaken(
        merge.steps,
        merge.bases,
        tuple(base.id for base in landed if base.id in sent),
        tuple(duplicates),
        tuple(_changes(goal, merge.steps, conflicts)),
    )


def _dropped(goal: Goal, sent: Mapping[str, Sent]) -> list[Step]:
    """Steps that the plan dropped before Asana answered whether it had made them."""
    return [
        Step(request.base.text, request.base.done, request.base.id)
        for request in sent.values()
        if request.parent == goal.id
        and not request.answered
        and isinstance(request.base, StepBase)
    ]


def _landed(step: Step, subtask: RemoteStep, request: Sent | None) -> StepBase:
    if request is not None and isinstance(request.base, StepBase):
        return StepBase(step.id, subtask.gid, request.base.text, request.base.done)
    return StepBase(step.id, subtask.gid, step.text, step.done)


def _as_sent(subtask: RemoteStep, request: Sent) -> bool:
    """Whether the person has left it as one of our requests made it."""
    return not subtask.subtasks and any(
        isinstance(base, StepBase) and (subtask.text, subtask.done) == (base.text, base.done)
        for base in (request.base, *request.earlier)
    )


def _changes(goal: Goal, steps: Sequence[Step], conflicts: set[str]) -> list[Change]:
    before = {step.id: step for step in goal.steps}
    after = {step.id: step for step in steps}
    changes = []
    for step_id in dict.fromkeys((*before, *after)):
        old, new = before.get(step_id), after.get(step_id)
        if old == new:
            continue
        what = What.ADOPT if old is None else What.PULL
        what = What.CONFLICT if step_id in conflicts else what
        changes.append(Change(what, goal.skill, goal.id, "step", _shown(old), _shown(new)))
    if not changes and list(before) != list(after):
        changes.append(Change(What.PULL, goal.skill, goal.id, "order of steps"))
    return changes


def _shown(step: Step | None) -> str:
    return "" if step is None else f"{'☑' if step.done else '☐'} {step.text}"
