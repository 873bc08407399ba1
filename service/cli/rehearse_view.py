"""A rehearsal as it is read: quarter by quarter what was in ink, and each review in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group as Stack
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from service.cli.output import clean
from service.cli.plan_table import HOMES, MARKS, coming_back
from service.domain.plan import Group, State
from service.domain.review_words import counted, percent
from service.rehearsal.story import Came

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from rich.console import RenderableType

    from service.domain.review_snapshot import Snapshot
    from service.rehearsal.story import Ink, QuarterLived, Story, Week

SIDE_BY_SIDE = 100
"""From so many columns on the reviews stand beside the goals."""
MOST_NAMED = 2
INDENT = (0, 0, 0, 5)
CAME = {
    Came.PLACED: "",
    Came.CARRIED_OVER: "goes on",
    Came.CAME_BACK: "back {}",
    Came.TAKEN_UP: "taken up {}",
    Came.ADDED: "added {}",
}
ENDED = {
    State.MASTERED: ("mastered {}", "green"),
    State.DEFERRED: ("put off {}", "cyan"),
    State.LET_GO: ("let go {}", "dim"),
}


def quarters(story: Story, width: int) -> Iterator[RenderableType]:
    """Yield each quarter as it went."""
    for lived in story.quarters:
        yield _heading(lived)
        ink, weeks = _ink_rows(lived), _week_rows(lived)
        if width >= SIDE_BY_SIDE:
            both = Table.grid(padding=(0, 3, 0, 0), expand=True)
            both.add_column(ratio=9)
            both.add_column(ratio=8)
            both.add_row(Stack(ink, *_without_room(lived)), weeks)
            yield both
        else:
            yield Stack(ink, *_without_room(lived), Text(), weeks)
        yield Text()


def summary(story: Story) -> Iterator[RenderableType]:
    """Yield what it all comes to."""
    before, after = story.quarters[0].before, story.quarters[-1].after
    weeks = sum(len(lived.weeks) for lived in story.quarters)
    yield Text(f"What {counted(weeks, 'review')} came to", style="bold")
    rows = Table.grid(padding=(0, 2, 0, 0), expand=True)
    rows.add_column(no_wrap=True, width=16)
    rows.add_column(ratio=1)
    for what, text in _sums(story, before, after):
        rows.add_row(Text(f"  {what}", "dim"), text)
    yield rows
    last = story.quarters[-1].last
    if story.waiting():
        yield Text("\nStill to come back", style="bold")
        yield coming_back(story.plan, last)
    if story.skipped:
        yield Text("\nGestures that could not be done", style="bold")
        for each in story.skipped:
            yield Text(f"  {_day(each.day)}  {clean(each.gesture)}: {clean(each.why)}")


def _sums(story: Story, before: Snapshot, after: Snapshot) -> Iterator[tuple[str, Text]]:
    yield "mastered", Text(f"{before.mastered} → {after.mastered} of {after.total}")
    if after.asked:
        yield "coverage", Text(f"{_share(before)} → {_share(after)}")
    if story.reconnects:
        yield "reconnect", Text(", ".join(f"{_day(on)} {on.year}" for on in story.reconnects))
    if never := story.never_in_ink():
        yield "never had room", Text(_names([goal.skill for goal in never]), "yellow")
    for what, counts in (("overdue", story.overdue), ("without room", story.no_room)):
        if late := story.named(counts):
            said = [f"{skill} ({counted(n, 'review')})" for skill, n in late.items()]
            yield what, Text(_names(said), "red")


def _heading(lived: QuarterLived) -> Table:
    row = Table.grid(expand=True)
    row.add_column(ratio=1)
    row.add_column(justify="right", no_wrap=True)
    title = Text(str(lived.quarter), "bold")
    title.append(f"  {_day(lived.first)} to {_day(lived.last)} {lived.last.year}", "dim")
    figures = f"{lived.before.mastered} → {lived.after.mastered} mastered"
    if lived.after.asked:
        figures += f" · {_share(lived.before)} → {_share(lived.after)}"
    row.add_row(title, Text(figures, "bold"))
    return row


def _ink_rows(lived: QuarterLived) -> Table:
    rows = Table.grid(padding=(0, 2, 0, 0), expand=True)
    rows.add_column(width=3, justify="right")
    rows.add_column(ratio=1, overflow="fold")
    rows.add_column(no_wrap=True)
    rows.add_column(width=15, no_wrap=True)
    for ink in sorted(lived.ink.values(), key=lambda ink: list(HOMES).index(ink.home)):
        skill = Text(clean(ink.skill))
        if ink.home is Group.OUTSIDE:
            skill.append(" outside", "blue")
        steps = Text(f"{ink.steps_done}/{ink.steps}" if ink.steps else "", "dim")
        rows.add_row(Text(*MARKS[ink.state]), skill, steps, _fate(ink))
    if not lived.ink:
        rows.add_row(Text(), Text("nothing in ink", "dim"), Text(), Text())
    return rows


def _fate(ink: Ink) -> Text:
    """How a goal left the quarter, or else how it came into it."""
    if ink.until is None:
        return Text(CAME[ink.came].format(_day(ink.since)))
    said, style = ENDED[ink.state]
    return Text(said.format(_day(ink.until)), style)


def _without_room(lived: QuarterLived) -> Iterator[Padding]:
    waits: dict[str, list[str]] = {}
    for skill, quarter in lived.pushed.values():
        waits.setdefault(str(quarter or "a day to be chosen"), []).append(skill)
    for until, skills in waits.items():
        verb = "waits" if len(skills) == 1 else "wait"
        yield Padding(Text(f"{_names(skills)}: no room, {verb} for {until}", "yellow"), INDENT)


def _week_rows(lived: QuarterLived) -> Table:
    rows = Table.grid(padding=(0, 2, 0, 0), expand=True)
    rows.add_column(width=10, no_wrap=True)
    rows.add_column(no_wrap=True, justify="right")
    rows.add_column(no_wrap=True, justify="right")
    rows.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
    for week in lived.weeks:
        mastered = f"{week.figures.mastered}/{week.figures.total}"
        share = _share(week.figures) if week.figures.asked else ""
        rows.add_row(Text(f"{week.day:%a} {_day(week.day)}"), mastered, share, _changed(week))
    return rows


def _changed(week: Week) -> Text:
    happened = week.happened
    said = [
        f"{what} {_few(names)}"
        for what, names in (
            ("mastered", happened.mastered),
            ("back:", happened.taken_up),
            ("put off", happened.put_off),
            ("let go", happened.let_go),
            ("added", happened.added),
        )
        if names
    ]
    if happened.steps_ticked:
        said.append(f"{counted(happened.steps_ticked, 'step')} ticked")
    text = Text("; ".join(said) or "nothing new", "" if said else "dim")
    if week.overdue:
        text.append(f" · {len(week.overdue)} overdue", "red")
    return text


def _few(names: tuple[str, ...]) -> str:
    return _names(list(names)) if len(names) <= MOST_NAMED else counted(len(names), "goal")


def _names(names: list[str]) -> str:
    return ", ".join(clean(name) for name in names)


def _share(figures: Snapshot) -> str:
    return f"{percent(figures.answered / figures.asked if figures.asked else 0)}%"


def _day(of: date) -> str:
    return f"{of.day} {of:%b}"
