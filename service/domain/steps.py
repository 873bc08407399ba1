"""The steps of a goal, merged one by one and in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.domain.merge import Conflict, pull_fields
from service.domain.plan import Step, new_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from service.domain.remote import RemoteStep

DONE, OPEN = "done", "open"


@dataclass(frozen=True, slots=True)
class StepBase:
    """A step as both sides last agreed on it; `gid` is its subtask.

    `unread` is set from its making until Asana shows it in a list for the first time.
    """

    id: str
    gid: str
    text: str
    done: bool
    unread: bool = False


@dataclass(frozen=True, slots=True)
class StepsMerge:
    """The steps after the person's edits in Asana were taken in.

    `bases` is what Asana shows now, in its order. A conflict comes with its step's id.
    """

    steps: tuple[Step, ...]
    bases: tuple[StepBase, ...]
    conflicts: tuple[tuple[str, Conflict], ...] = ()


@dataclass(frozen=True, slots=True)
class StepsPush:
    """What Asana lacks of the plan's steps."""

    create: tuple[Step, ...]
    update: tuple[tuple[StepBase, Step], ...]
    delete: tuple[StepBase, ...]


def new_come_first(
    lists: Iterable[tuple[Sequence[StepBase], Sequence[RemoteStep]]],
) -> bool:
    """Whether Asana seems to put a new subtask first, which it does not say.

    Most piles of new ones that are seen for the first time tell; without any, it may.
    """
    votes = 0
    for bases, seen in lists:
        listed = {step.gid for step in seen}
        new = [base.gid for base in bases if base.unread and base.gid in listed]
        shown = [step.gid for step in seen if step.gid in new]
        if len(new) > 1:
            votes += (shown == new[::-1]) - (shown == new)
    return votes >= 0


def merge_steps(
    local: Sequence[Step],
    bases: Sequence[StepBase],
    remote: Sequence[RemoteStep],
    *,
    first: bool = True,
) -> StepsMerge:
    """Take what the person did to the subtasks into the plan's steps.

    A subtask that is gone takes its step with it, a new one becomes a step. A step that the
    plan dropped comes back if the person has touched its subtask since. A new subtask counts
    once it has a name. `first` says that Asana may put a new subtask before the others.
    """
    known = {base.gid: base for base in bases}
    steps = {step.id: step for step in local}
    fresh: list[StepBase] = []
    conflicts: list[tuple[str, Conflict]] = []
    for seen in remote:
        base = known.get(seen.gid)
        if base is None and not seen.text.strip():
            continue
        fresh.append(StepBase(base.id if base else new_id(), seen.gid, seen.text, seen.done))
        if base is not None and (base.text, base.done) == (seen.text, seen.done):
            continue
        if base is None or base.id not in steps:
            base = fresh[-1]
            steps[base.id] = Step(seen.text, seen.done, base.id)
            continue
        steps[base.id], found = _merge_step(base, steps[base.id], seen)
        conflicts.extend((base.id, conflict) for conflict in found)
    gone = {base.id for base in bases} - {base.id for base in fresh}
    kept = {step_id: step for step_id, step in steps.items() if step_id not in gone}
    return StepsMerge(
        steps=tuple(
            kept[step_id] for step_id in _order(local, bases, fresh, kept, first=first)
        ),
        bases=tuple(fresh),
        conflicts=tuple(conflicts),
    )


def push_steps(local: Sequence[Step], bases: Sequence[StepBase]) -> StepsPush:
    """Compare the plan's steps with what Asana shows, once `merge_steps` has been applied."""
    linked = {base.id: base for base in bases}
    mine = {step.id for step in local}
    return StepsPush(
        create=tuple(step for step in local if step.id not in linked),
        update=tuple(
            (linked[step.id], step)
            for step in local
            if step.id in linked
            and (step.text, step.done) != (linked[step.id].text, linked[step.id].done)
        ),
        delete=tuple(base for base in bases if base.id not in mine),
    )


def moves(wanted: Sequence[str], present: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """The moves that bring `present` into the order of `wanted`: (what, after which).

    Both hold the same ids; None means the very beginning.
    """
    current = list(present)
    for index, item in enumerate(wanted):
        if current[index] != item:
            current.remove(item)
            current.insert(index, item)
            yield item, wanted[index - 1] if index else None


def _merge_step(
    base: StepBase, mine: Step, seen: RemoteStep
) -> tuple[Step, tuple[Conflict, ...]]:
    ours = _fields(mine.text, done=mine.done)
    pull = pull_fields(
        _fields(base.text, done=base.done), ours, _fields(seen.text, done=seen.done)
    )
    agreed = ours | pull.taken
    step = replace(mine, text=agreed["step"] or "", done=agreed["done"] == DONE)
    return step, pull.conflicts


def _fields(text: str, *, done: bool) -> dict[str, str | None]:
    return {"step": text, "done": DONE if done else OPEN}


def _order(
    local: Sequence[Step],
    bases: Sequence[StepBase],
    fresh: Sequence[StepBase],
    kept: Collection[str],
    *,
    first: bool,
) -> list[str]:
    """The person's order where they changed it, else the plan's; newcomers where they stand."""
    mine = [step.id for step in local if step.id in kept]
    theirs = [base.id for base in fresh if base.id in kept]
    there = [base for base in bases if base.id in theirs]
    before = [base.id for base in there]
    now = [step_id for step_id in theirs if step_id in before]
    # Where Asana puts a new subtask first, a pile that is first seen upside down is its
    # doing, and no order of the person's.
    pile = [base.id for base in reversed(there) if base.unread]
    stacked = pile + [base.id for base in there if not base.unread]
    if now != before and not (first and now == stacked):
        return _weave(theirs, mine)
    return _weave(mine, theirs)


def _weave(main: Sequence[str], other: Sequence[str]) -> list[str]:
    """`main` with what only `other` has, each put behind its predecessor in `other`."""
    woven = list(main)
    previous: str | None = None
    for item in other:
        if item not in woven:
            woven.insert(woven.index(previous) + 1 if previous else 0, item)
        previous = item
    return woven
