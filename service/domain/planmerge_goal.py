"""One goal of a file merged into the plan, field by field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.plan import Goal, Group, State, Step, new_id, roads_of
from service.domain.planmerge_lists import (
    Naming,
    identified,
    in_order,
    match_all,
    newer,
    newer_set,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEPS: Naming[Step] = Naming(
    present=lambda step: step.text,
    former=lambda _: (),
    with_id=lambda step, step_id: replace(step, id=step_id),
)


def merge_goal(base: Goal | None, local: Goal, incoming: Goal) -> tuple[Goal, Goal]:
    """Merge a goal; return it with the file's version under the ids that it now has.

    A field counts if the file changed it since `base`; then it is the person's newest word.
    Without a base (the file brings a goal that the plan has by another way), what the file
    leaves empty says nothing.
    """
    was = base or Goal(incoming.skill, local.group, id="")
    steps, file_steps = _merge_steps(was.steps, local.steps, incoming.steps)
    merged = replace(
        _renamed(was, local, incoming),
        how=newer(was.how, local.how, incoming.how),
        evidence=newer(was.evidence, local.evidence, incoming.evidence),
        notes=newer(was.notes, local.notes, incoming.notes),
        answers=newer_set(was.answers, local.answers, incoming.answers),
        steps=steps,
        deadline=newer(was.deadline, local.deadline, incoming.deadline),
        undated=newer(was.undated, local.undated, incoming.undated),
    )
    if incoming.deadline and incoming.deadline != was.deadline:
        merged = replace(merged, undated=False)
    merged = _moved(was, _regrouped(base, merged, incoming), incoming)
    via = newer(was.via, local.via, incoming.via)
    merged = replace(merged, via=via if via in roads_of(merged.home) else None)
    return merged, replace(incoming, id=local.id, steps=file_steps)


def asks_back(base: Goal | None, local: Goal, incoming: Goal) -> bool:
    """Whether the file newly wants a goal that was let go; it stays so nevertheless."""
    if local.state is not State.LET_GO or incoming.state is State.LET_GO:
        return False
    return base is None or _standing(base) != _standing(incoming)


def _standing(goal: Goal) -> tuple[Group, State | None]:
    return goal.group, goal.state


def _renamed(was: Goal, local: Goal, incoming: Goal) -> Goal:
    former = newer_set(was.former_names, local.former_names, incoming.former_names)
    name = newer(was.skill, local.skill, incoming.skill)
    known = replace(local, former_names=former)
    return known if name == local.skill else known.renamed(name)


def _regrouped(base: Goal | None, local: Goal, incoming: Goal) -> Goal:
    """Take over that the file says mastered, let go, or another group."""
    if local.state is State.LET_GO or (base and _standing(base) == _standing(incoming)):
        return local
    if incoming.state is State.LET_GO:
        return local.let_go(incoming.reason)
    if incoming.group is Group.MASTERED:
        return local.mastered()
    if local.state is not State.MASTERED:
        changed = base is None or base.group != incoming.group
        return replace(local, group=incoming.group) if changed else local
    if base and base.group is Group.MASTERED:
        return replace(local, group=incoming.group, state=None, quarter=None)
    regrouped = base is not None and base.group != incoming.group
    return replace(local, came_from=incoming.group) if regrouped else local


def _moved(was: Goal, local: Goal, incoming: Goal) -> Goal:
    """Take over a day or quarter to come back in; `schedule.place` finds the place then."""
    pinned = newer(was.pinned, local.pinned, incoming.pinned)
    not_before = newer(was.not_before, local.not_before, incoming.not_before)
    state = newer(was.state, local.state, incoming.state)
    if was.state is incoming.state is State.DEFERRED and incoming.quarter != was.quarter:
        pinned = newer(was.quarter, pinned, incoming.quarter)
    chosen = (pinned, not_before) != (local.pinned, local.not_before)
    if local.state not in (State.ACTIVE, State.DEFERRED):
        return replace(local, pinned=pinned, not_before=not_before)
    if state is State.ACTIVE and local.state is State.DEFERRED:
        return replace(local, state=state, quarter=None, pinned=None, not_before=None)
    if state is State.DEFERRED and local.state is State.ACTIVE:
        chosen = True
    if not chosen:
        return local
    waits = incoming.state is State.DEFERRED and pinned is None
    return replace(
        local,
        state=State.DEFERRED if waits else None,
        quarter=None,
        pinned=pinned,
        not_before=not_before,
        undated=False,
    )


def _merge_steps(
    base: Sequence[Step], local: Sequence[Step], incoming: Sequence[Step]
) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """Merge steps; return them, and the file's under the ids that they now have.

    A step that the file dropped is dropped. One that was dropped in Asana stays so, unless
    the file changed it since.
    """
    base = identified(base, local, _STEPS)
    matches = match_all(base, local, incoming, _STEPS)
    merged = {step.id: step for step in local}
    kept: list[Step] = []
    for match in matches:
        step, was, mine = match.incoming, match.base, match.local
        if mine is not None:
            text = newer(was.text if was else step.text, mine.text, step.text)
            done = newer(was.done if was else False, mine.done, step.done)
            merged[mine.id] = Step(text, done, mine.id)
            kept.append(replace(step, id=mine.id))
        elif was is not None and (was.text, was.done) == (step.text, step.done):
            kept.append(replace(step, id=was.id))
        else:
            kept.append(replace(step, id=new_id()))
            merged[kept[-1].id] = kept[-1]
    in_file = {step.id for step in kept}
    for step in base:
        if step.id not in in_file:
            merged.pop(step.id, None)
    order = in_order([step.id for step in base], list(merged), [step.id for step in kept])
    return tuple(merged[step_id] for step_id in order), tuple(kept)
