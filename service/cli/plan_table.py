"""The plan as a table: quarter by quarter, then what is mastered and what was let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group as Stack
from rich.table import Table
from rich.text import Text

from service.cli.output import clean
from service.cli.words import day
from service.domain.outlook import outlook
from service.domain.plan import Group, State
from service.domain.quarter import Calendar
from service.domain.schedule import due_on, over_capacity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rich.console import RenderableType

    from service.domain.plan import Goal, Plan

HOMES = {Group.IN_ROLE: "in role", Group.OUTSIDE: "outside"}
WIDTHS = (7, 5, 19)  # of home, steps and day
MARKS = {
    State.ACTIVE: ("●", "green"),
    State.DEFERRED: ("○", "cyan"),
    State.MASTERED: ("✓", "green"),
    State.LET_GO: ("x", "dim"),
    None: ("?", "yellow"),
}


def plan_table(plan: Plan, today: date) -> Stack:
    """Return the whole plan, readable at 80 columns."""
    view = _View(plan, today)
    return Stack(
        *view.this_quarter(),
        *view.later(),
        *view.all_in("Mastered", State.MASTERED),
        *view.all_in("Let go", State.LET_GO),
        *view.all_in("Without a place yet", None),
    )


def this_quarter(plan: Plan, today: date) -> Stack:
    """Return what is in ink this quarter."""
    return Stack(*_View(plan, today).this_quarter())


def coming_back(plan: Plan, today: date) -> Table:
    """Return what waits in few lines: each day with all that comes back on it."""
    calendar = Calendar(plan.settings.quarter_starts)
    names: dict[date, list[str]] = {}
    for goal in plan.goals:
        if goal.state is State.DEFERRED and (due := due_on(goal, calendar)):
            names.setdefault(due, []).append(clean(goal.skill))
    rows = Table.grid(padding=(0, 2, 0, 0), expand=True)
    rows.add_column(no_wrap=True)
    rows.add_column(ratio=1)
    for due in sorted(names):
        rows.add_row(Text(f"  {day(due, today)}", "cyan"), Text(" · ".join(names[due])))
    return rows


class _View:
    """Makes parts of a heading and rows; parts without goals are left out."""

    def __init__(self, plan: Plan, today: date) -> None:
        self._plan = plan
        self._today = today
        self._calendar = Calendar(plan.settings.quarter_starts)
        self._too_many = {goal.id for goal in over_capacity(plan, today)}

    def this_quarter(self) -> Iterator[RenderableType]:
        quarter = self._calendar.quarter_of(self._today)
        return self.all_in(f"This quarter, {quarter}", State.ACTIVE)

    def later(self) -> Iterator[RenderableType]:
        _, *later = outlook(self._plan, self._today)
        for part in later:
            back = f", back on {day(part.back_on, self._today)}" if part.back_on else ""
            title = f"{part.quarter}{back}" if part.quarter else "Later, without a day"
            yield from self._part(title, part.goals)

    def all_in(self, title: str, state: State | None) -> Iterator[RenderableType]:
        return self._part(title, [goal for goal in self._plan.goals if goal.state is state])

    def _part(self, title: str, goals: Sequence[Goal]) -> Iterator[RenderableType]:
        if goals:
            yield Text(title, style="bold")
            yield self._rows(sorted(goals, key=lambda goal: list(HOMES).index(goal.home)))
            yield Text()

    def _rows(self, goals: list[Goal]) -> Table:
        rows = Table.grid(padding=(0, 2, 0, 0), expand=True)
        rows.add_column(width=3, justify="right")
        rows.add_column(ratio=1, overflow="fold")
        for width in WIDTHS:
            rows.add_column(width=width, no_wrap=True)
        for goal in goals:
            rows.add_row(*self._row(goal))
        return rows

    def _row(self, goal: Goal) -> tuple[Text, Text, Text, Text, Text]:
        name = Text(clean(goal.skill))
        if goal.state is State.LET_GO and goal.reason:
            name.append(f" ({clean(goal.reason)})", style="dim")
        if goal.id in self._too_many:
            name.append(" (more than fits)", style="yellow")
        steps = f"{goal.steps_done}/{len(goal.steps)}" if goal.steps else ""
        home = Text(HOMES[goal.home], style="blue" if goal.home is Group.OUTSIDE else "dim")
        return Text(*MARKS[goal.state]), name, home, Text(steps, "dim"), self._day(goal)

    def _day(self, goal: Goal) -> Text:
        """Say a day only where the heading does not say it already."""
        due = due_on(goal, self._calendar)
        if due is None:
            return Text()
        if goal.state is State.ACTIVE:
            return Text(f"due {day(due, self._today)}", "red" if due < self._today else "")
        return Text(f"back {day(due, self._today)}" if goal.not_before else "")
