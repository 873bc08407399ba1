"""`momentum reconnect`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.account import connected, here
from service.cli.asking import on_terminal
from service.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from service.cli.output import console, marked, say, say_json, say_marked
from service.cli.turns import take_turn
from service.domain.coverage_lines import Reach
from service.domain.reconnect import STEPS
from service.domain.review_words import counted
from service.errors import InvalidInput
from service.store import accounts
from service.usecases import reconnect as journey
from service.usecases.reconnect_changes import accept, look
from service.usecases.reconnect_notes import as_text

if TYPE_CHECKING:
    from service.bootstrap import App
    from service.domain.compare import Compared
    from service.store.accounts import Account
    from service.usecases.reconnect_changes import Look

Preview = Annotated[
    bool, typer.Option("--preview", help="Print it as it would be, and change nothing.")
]
Compare = Annotated[
    bool,
    typer.Option("--compare", help="Compare your postings with the plan, and decide."),
]
Accept = Annotated[
    list[str] | None,
    typer.Option(
        "--accept", metavar="KEY", help="Accept this change, or `all`; may be repeated."
    ),
]

ALL = "all"
PARTS = {
    Reach.ANSWERED: "Covered by what you have mastered",
    Reach.PLANNED: "In the plan already",
    Reach.UNSORTED: "New: no goal answers it",
    Reach.LET_GO: "Let go of before",
}


def reconnect(
    *,
    preview: Preview = False,
    compare: Compare = False,
    accepted: Accept = None,
    json: Json = False,
) -> None:
    """Take the first steps again, with fresh postings.

    Makes the reconnect's task now; the service makes it by itself every six months, unless
    the plan says otherwise. With --compare: what your postings ask for is compared with the
    plan, and each change that this proposes is yours to accept or not.
    """
    if preview:
        _preview(json=json)
    elif compare or accepted:
        _compare(accepted or [], json=json)
    else:
        _make(json=json)


def _make(*, json: bool) -> None:
    app, account = connected()
    with app.database.begin() as tx:
        accounts.lock(tx, account.id)
        is_new = journey.ask(tx, account.id, app.clock())
    take_turn(app, account)
    task = look(app.database, account.id).task
    if json:
        made = {"number": task.number, "gid": task.gid, "new": is_new} if task else None
        say_json(made)
    elif not is_new:
        say("The last reconnect is still open in Asana, under Reviews. Complete it first.")
    elif task is None:
        say("It is not in Asana yet: where Asana has not answered, it is looked for again.")
        say("[dim]`momentum history` tells whether Asana refused it.[/]")
    else:
        say("[green]Made.[/] The reconnect is in Asana, under Reviews, with its four steps.")
        say("[dim]With fresh postings in the plan: `momentum reconnect --compare`.[/]")


def _preview(*, json: bool) -> None:
    app, account = here()
    with app.database.begin() as tx:
        found = journey.preview(tx, account.id, app.clock())
    if json:
        steps = [{"title": step.title, "notes": step.notes} for step in STEPS]
        say_json({"title": found.title, "due_on": found.day.isoformat(), "steps": steps})
        return
    shown = console()
    shown.print(as_text(found, width=min(shown.width, 88)), markup=False, soft_wrap=True)
    say("\n[dim]Nothing was changed. Run `momentum reconnect` to make it.[/]")


def _compare(accepted: list[str], *, json: bool) -> None:
    app, account = here()
    found = look(app.database, account.id)
    keys = [one.key for one in found.proposed] if ALL in accepted else accepted
    if json:
        if keys:
            accept(app.database, account.id, keys, now=app.clock())
        say_json(look(app.database, account.id).as_dict())
        return
    _say(found)
    if not keys and on_terminal():
        keys = _asked(found)
    _accept(app, account, keys)
    if found.proposed and not keys:
        say("\n[dim]Nothing was changed. Accept with --accept KEY, or --accept all.[/]")


def _accept(app: App, account: Account, keys: list[str]) -> None:
    if keys:
        done = accept(app.database, account.id, keys, now=app.clock())
        say("\n[green]Done:[/] {}. Asana sees it with the next sync.", _changes(len(done)))


def _asked(found: Look) -> list[str]:
    """Ask about each change; only what is accepted is done, and all of it at the end."""
    questions = [
        (one.key, marked("{} [dim]{}[/]", one.question, one.reason)) for one in found.proposed
    ]
    say()
    return [key for key, question in questions if _yes(question)]


def _yes(question: str) -> bool:
    say_marked(question)
    return typer.confirm("Accept", default=False)


def _say(found: Look) -> None:
    if not found.comparison.lines:
        raise InvalidInput(
            "The plan has no postings to compare with.",
            hint="Bring one in first, with `momentum posting add` or in plan.yaml.",
        )
    for reach, title in PARTS.items():
        if lines := found.comparison.reached(reach):
            say("\n[bold]{}[/]", title)
            for one in lines:
                _say_line(one)
    if found.comparison.unasked:
        say("\n[bold]No longer asked by any posting[/]")
        for goal in found.comparison.unasked:
            say("  {}", goal.skill)
    say(
        "\n{}",
        f"{_changes(len(found.proposed))} to decide."
        if found.proposed
        else "Nothing to decide.",
    )
    if not on_terminal():
        for proposal in found.proposed:
            say("  {}  {} [dim]{}[/]", proposal.key, proposal.question, proposal.reason)


def _say_line(one: Compared) -> None:
    names = ", ".join(goal.skill for goal in one.goals)
    by = f" ({'probably ' if one.is_near else ''}{names})" if names else ""
    say("  {}[dim]{}[/]", one.line.text, by)


def _changes(count: int) -> str:
    return counted(count, "change")
