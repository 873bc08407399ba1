"""`momentum goal ...`: one goal at a time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.account import here
from service.cli.app import commands
from service.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from service.cli.output import say, say_json
from service.cli.words import whereabouts
from service.domain.plan import Goal, Group, Step, Via
from service.domain.planfile import goal_as_dict
from service.domain.quarter import Quarter
from service.domain.unasked import unasked
from service.errors import InvalidInput
from service.store import plans
from service.usecases import goals
from service.usecases.arrange import LAST, Move, arrange
from service.usecases.goals import Edit
from service.usecases.sync.context import local_day

if TYPE_CHECKING:
    from service.bootstrap import App
    from service.store.accounts import Account

app = commands("Change one goal of the plan.")

Wanted = Annotated[
    str, typer.Argument(metavar="GOAL", help="Its name, how the name begins, or its id.")
]
Skill = Annotated[str, typer.Argument(metavar="SKILL", help="The skill to develop.")]
Rename = Annotated[str | None, typer.Option("--skill", help="Another name.")]
InGroup = Annotated[Group, typer.Option("--group", help="Where it stands.")]
ToGroup = Annotated[Group | None, typer.Option("--group", help="Where it stands.")]
How = Annotated[str | None, typer.Option(help="How it is going to be learned.")]
Road = Annotated[Via | None, typer.Option("--via", help="By which road.")]
Evidence = Annotated[str | None, typer.Option(help="The experience you would cite.")]
Notes = Annotated[str | None, typer.Option(help="Anything else.")]
Steps = Annotated[
    list[str] | None, typer.Option("--step", help="A small action; may be repeated.")
]
Answers = Annotated[
    list[str] | None,
    typer.Option("--answers", help="A posting's line that it answers; may be repeated."),
]
Until = Annotated[
    datetime | None,
    typer.Option("--until", formats=["%Y-%m-%d"], metavar="DAY", help="Come back on this day."),
]
InQuarter = Annotated[
    str | None,
    typer.Option("--quarter", metavar="2027-Q1", help="Come back in this quarter."),
]
Before = Annotated[
    str | None, typer.Option("--before", metavar="GOAL", help="Right before this goal.")
]
After = Annotated[
    str | None, typer.Option("--after", metavar="GOAL", help="Right after this goal.")
]
First = Annotated[bool, typer.Option("--first", help="Before all others of its group.")]
Last = Annotated[bool, typer.Option("--last", help="After all others of its group.")]
Reason = Annotated[str, typer.Option(help="Why; it is remembered.")]


@app.command()
def add(
    skill: Skill,
    *,
    group: InGroup = Group.IN_ROLE,
    how: How = None,
    via: Road = None,
    evidence: Evidence = None,
    notes: Notes = None,
    step: Steps = None,
    answers: Answers = None,
    until: Until = None,
    json: Json = False,
) -> None:
    """Add a goal at the end of the plan, in the next quarter with room."""
    momentum, account = here()
    goal = Goal(
        skill=skill,
        group=group,
        how=how or "",
        via=via,
        evidence=evidence or "",
        notes=notes or "",
        steps=tuple(Step(text) for text in step or ()),
        answers=tuple(answers or ()),
        not_before=until.date() if until else None,
    )
    added = goals.add(momentum.database, account.id, goal, now=momentum.clock())
    _show(momentum, account, added, json=json)
    _warn(momentum, account, answers)


@app.command()
def edit(
    goal: Wanted,
    *,
    skill: Rename = None,
    group: ToGroup = None,
    how: How = None,
    via: Road = None,
    evidence: Evidence = None,
    notes: Notes = None,
    step: Steps = None,
    answers: Answers = None,
    json: Json = False,
) -> None:
    """Change what is said about a goal. Steps are added; "" empties a text."""
    change = Edit(skill, group, via, how, evidence, notes, answers, tuple(step or ()))
    if change == Edit():
        raise typer.BadParameter("Say what to change, for example --how.")
    momentum, account = here()
    edited = goals.edit(momentum.database, account.id, goal, change, now=momentum.clock())
    _show(momentum, account, edited, json=json)
    _warn(momentum, account, answers)


@app.command()
def defer(
    goal: Wanted, *, until: Until = None, quarter: InQuarter = None, json: Json = False
) -> None:
    """Put a goal off: to a day, a quarter, or else to the next quarter with room."""
    if until and quarter:
        raise typer.BadParameter("Choose one of --until and --quarter.")
    to = until.date() if until else _quarter(quarter)
    momentum, account = here()
    deferred = goals.defer(momentum.database, account.id, goal, until=to, now=momentum.clock())
    _show(momentum, account, deferred, json=json)


@app.command()
def activate(goal: Wanted, *, group: ToGroup = None, json: Json = False) -> None:
    """Work on a goal in this quarter, whatever it was doing until now."""
    momentum, account = here()
    active = goals.activate(
        momentum.database, account.id, goal, group=group, now=momentum.clock()
    )
    _show(momentum, account, active, json=json)


@app.command()
def master(goal: Wanted, *, evidence: Evidence = None, json: Json = False) -> None:
    """Say that a goal is reached."""
    momentum, account = here()
    mastered = goals.master(
        momentum.database, account.id, goal, evidence=evidence, now=momentum.clock()
    )
    _show(momentum, account, mastered, json=json)


@app.command("let-go")
def let_go(goal: Wanted, *, reason: Reason = "", json: Json = False) -> None:
    """Drop a goal, and remember it; `goal activate` takes it up again."""
    momentum, account = here()
    dropped = goals.let_go(
        momentum.database, account.id, goal, reason=reason, now=momentum.clock()
    )
    _show(momentum, account, dropped, json=json)


@app.command()
def move(
    goal: Wanted,
    *,
    before: Before = None,
    after: After = None,
    first: First = False,
    last: Last = False,
    group: ToGroup = None,
    json: Json = False,
) -> None:
    """Put a goal elsewhere in the order, which is its priority, or in another group.

    Goals that Asana does not show yet are placed anew by the order.
    """
    if first and last:
        raise typer.BadParameter("Choose one of --first and --last.")
    position = 1 if first else LAST if last else None
    to = Move(group, before, after, position)
    if to == Move():
        raise typer.BadParameter("Say where to, for example --first.")
    momentum, account = here()
    moved = arrange(momentum.database, account.id, goal, to, now=momentum.clock())
    _show(momentum, account, moved, json=json)


def _quarter(text: str | None) -> Quarter | None:
    try:
        return Quarter.parse(text) if text else None
    except ValueError as error:
        raise InvalidInput(
            f"{text} is no quarter.", hint="Write it as 2027-Q1, the year first."
        ) from error


def _warn(momentum: App, account: Account, answers: list[str] | None) -> None:
    """Say which of these lines no posting asks for; a slip of the pen looks like that."""
    with momentum.database.begin() as tx:
        plan = plans.load(tx, account.id)
    for line, near in unasked(answers or (), plan):
        said = "[yellow]Note:[/] No posting asks for “{}”. "
        if near:
            meant = " or ".join(f"“{one}”" for one in near)
            say(
                said + "Did you mean {}? `goal edit --answers` says it anew.",
                line,
                meant,
                stderr=True,
            )
        else:
            say(said + "`momentum posting show` has the lines.", line, stderr=True)


def _show(momentum: App, account: Account, goal: Goal, *, json: bool) -> None:
    if json:
        say_json(goal_as_dict(goal))
        return
    with momentum.database.begin() as tx:
        plan = plans.load(tx, account.id)
    today = local_day(plan, momentum.clock())
    say("[bold]{}[/]: {}.", goal.skill, whereabouts(goal, plan, today))
    say("[dim]Asana sees it with the next sync: `momentum sync`.[/]")
