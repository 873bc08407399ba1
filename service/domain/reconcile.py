"""One reading of Asana taken into the plan: first what the person did, then the calendar.

Pure. What Asana lacks of the plan afterwards is worked out by `changeset`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from service.domain.answers import take_answers
from service.domain.base import Base, Known
from service.domain.changes import ENERGY, GROUP, HEART, LABEL, UNSORTED, Change, What
from service.domain.fields import (
    NOTE_FIELDS,
    Fields,
    Place,
    local_fields,
    place_of,
    with_fields,
)
from service.domain.merge import Conflict, Pull, Standing, place_now, pull_fields
from service.domain.plan import Goal, Group, Plan, State, new_id
from service.domain.reconcile_steps import take_steps
from service.domain.remote import Absent, Remote, RemoteTask, goal_marker
from service.domain.schedule import Story, daily, place
from service.domain.steps import new_come_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from service.domain.decision import Asked
    from service.domain.remote import RemoteStep
    from service.domain.steps import StepBase

_MARK = re.compile(re.escape(goal_marker("")) + "([A-Za-z0-9]{1,40})")


@dataclass(slots=True)
class Reconciled:
    """The plan and the bases after a reading, and what that changed.

    `answered` are the decisions of reviews that have become something else.
    `landed` are goals and steps whose unanswered creation was found, `duplicates` tasks and
    subtasks that a late request of ours made once more.
    """

    plan: Plan
    bases: dict[str, Base]
    steps: dict[str, tuple[StepBase, ...]]
    changes: list[Change] = field(default_factory=list)
    stories: tuple[Story, ...] = ()
    answered: list[Asked] = field(default_factory=list)
    landed: list[str] = field(default_factory=list)
    duplicates: list[RemoteTask | RemoteStep] = field(default_factory=list)


def reconcile(known: Known, remote: Remote, today: date, *, new_day: bool) -> Reconciled:
    """Take `remote` into the plan and, on a new day, let the calendar do its part."""
    result = Reconciled(known.plan, dict(known.bases), dict(known.steps))
    for goal in known.plan.goals:
        base = _base_of(goal, known, remote, result)
        if base is not None and (task := remote.tasks.get(base.gid)) is not None:
            _take_task(result, goal, base, task, today)
    _adopt_tasks(result, known, remote, today)
    first = new_come_first(_lists(result, known, remote))
    for goal in result.plan.goals:
        _take_steps(result, goal, known, remote, first=first)
    _take_answers(result, known, remote, today)
    result.plan = place(result.plan, today)
    if new_day:
        result.plan, result.stories = daily(result.plan, today)
    return result


def _base_of(goal: Goal, known: Known, remote: Remote, result: Reconciled) -> Base | None:
    """The goal's base; for a task that is only known by its marker, what it was sent with."""
    base, sent = known.bases.get(goal.id), known.sent.get(goal.id)
    made_anew = base is not None and base.lost and sent is not None and not sent.answered
    if base is not None and not made_anew:
        return base
    marker = goal_marker(goal.id)
    taken = {one.gid for one in result.bases.values()}
    found = [
        task
        for task in remote.tasks.values()
        if marker in task.markers and task.gid not in taken
    ]
    if not found:
        return base
    gid = min(found, key=lambda task: (str(task.created_at), task.gid)).gid
    result.steps[goal.id] = ()  # those of an earlier task went with it
    if sent is not None and isinstance(sent.base, Base):
        result.landed.append(goal.id)
        return replace(sent.base, gid=gid)
    # Made by us, but not remembered (an older database): what Asana holds is the newer.
    where = place_of(goal)
    standing = Standing(where is Place.MASTERED, where)
    return Base(gid, local_fields(goal, known.plan), standing)


def _take_task(
    result: Reconciled, goal: Goal, base: Base, task: RemoteTask, today: date
) -> None:
    if task.absent is not None:
        _take_absence(result, goal, base, _why_absent(task, result))
        return
    local = local_fields(goal, result.plan, base.fields)
    if base.lost is None:
        meant = place_now(goal, base.place, base.standing, task.standing)
        pull = pull_fields(base.fields, local, {**task.fields, "place": meant.value})
    else:
        meant = _found_again(base, task)
        pull = _restored(base, local, task, meant)
    # In a section of the person's own a tick changes the place, and only then it leaves.
    agreed = base.place if task.standing.section is None else meant
    result.bases[goal.id] = base.seen(task, agreed)
    if pull.taken:
        result.plan = result.plan.with_goal(with_fields(goal, pull.taken, result.plan, today))
        result.changes.extend(_changes(goal, pull.taken, local, pull.conflicts))
    if task.liked is not base.liked:
        result.changes.append(_energy(goal, liked=task.liked))
    result.changes.extend(
        Change(What.PULL, goal.skill, goal.id, LABEL, old=name)
        for name in sorted(result.bases[goal.id].unlabelled - base.unlabelled)
    )


def _found_again(base: Base, task: RemoteTask) -> Place:
    """Where a task that is back means to be: ticked meanwhile, it is mastered."""
    section = task.standing.section
    if task.standing.completed and not base.standing.completed and section is not Place.LET_GO:
        return Place.MASTERED
    return section or base.place


def _restored(base: Base, local: Fields, task: RemoteTask, meant: Place) -> Pull:
    """Take a task that is back: in the state that its section says, the rest by field."""
    pull = pull_fields(base.fields, local, task.fields)
    taken = {**pull.taken, "place": meant.value}
    if meant is Place.LATER and task.fields["due_on"] != local["due_on"]:
        taken["due_on"] = task.fields["due_on"]  # without a chosen day, the task's own
    return replace(pull, taken=taken)


def _changes(
    goal: Goal,
    taken: dict[str, str | None],
    local: Fields,
    conflicts: tuple[Conflict, ...],
) -> list[Change]:
    # A day that is only worked out gives way without costing anybody anything.
    computed = goal.deadline is None and goal.not_before is None
    lost = {conflict.field for conflict in conflicts} - ({"due_on"} if computed else set())
    return [
        Change(
            What.CONFLICT if name in lost else What.PULL,
            goal.skill,
            goal.id,
            name,
            old=local[name] or "",
            new=value or "",
        )
        for name, value in taken.items()
    ]


def _energy(goal: Goal, *, liked: bool) -> Change:
    old, new = ("", HEART) if liked else (HEART, "")
    return Change(What.PULL, goal.skill, goal.id, ENERGY, old, new)


def _why_absent(task: RemoteTask, result: Reconciled) -> Absent | None:
    """Below a task that is no goal's, it is out of the project like any other."""
    if task.absent is Absent.BECAME_STEP and task.parent not in _living(result):
        return Absent.MOVED_OUT
    return task.absent


def _living(result: Reconciled) -> set[str]:
    """The gids of the tasks that are goals now."""
    return {base.gid for base in result.bases.values() if base.lost is None}


def _take_absence(result: Reconciled, goal: Goal, base: Base, why: Absent | None) -> None:
    became_step = base.lost is Absent.MOVED_OUT and why is Absent.BECAME_STEP
    if why is None or (base.lost is not None and not became_step):
        return
    result.bases[goal.id] = replace(base, lost=why)
    # Out of the project, a goal comes back with its task only, not on a day.
    if why is not Absent.MOVED_OUT:
        gone = goal.let_go(why.value)
    elif goal.state is State.MASTERED:
        gone = goal
    else:
        gone = replace(goal.deferred(), undated=True)
    result.plan = result.plan.with_goal(gone)
    result.changes.append(
        Change(What.PULL, goal.skill, goal.id, "place", base.place.value, note=why.value)
    )


def _adopt_tasks(result: Reconciled, known: Known, remote: Remote, today: date) -> None:
    """Make goals of the tasks that the person added by hand, or copied."""
    bases = result.bases.values()
    linked = {gid for base in bases for gid in (base.gid, *base.former)}
    for task in remote.tasks.values():
        ours = task.gid in linked or task.is_review or task.gid in known.reviews
        if ours or task.absent is not None or not (task.fields.get("name") or "").strip():
            continue
        if _made_twice(task, known):
            result.duplicates.append(task)
            continue
        goal, base = _adopted(task, result.plan, today)
        result.plan = result.plan.with_goal(goal)
        result.bases[goal.id] = base
        unsorted = (GROUP, "", UNSORTED) if base.place is Place.LATER else ()
        result.changes.append(Change(What.ADOPT, goal.skill, goal.id, *unsorted))
        if task.liked:
            result.changes.append(_energy(goal, liked=True))


def _made_twice(task: RemoteTask, known: Known) -> bool:
    """Whether it is our own, made once more by a late request.

    A person's copy is theirs, and so is what they have touched before we saw it.
    """
    touched = task.subtasks or task.liked
    return not touched and any(
        goal_marker(goal_id) in task.markers
        and sent.made_late(task.created_at)
        and any(_shows(task, base) for base in (sent.base, *sent.earlier))
        for goal_id, sent in known.sent.items()
    )


def _shows(task: RemoteTask, base: Base | StepBase) -> bool:
    """Whether the task is as it was sent, but for white space that Asana changed."""
    if not isinstance(base, Base) or task.standing != base.standing:
        return False
    return all(
        (base.fields[name] or "").split() == (value or "").split()
        for name, value in task.fields.items()
    )


def _adopted(task: RemoteTask, plan: Plan, today: date) -> tuple[Goal, Base]:
    section = task.standing.section
    # A tick says "mastered", but for a task that was dropped for good.
    ticked = task.standing.completed and section is not Place.LET_GO
    where = Place.MASTERED if ticked else section or Place.LATER
    fields = {**dict.fromkeys(NOTE_FIELDS, ""), **task.fields, "place": where.value}
    # No day on it is nothing that the person said: it gets the one that its place means.
    said = {name: value for name, value in fields.items() if name != "due_on" or value}
    group = Group.OUTSIDE if where is Place.OUTSIDE else Group.IN_ROLE
    goal = Goal(skill=(fields["name"] or "").strip(), group=group, id=_id_of(task, plan))
    later = task.filed and where is Place.LATER
    base = Base(task.gid, fields, task.standing, later=later, liked=task.liked)
    return with_fields(goal, said, plan, today), base


def _id_of(task: RemoteTask, plan: Plan) -> str:
    """The id that its marker names, where no goal has it: we made it, and have forgotten."""
    taken = {goal.id for goal in plan.goals}
    marked = (_MARK.fullmatch(mark) for mark in sorted(task.markers))
    return next((mark[1] for mark in marked if mark and mark[1] not in taken), new_id())


def _lists(
    result: Reconciled, known: Known, remote: Remote
) -> Iterator[tuple[Sequence[StepBase], Sequence[RemoteStep]]]:
    """Each goal's subtasks as they were known, and as they were listed now."""
    for goal_id, bases in known.steps.items():
        if goal_id in result.bases:
            yield bases, remote.steps.get(result.bases[goal_id].gid, ())


def _take_answers(result: Reconciled, known: Known, remote: Remote, today: date) -> None:
    taken = take_answers(result.plan, known.asked, remote, today)
    result.plan = taken.plan
    result.answered.extend(taken.asked)
    result.changes.extend(taken.changes)


def _take_steps(
    result: Reconciled, goal: Goal, known: Known, remote: Remote, *, first: bool
) -> None:
    base = result.bases.get(goal.id)
    seen = remote.steps.get(base.gid) if base else None
    if seen is None:
        return
    # What is on the board is a goal, also where it is a subtask at the same time.
    goals = _living(result)
    below = [subtask for subtask in seen if subtask.gid not in goals]
    taken = take_steps(goal, result.steps.get(goal.id, ()), below, known.sent, first=first)
    result.steps[goal.id] = taken.bases
    result.landed.extend(taken.landed)
    result.duplicates.extend(taken.duplicates)
    result.changes.extend(taken.changes)
    if taken.steps != goal.steps:
        result.plan = result.plan.with_goal(replace(goal, steps=taken.steps))
