"""`momentum key ...`: API keys, and the key that tokens are sealed with."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from service.bootstrap import ready_database, utc_now
from service.cli.account import here
from service.cli.app import commands
from service.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from service.cli.output import clean, say, say_json, show
from service.config import Settings
from service.domain.review_words import counted
from service.store import keys
from service.store.master_key import SETTING
from service.usecases.rotate_key import rotate as rotate_key

app = commands("Look after API keys, and the key that tokens are sealed with.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="What the key is for.")]


@app.callback()
def everything() -> None:
    """Look after API keys, and the key that tokens are sealed with."""


@app.command()
def add(name: Name) -> None:
    """Make an API key for a program of yours, and show it this once."""
    momentum, account = here()
    with momentum.database.begin() as tx:
        key = keys.create(tx, account.id, name, momentum.clock())
    say("The API key is [bold]{}[/]", key)
    say("[dim]Keep it: it is shown this once, and stored as a hash.[/]")


@app.command("list")
def list_(*, json: Json = False) -> None:
    """List your API keys: when each was made and last used, never the key itself."""
    momentum, account = here()
    with momentum.database.begin() as tx:
        found = keys.every(tx, account.id)
    if json:
        say_json(
            [
                {
                    "name": key.name,
                    "created_on": key.created_at.date().isoformat(),
                    "last_used_on": key.last_used_on.isoformat() if key.last_used_on else None,
                }
                for key in found
            ]
        )
    elif not found:
        say("There are no API keys. `momentum key add NAME` makes one.")
    else:
        _show(found)


@app.command()
def revoke(name: Name) -> None:
    """Let an API key open nothing any more."""
    momentum, account = here()
    with momentum.database.begin() as tx:
        keys.revoke(tx, account.id, name)
    say("[green]Revoked.[/] Nothing comes in with the key {} any more.", name)


@app.command()
def rotate() -> None:
    """Put a new key in the place of the one that tokens are sealed with.

    Everything is sealed anew; services may run meanwhile. Where the key comes from
    MOMENTUM_SECRET_KEY, it says what to set, before and after.
    """
    settings = Settings()
    with closing(ready_database(settings)) as database:
        count = rotate_key(settings, database, utc_now())
    say("[green]Rotated.[/] {} sealed anew.", counted(count, "secret"))
    if settings.secret_key is not None:
        say("Now set {} to its first key alone, for every process.", SETTING)
    say("[dim]The token in an older backup opens with the former key alone.[/]")


def _show(found: tuple[keys.Key, ...]) -> None:
    table = Table.grid(padding=(0, 2, 0, 0))
    for key in found:
        used = f"last used {key.last_used_on}" if key.last_used_on else "never used"
        made = f"made {key.created_at.date()}"
        table.add_row(Text(clean(key.name), "bold"), Text(made, "dim"), Text(used, "dim"))
    show(table)
