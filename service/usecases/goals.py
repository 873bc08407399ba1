"""One goal at a time, as the person decides outside of Asana: add, edit, put off, finish."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.domain.goal_rules import faults
from service.domain.goal_search import find
from service.domain.plan import Goal, Group, Plan, State, Step, new_id, wording
from service.domain.planfile_read import LINE, NAME, TEXT
from service.domain.planfile_text import is_printable
from service.domain.quarter import Calendar, Quarter
from service.domain.schedule import place
from service.errors import Conflict, InvalidInput
from service.store import accounts, plans
from service.usecases.plan_changes import keep
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime

    from service.domain.plan import Via
    from service.store.database import Database


@dataclass(frozen=True, slots=True)
class Edit:
    """What to change of a goal; None leaves it as it is. `add_steps` go to the end."""

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
    with _changing(database, account_id, now) as change:
        fresh = replace(goal, id=new_id())
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

    def deferred(goal: Goal, change: _Change) -> Goal:
        _refuse_let_go(goal)
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

    def mastered(goal: Goal, _: _Change) -> Goal:
        shown = goal.evidence if evidence is None else evidence
        return replace(goal.mastered(), evidence=shown)

    return _with(database, account_id, wanted, now, mastered)


def let_go(
    database: Database, account_id: int, wanted: str, *, reason: str = "", now: datetime
) -> Goal:
    """Drop a goal and remember it; only `activate`, or a hand in Asana, brings it back."""
    return _with(database, account_id, wanted, now, lambda goal, _: goal.let_go(reason))


class _Change:
    """A plan being changed, as of one day."""

    def __init__(self, plan: Plan, now: datetime) -> None:
        self.plan = plan
        self.today = local_day(plan, now)
        self.calendar = Calendar(plan.settings.quarter_starts)

    def put(self, goal: Goal) -> None:
        """Take a new or changed goal into the plan, if it makes sense."""
        _check(
            goal, next((one for one in self.plan.goals if one.id == goal.id), None), self.plan
        )
        self.plan = place(self.plan.with_goal(goal), self.today)

    def result(self, goal_id: str) -> Goal:
        """The goal in its place."""
        return self.plan.goal(goal_id)


@contextmanager
def _changing(database: Database, account_id: int, now: datetime) -> Iterator[_Change]:
    with database.begin() as tx:
        accounts.lock(tx, account_id)
        before = plans.load(tx, account_id)
        change = _Change(before, now)
        yield change
        keep(tx, account_id, before, change.plan, now=now)


def _with(
    database: Database,
    account_id: int,
    wanted: str,
    now: datetime,
    changed: Callable[[Goal, _Change], Goal],
) -> Goal:
    with _changing(database, account_id, now) as change:
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
    steps = (*goal.steps, *(Step(text) for text in edit.add_steps))
    changed: Goal = replace(goal, **texts, answers=answers, steps=steps)
    if edit.skill is not None and edit.skill != goal.skill:
        former = dict.fromkeys((*goal.former_names, goal.skill))
        former.pop(edit.skill, None)
        changed = replace(changed, skill=edit.skill, former_names=tuple(former))
    if edit.group is not None and edit.group is not goal.group:
        return _regrouped(changed, edit.group)
    return changed


def _regrouped(goal: Goal, group: Group) -> Goal:
    """Move a goal to another group; a deferred one looks for room there."""
    _refuse_let_go(goal)
    if group is Group.MASTERED:
        return goal.mastered()
    if goal.state is State.MASTERED:
        return replace(goal, group=group, state=None, quarter=None)
    waits = goal.state is State.DEFERRED and not goal.not_before and not goal.pinned
    return replace(goal, group=group, quarter=None if waits else goal.quarter)


def _check(goal: Goal, was: Goal | None, plan: Plan) -> None:
    """Refuse what is newly wrong; what came from Asana so is not held against a goal."""
    for what, text, longest in set(_texts(goal)) - set(_texts(was) if was else ()):
        if not is_printable(text):
            raise InvalidInput(
                f"The {what} holds a control character.", hint="Take it out.", field=what
            )
        if len(text) > longest:
            size = f"{len(text):,} characters"
            hint = f"Keep it to {longest:,}."
            raise InvalidInput(f"The {what} is too long: {size}.", hint=hint, field=what)
    if was is None or was.skill != goal.skill:
        _check_name(goal, plan)
    for fault in set(faults(goal, plan.settings)) - set(
        faults(was, plan.settings) if was else ()
    ):
        raise InvalidInput(fault.message, hint=fault.hint, field=fault.key)


def _check_name(goal: Goal, plan: Plan) -> None:
    if not goal.skill.strip():
        raise InvalidInput("A goal needs a name.", hint="Say which skill it is.", field="name")
    name = wording(goal.skill)
    if any(other.id != goal.id and wording(other.skill) == name for other in plan.goals):
        raise Conflict(
            f"There is a goal “{goal.skill}” already.",
            hint=f'Choose another name, or: momentum goal activate "{goal.skill}"',
            field="name",
        )


def _texts(goal: Goal) -> Iterator[tuple[str, str, int]]:
    yield "name", goal.skill, NAME
    for name in ("how", "evidence", "notes", "reason"):
        yield name, getattr(goal, name), TEXT
    yield from (("step", step.text, NAME) for step in goal.steps)
    yield from (("answer", answer, LINE) for answer in goal.answers)


def _refuse_let_go(goal: Goal) -> None:
    if goal.state is State.LET_GO:
        raise Conflict(
            f"“{goal.skill}” was let go.",
            hint=f'Bring it back first: momentum goal activate "{goal.skill}"',
        )
