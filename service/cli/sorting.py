"""`momentum sort`: what the postings ask for, one line at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.cli.account import here
from service.cli.asking import on_terminal
from service.cli.keys import press
from service.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from service.cli.output import say, say_json
from service.cli.sorting_session import LEFT, Session
from service.cli.sorting_view import say_list, say_nothing_waits, say_schedule
from service.domain import step_zero
from service.domain.review_words import counted
from service.usecases.sorting import waiting

if TYPE_CHECKING:
    from service.bootstrap import App
    from service.usecases.sorting import Waiting


def sort(*, json: Json = False) -> None:
    """Sort what the postings ask for: mastered, in your role, outside work.

    One line at a time, what weighs most first; the order in which you sort is priority. Each
    answer is kept at once: leave with q or Ctrl-C whenever you like, and go on later.
    """
    app, account = here()
    found = waiting(app.database, account.id, now=app.clock())
    if json:
        say_json(found.as_dict())
    elif not on_terminal():
        say_list(found) if found.asked else say_nothing_waits(found)
    else:
        _ask(app, account.id, found)


def _ask(app: App, account_id: int, found: Waiting) -> None:
    session = Session(app, account_id)
    try:
        if not found.plan.goals and not _is_safe():
            return
        session.run()
    except LEFT:
        say()
    _say_end(waiting(app.database, account_id, now=app.clock()))


def _is_safe() -> bool:
    """Ask step 0; the answer goes nowhere."""
    say("[bold]{}[/]", step_zero.QUESTION)
    say("[dim]{}[/]", step_zero.WHY)
    if press("[y] yes  [n] no", {"y": "yes, go on", "n": "no"}) == "y":
        say()
        return True
    say("\n{}", step_zero.IF_NOT)
    return False


def _say_end(found: Waiting) -> None:
    if not found.asked:
        say_nothing_waits(found)
    say_schedule(found)
    if found.asked:
        say("\nSorted: {} of {}.", found.sorted, counted(found.total, "line"))
        say("[dim]`momentum sort` goes on from here.[/]")
    elif found.plan.goals:
        say("\n[dim]Next: `momentum sync` brings it to Asana.[/]")
