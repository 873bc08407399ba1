"""`momentum accounts ...`: for whoever runs the service; it shows nobody's plan."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from service.bootstrap import build
from service.cli.app import commands
from service.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from service.cli.output import clean, say, say_json, show
from service.cli.words import moment
from service.domain.review_words import counted
from service.store import accounts as stored
from service.store import administration
from service.store.accounts import AccountState
from service.usecases import connect as journey

if TYPE_CHECKING:
    from datetime import datetime

    from service.store.administration import Overview

app = commands("Look after all accounts; for whoever runs the service.")

Number = Annotated[int, typer.Argument(metavar="ID", help="Its number in the list.")]
Reason = Annotated[str, typer.Option(help="What the person is told.", metavar="WORDS")]
States = Annotated[
    list[AccountState] | None,
    typer.Option("--state", help="Only those that stand so; may be repeated."),
]
After = Annotated[int, typer.Option(help="Begin behind this number.", metavar="ID")]
Limit = Annotated[int, typer.Option(min=1, max=1000, help="How many at most.")]
Sure = Annotated[bool, typer.Option("--yes", help="Do not ask whether it is meant.")]


@app.callback()
def everything() -> None:
    """Look after all accounts; for whoever runs the service."""


@app.command("list")
def list_(
    *, state: States = None, after: After = 0, limit: Limit = 100, json: Json = False
) -> None:
    """List the accounts: how each stands, and what waits. No plan is shown."""
    momentum = build()
    with momentum.database.begin() as tx:
        found = administration.overviews(tx, states=state or (), after=after, most=limit)
    if json:
        say_json([one.as_dict() for one in found])
        return
    _show(found, momentum.clock())
    if len(found) == limit:
        say("\n[dim]There may be more: add --after {}.[/]", found[-1].id)


@app.command()
def pause(account: Number, *, reason: Reason = "") -> None:
    """Do no work for an account until it is resumed; the person sees why."""
    momentum = build()
    with momentum.database.begin() as tx:
        administration.pause(tx, account, reason)
    say("[green]Paused.[/] Its plan stays as it is, and so does its board in Asana.")


@app.command()
def resume(account: Number) -> None:
    """Let work for an account go on where it was."""
    momentum = build()
    with momentum.database.begin() as tx:
        administration.resume(tx, account, momentum.clock())
    say("[green]Resumed.[/] A sync is due at once.")


@app.command()
def remove(account: Number, *, yes: Sure = False) -> None:
    """Delete an account and everything of it here, for good.

    Its webhook ends and its consent is given back; its tasks stay in Asana.
    """
    momentum = build()
    with momentum.database.begin() as tx:
        found = stored.get(tx, account)
    if not yes:
        typer.confirm(f"Delete account {account} and its plan for good?", abort=True)
    webhook_ended = momentum.end_webhook(account)
    consent_ended = momentum.give_back(account)
    with momentum.database.begin() as tx:
        administration.remove(tx, account)
    say("[green]Removed.[/] Nothing of it is left here; backups keep what was in them.")
    for left in journey.left_behind(
        found, webhook_ended=webhook_ended, consent_ended=consent_ended
    ):
        say("[dim]{}[/]", left)


def _show(found: tuple[Overview, ...], now: datetime) -> None:
    if not found:
        say("There are none.")
        return
    table = Table.grid(padding=(0, 2, 0, 0))
    for name in ("id", "name", "workspace", "state", "waiting", "last sync", "next review"):
        table.add_column(Text(name, "dim"))
    table.show_header = True
    for one in found:
        style = "" if one.state is AccountState.OK else "yellow"
        table.add_row(
            str(one.id),
            Text(clean(one.name)),
            Text(clean(one.workspace)),
            Text(one.state.value, style),
            str(one.waiting),
            moment(one.last_sync_at, now, UTC),
            moment(one.next_review_at, now, UTC) if one.next_review_at else "",
        )
    show(table)
    say("\n[dim]{}.[/]", counted(len(found), "account"))
