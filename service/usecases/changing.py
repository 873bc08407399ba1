"""A plan being changed outside of Asana: read under its lock, checked, and kept."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from service.domain.goal_rules import faults
from service.domain.plan import State, wording
from service.domain.planfile_read import LINE, NAME, TEXT
from service.domain.planfile_text import is_blank, is_printable
from service.domain.quarter import Calendar
from service.domain.schedule import place
from service.errors import Conflict, InvalidInput
from service.store import accounts, intents, links, plans
from service.store.links import LinkKind
from service.usecases.plan_changes import keep
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from service.domain.plan import Goal, Plan
    from service.store.database import Database


_NAMED = {"step", "answer"}
"""Besides the goal itself, what is nothing without its words."""


class Change:
    """A plan being changed, as of one day and within one transaction."""

    def __init__(self, tx: Connection, account_id: int, plan: Plan, now: datetime) -> None:
        self.tx = tx
        self.account_id = account_id
        self.plan = plan
        self.now = now
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
def changing(database: Database, account_id: int, now: datetime) -> Iterator[Change]:
    """Lend the account's plan for a change; it is kept at the end, all of it or nothing."""
    with database.begin() as tx:
        accounts.lock(tx, account_id)
        before = plans.load(tx, account_id)
        change = Change(tx, account_id, before, now)
        yield change
        keep(tx, account_id, before, change.plan, now=now)


def seen(tx: Connection, account_id: int) -> frozenset[str]:
    """The ids of the goals that Asana shows or has shown, or may show any moment."""
    known = (*links.all_of(tx, account_id), *intents.all_of(tx, account_id))
    return frozenset(one.key for one in known if one.kind is LinkKind.GOAL)


def refuse_let_go(goal: Goal) -> None:
    """Raise `Conflict` for a goal that was let go: it has to come back first."""
    if goal.state is State.LET_GO:
        raise Conflict(
            f"“{goal.skill}” was let go.",
            hint=f'Bring it back first: momentum goal activate "{goal.skill}"',
            field="name",
        )


def _check(goal: Goal, was: Goal | None, plan: Plan) -> None:
    """Refuse what is newly wrong; what came from Asana so is not held against a goal."""
    for what, text, longest in set(_texts(goal)) - set(_texts(was) if was else ()):
        if not is_printable(text):
            raise InvalidInput(
                f"The {what} holds a control character.", hint="Take it out.", field=what
            )
        if what in _NAMED and is_blank(text):
            raise InvalidInput(f"This {what} is empty.", hint="Say what it is.", field=what)
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
    if is_blank(goal.skill):
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
