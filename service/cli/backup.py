"""`momentum db backup` and `momentum db restore`."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from service.bootstrap import ready_database, utc_now
from service.cli.output import say
from service.config import Settings
from service.errors import ConfigurationError
from service.store.vault import Vault
from service.usecases.backup import back_up
from service.usecases.restore import restore as put_back

Target = Annotated[Path, typer.Argument(help="Where the backup goes.", metavar="FILE")]
Source = Annotated[Path, typer.Argument(help="A backup.", metavar="FILE")]
Over = Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")]
Anyway = Annotated[
    bool, typer.Option("--force", help="Restore although the present database is unreadable.")
]


def backup(file: Target, *, force: Over = False) -> None:
    """Back the database up; services may run meanwhile.

    The file is yours alone, checked, and holds the token only sealed: the key is not in it.
    """
    settings = Settings()
    back_up(settings.database_url, file, force=force)
    say("[green]Backed up[/] to {}, and checked.", file)
    if settings.secret_key is None:
        say("[dim]The key is not in it: keep a copy of secret.key somewhere else.[/]")


def restore(file: Source, *, force: Anyway = False) -> None:
    """Put a backup in the place of the present database, which is kept.

    A backup of an older version is brought up to date. Nothing is changed while a process is
    at work.
    """
    settings = Settings()
    aside = put_back(settings.database_url, file, utc_now(), force=force)
    say("[green]Restored[/] from {}.", file)
    if aside is not None:
        say("What it replaces is kept: {}", aside)
    say("The next sync reads everything, takes in what is newer and overwrites nothing newer.")
    with closing(ready_database(settings)) as database:
        try:
            Vault.unlock(settings, database)
        except ConfigurationError as error:
            say("[yellow]The token in it cannot be used.[/] {} {}", error, error.hint)
