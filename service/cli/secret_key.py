"""`momentum key ...`."""

from __future__ import annotations

from contextlib import closing

import typer

from service.bootstrap import ready_database, utc_now
from service.cli.output import say
from service.config import Settings
from service.domain.review_words import counted
from service.store.master_key import SETTING
from service.usecases.rotate_key import rotate as rotate_key

app = typer.Typer(
    help="Look after the key that tokens are sealed with.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    add_completion=False,
)


@app.callback()
def everything() -> None:
    """Look after the key that tokens are sealed with."""


@app.command()
def rotate() -> None:
    """Put a new key in the place of the present one, and seal everything anew.

    Services may run meanwhile. Where the key comes from MOMENTUM_SECRET_KEY, it says what to
    set, before and after.
    """
    settings = Settings()
    with closing(ready_database(settings)) as database:
        count = rotate_key(settings, database, utc_now())
    say("[green]Rotated.[/] {} sealed anew.", counted(count, "secret"))
    if settings.secret_key is not None:
        say("Now set {} to its first key alone, for every process.", SETTING)
    say("[dim]The token in an older backup opens with the former key alone.[/]")
