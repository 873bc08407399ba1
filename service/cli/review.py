"""`momentum review`."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.account import connected, here
from service.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from service.cli.output import console, say, say_json
from service.cli.turns import take_turn
from service.store.accounts import AccountState
from service.usecases import review as journey
from service.usecases.review_notes import as_text

if TYPE_CHECKING:
    from service.domain.review import Review

Preview = Annotated[
    bool, typer.Option("--preview", help="Print it as it would be, and change nothing.")
]


def review(*, preview: Preview = False, json: Json = False) -> None:
    """Make this week's review now.

    Syncs first. There is one review in each week: when it is there already, it stays as it
    is. The service makes it by itself, Mondays at 09:00 unless the plan says otherwise.
    """
    if preview:
        _preview(json=json)
        return
    app, account = connected()
    report = take_turn(app, account, review=True)
    made = report.data.get("review")
    if json:
        say_json(made)
    elif not isinstance(made, dict) or not made.get("gid"):
        say("Asana has not answered; it is looked for again, and made once.")
    elif made.get("new"):
        say("[green]Made.[/] The review of {} is in Asana, under Reviews.", made["week"])
    else:
        say("The review of {} is in Asana already, under Reviews.", made["week"])


def preview_now() -> Review:
    """Work the review out; Asana is read where an account is connected."""
    app, account = here()
    offline = account.state is AccountState.NOT_CONNECTED
    with nullcontext() if offline else app.board(account) as board:
        return journey.preview(app.database, account.id, board, now=app.clock())


def _preview(*, json: bool) -> None:
    found = preview_now()
    if json:
        asked = [{**one.as_dict(), "title": one.title} for one in found.decisions]
        figures = found.snapshot.as_dict()
        name = {"title": found.title, "week": str(found.week)}
        say_json({**name, **figures, "decisions": asked})
        return
    shown = console()
    shown.print(as_text(found, width=min(shown.width, 88)), markup=False, soft_wrap=True)
    say("\n[dim]Nothing was changed. Run `momentum review` to make it.[/]")
