"""The plan, rebuilt from what Asana shows and, where there is one, from its last copy.

The copy is the version that both sides last agreed on: what Asana shows otherwise is newer
and wins. Afterwards the plan asks Asana for no change at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.domain.base import Base, Known
from service.domain.fields import Place, local_fields, place_of
from service.domain.merge import Standing
from service.domain.plan import Goal, Group, Plan, State
from service.domain.quarter import Calendar
from service.domain.rebuild_postings import postings_in
from service.domain.reconcile import reconcile
from service.domain.steps import StepBase

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from service.domain.planfile_copy import Copy, TaskThen
    from service.domain.remote import Remote

SILENT = frozenset({Place.LATER, Place.MASTERED, Place.LET_GO})
"""Sections that do not tell whether a goal belongs to the role or outside of it."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The plan with its links; `unsaid` are goals of which nothing tells the group."""

    plan: Plan
    bases: Mapping[str, Base]
    steps: Mapping[str, tuple[StepBase, ...]]
    unsaid: tuple[Goal, ...] = ()

    def grouped(self, groups: Mapping[str, Group]) -> Rebuilt:
        """Take the person's word for the groups of goals, by id."""
        goals = tuple(_in_group(goal, groups.get(goal.id)) for goal in self.plan.goals)
        left = tuple(goal for goal in self.unsaid if goal.id not in groups)
        return replace(self, plan=replace(self.plan, goals=goals), unsaid=left)


def known_from(copy: Copy) -> Known:
    """What both sides agreed on when the copy was made."""
    bases = {
        goal.id: _base(goal, copy.plan, copy.tasks[goal.id])
        for goal in copy.plan.goals
        if goal.id in copy.tasks
    }
    steps = {
        goal.id: tuple(
            StepBase(step.id, copy.steps[step.id], step.text, step.done)
            for step in goal.steps
            if step.id in copy.steps
        )
        for goal in copy.plan.goals
    }
    reviews = frozenset(review.gid for review in copy.reviews)
    return Known(copy.plan, bases, steps, reviews=reviews)


def rebuild(known: Known, remote: Remote, today: date, *, filed: bool) -> Rebuilt:
    """Take what Asana shows into what was known; `filed`: deferred goals are in My Tasks."""
    result = reconcile(known, remote, today, new_day=False)
    before = {goal.id: goal for goal in known.plan.goals}
    calendar = Calendar(result.plan.settings.quarter_starts)
    goals = tuple(
        _as_shown(goal, result.bases.get(goal.id), before.get(goal.id), calendar, today)
        for goal in result.plan.goals
    )
    bases = {
        goal_id: replace(base, later=filed and base.place is Place.LATER)
        for goal_id, base in result.bases.items()
    }
    return Rebuilt(replace(result.plan, goals=goals), bases, result.steps)


def rebuild_alone(known: Known, remote: Remote, today: date, *, filed: bool) -> Rebuilt:
    """Make a plan of what Asana shows, where only settings and reviews are known."""
    asked = [task.fields.get("asked") or "" for task in remote.tasks.values()]
    plan = replace(known.plan, postings=postings_in(asked))
    rebuilt = rebuild(replace(known, plan=plan), remote, today, filed=filed)
    unsaid = tuple(goal for goal in rebuilt.plan.goals if place_of(goal) in SILENT)
    return replace(rebuilt, unsaid=unsaid)


def _base(goal: Goal, plan: Plan, task: TaskThen) -> Base:
    where = place_of(goal)
    standing = Standing(task.completed, where)
    return Base(
        task.gid, local_fields(goal, plan), standing, lost=task.lost, former=task.former
    )


def _in_group(goal: Goal, group: Group | None) -> Goal:
    if group is None:
        return goal
    if goal.state is State.MASTERED:
        return replace(goal, came_from=group)
    return replace(goal, group=group)


def _as_shown(
    goal: Goal, base: Base | None, before: Goal | None, calendar: Calendar, today: date
) -> Goal:
    """A day that is just what the calendar would say was worked out, and no choice.

    No day at all is one that the person took off.
    """
    if base is None or base.lost is not None:
        return goal
    if goal.state is State.ACTIVE:
        if base.fields["due_on"] is None:
            return replace(goal, undated=True)
        quarter = calendar.quarter_of(today)
        computed = goal.deadline == calendar.last_working_day(quarter)
        if computed and (before is None or before.deadline != goal.deadline):
            return replace(goal, quarter=quarter, deadline=None)
    if goal.state is State.DEFERRED:
        if base.fields["due_on"] is None:
            return replace(goal, undated=True)
        day = goal.not_before
        computed = day is not None and day == calendar.first_working_day(
            calendar.quarter_of(day)
        )
        if computed and (before is None or before.not_before != day):
            return replace(goal, not_before=None)
    return goal
