"""What is remembered of a rehearsal: its quarters, its weeks, and what they come to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from service.domain.plan import Goal, Group, Plan, State
from service.domain.quarter import Calendar, Quarter
from service.domain.review_headline import headline
from service.domain.review_snapshot import Snapshot, snapshot
from service.domain.schedule import due_on
from service.rehearsal.happenings import Happenings, between

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from service.rehearsal.person import Skipped


class Came(StrEnum):
    """How a goal came to be in ink."""

    PLACED = "placed"
    CARRIED_OVER = "carried_over"
    CAME_BACK = "came_back"
    TAKEN_UP = "taken_up"
    ADDED = "added"


@dataclass(slots=True)
class Ink:
    """A goal in ink for a quarter: how it came there, and what became of it until its end."""

    skill: str
    home: Group
    came: Came
    since: date
    steps_done: int = 0
    steps: int = 0
    state: State = State.ACTIVE
    until: date | None = None

    def note(self, goal: Goal, day: date) -> None:
        """Take in how the goal stands on a day."""
        self.skill, self.home = goal.skill, goal.home
        self.steps_done, self.steps = goal.steps_done, len(goal.steps)
        if self.state is not goal.state:
            self.state = goal.state or State.DEFERRED
            self.until = None if self.state is State.ACTIVE else day


@dataclass(slots=True)
class Week:
    """A review: the day, how the plan stood, and what had changed since the one before."""

    day: date
    figures: Snapshot
    headline: tuple[str, ...]
    happened: Happenings
    overdue: tuple[str, ...] = ()


@dataclass(slots=True)
class QuarterLived:
    """One quarter, from the first day of it that was lived to the last.

    `pushed` are goals whose place in it was gone when it came: name, and their new quarter.
    """

    quarter: Quarter
    first: date
    last: date
    before: Snapshot
    after: Snapshot
    ink: dict[str, Ink] = field(default_factory=dict)
    pushed: dict[str, tuple[str, Quarter | None]] = field(default_factory=dict)
    weeks: list[Week] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """Everything that was. Told day by day by `look` and `review`, and closed by `end`.

    `plan` is how it stood in the end. `overdue` and `no_room` count by goal the reviews at
    which its deadline, or the day of its comeback, had gone by.
    """

    quarters: list[QuarterLived] = field(default_factory=list)
    reconnects: list[date] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    plan: Plan = field(default_factory=Plan)
    overdue: Counter[str] = field(default_factory=Counter)
    no_room: Counter[str] = field(default_factory=Counter)
    _in_ink: set[str] = field(default_factory=set)
    _reviewed: Snapshot | None = None

    def look(self, day: date, plan: Plan, *, by_itself: bool) -> None:
        """Take in the plan as it stands; `by_itself` says that the calendar made it so."""
        now = self._quarter(day, plan)
        now.last = day
        if plan == self.plan and now.ink:
            return
        were = {goal.id: goal for goal in self.plan.goals}
        for goal in plan.goals:
            self._take_in(now, goal, were.get(goal.id), by_itself=by_itself)
        now.after = snapshot(plan)
        self.plan = plan

    def review(self, day: date, figures: Snapshot) -> None:
        """Remember a review that was made."""
        overdue = self._late(day, State.ACTIVE)
        self.overdue.update(overdue)
        self.no_room.update(self._late(day, State.DEFERRED))
        week = Week(
            day,
            figures,
            headline(figures, self._reviewed),
            between(self._reviewed, figures),
            tuple(figures.goals[goal_id].skill for goal_id in overdue),
        )
        self._reviewed = figures
        self.quarters[-1].weeks.append(week)

    def end(self, skipped: Iterable[Skipped]) -> None:
        """Close the story with what the person could not do."""
        self.skipped = list(skipped)

    def never_in_ink(self) -> tuple[Goal, ...]:
        """The goals that still wait, and were in ink on no day."""
        return tuple(goal for goal in self.waiting() if goal.id not in self._in_ink)

    def waiting(self) -> tuple[Goal, ...]:
        """The goals that come back after the last day, or are to."""
        return tuple(goal for goal in self.plan.goals if goal.state is State.DEFERRED)

    def named(self, counts: Counter[str]) -> dict[str, int]:
        """Counts by goal, under the names that the goals have in the end."""
        return {g.skill: counts[g.id] for g in self.plan.goals if counts[g.id]}

    def _quarter(self, day: date, plan: Plan) -> QuarterLived:
        """Return the quarter of the day, begun anew where it is the first day of it."""
        found = Calendar(plan.settings.quarter_starts).quarter_of(day)
        if not self.quarters or self.quarters[-1].quarter != found:
            before = self.quarters[-1].after if self.quarters else snapshot(plan)
            self.quarters.append(QuarterLived(found, day, day, before, before))
        return self.quarters[-1]

    def _take_in(
        self, now: QuarterLived, goal: Goal, was: Goal | None, *, by_itself: bool
    ) -> None:
        active = goal.state is State.ACTIVE
        mastered = goal.state is State.MASTERED
        anew = mastered and was is not None and was.state is not State.MASTERED
        if goal.id not in now.ink and (active or anew):
            came = self._came(goal, was, by_itself=by_itself)
            now.ink[goal.id] = Ink(goal.skill, goal.home, came, now.last)
        if active:
            self._in_ink.add(goal.id)
        if ink := now.ink.get(goal.id):
            ink.note(goal, now.last)
        moved = was is not None and was.state is goal.state and was.quarter != goal.quarter
        if moved and by_itself and was and was.quarter == now.quarter and not active:
            now.pushed[goal.id] = (goal.skill, goal.quarter)

    def _came(self, goal: Goal, was: Goal | None, *, by_itself: bool) -> Came:
        if not self.plan.goals:
            return Came.PLACED
        if was is None:
            return Came.ADDED
        if was.state is goal.state:
            return Came.CARRIED_OVER
        return Came.CAME_BACK if by_itself else Came.TAKEN_UP

    def _late(self, day: date, state: State) -> list[str]:
        """The goals in this state whose day has gone by."""
        calendar = Calendar(self.plan.settings.quarter_starts)
        goals = (goal for goal in self.plan.goals if goal.state is state)
        dues = ((goal.id, due_on(goal, calendar)) for goal in goals)
        return [goal_id for goal_id, due in dues if due is not None and due < day]
