"""One goal at a time, as the person decides outside of Asana: add, edit, put off, finish."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.domain.arranging import regrouped
from service.domain.goal_search import find
from service.domain.plan import Goal, Group, Step, new_id, wording
from service.domain.planfile_record import one_line
from service.domain.quarter import Quarter
from service.errors import InvalidInput
from service.usecases.changing import changing, refuse_let_go

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from service.domain.plan import Via
    from service.store.database import Database
    from service.usecases.changing import Change


@dataclass(frozen=True, slots=True)
class Edit:
    """What to change of a goal; None leaves it as it is.

    `add_steps` go to the end; one that is there already, and open, is not added again.
    """

    skill: str | None = None
    group: Group | None = None
    via: Via | None = None
    how: str | None = None
    evidence: str | None = None
    notes: str | None = None
    answers: Sequence[str] | None = None
    add_steps: Sequence[str] = ()


def add(
    database: Database,
    account_id: int,
    goal: Goal,
    *,
    now: datetime,
) -> Goal:
    """Put a new goal at the end of the plan; it is placed as an imported one would be."""
    with changing(database, account_id, now) as change:
        steps = tuple(replace(step, text=one_line(step.text)) for step in goal.steps)
        fresh = replace(goal, id=new_id(), skill=one_line(goal.skill), steps=steps)
        change.put(fresh)
    return change.result(fresh.id)


def edit(
    database: Database, account_id: int, wanted: str, edit: Edit, *, now: datetime
) -> Goal:
    """Change what is said about a goal; a former name is remembered."""
    return _with(database, account_id, wanted, now, lambda goal, _: _edited(goal, edit))


def defer(
    database: Database,
    account_id: int,
    wanted: str,
    *,
    until: date | Quarter | None = None,
    now: datetime,
) -> Goal:
    """Put a goal off: to a day, to the first working day of a quarter, or to the next room."""

    def deferred(goal: Goal, change: Change) -> Goal:
        refuse_let_go(goal)
        calendar = change.calendar
        day = calendar.first_working_day(until) if isinstance(until, Quarter) else until
        if day is not None and day <= change.today:
            raise InvalidInput(
                f"{day} is not in the future.", hint="Name a later day.", field="until"
            )
        return goal.deferred(calendar.quarter_of(day) if day else None, until=day)

    return _with(database, account_id, wanted, now, deferred)


def activate(
    database: Database,
    account_id: int,
    wanted: str,
    *,
    group: Group | None = None,
    now: datetime,
) -> Goal:
    """Work on a goal in this quarter, whatever it was doing; it counts even over capacity."""
    if group is Group.MASTERED:
        raise InvalidInput(
            "A mastered goal is not active.", hint="Choose in_role or outside, or master it."
        )
    return _with(
        database,
        account_id,
        wanted,
        now,
        lambda goal, change: goal.activated(change.calendar.quarter_of(change.today), group),
    )


def master(
    database: Database,
    account_id: int,
    wanted: str,
    *,
    evidence: str | None = None,
    now: datetime,
) -> Goal:
    """Say that a goal is reached, and by what it shows."""

    def mastered(goal: Goal, _: Change) -> Goal:
        shown = goal.evidence if evidence is None else evidence
        return replace(goal.mastered(), evidence=shown)

    return _with(database, account_id, wanted, now, mastered)


def let_go(
    database: Database, account_id: int, wanted: str, *, reason: str = "", now: datetime
) -> Goal:
    """Drop a goal and remember it; only `activate`, or a hand in Asana, brings it back."""
    return _with(
        database, account_id, wanted, now, lambda goal, _: goal.let_go(reason or goal.reason)
    )


def _with(
    database: Database,
    account_id: int,
    wanted: str,
    now: datetime,
    changed: Callable[[Goal, Change], Goal],
) -> Goal:
    with changing(database, account_id, now) as change:
        goal = find(change.plan, wanted)
        change.put(changed(goal, change))
    return change.result(goal.id)


def _edited(goal: Goal, edit: Edit) -> Goal:
    texts = {
        name: value
        for name in ("how", "evidence", "notes", "via")
        if (value := getattr(edit, name)) is not None
    }
    answers = goal.answers if edit.answers is None else tuple(edit.answers)
    there = {wording(step.text) for step in goal.steps if not step.done}
    fresh = (one_line(text) for text in edit.add_steps if wording(text) not in there)
    steps = (*goal.steps, *map(Step, fresh))
    changed: Goal = replace(goal, **texts, answers=answers, steps=steps)
    if edit.skill is not None and edit.skill != goal.skill:
        changed = changed.renamed(one_line(edit.skill))
    if edit.group is not None and edit.group is not goal.group:
        refuse_let_go(goal)
        return regrouped(changed, edit.group)
    return changed
