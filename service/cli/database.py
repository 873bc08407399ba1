"""`momentum db ...`."""

from __future__ import annotations

from service.cli.app import commands
from service.cli.backup import backup, restore
from service.cli.output import say
from service.cli.recover import recover
from service.config import Settings
from service.store.database import open_database

app = commands("Look after the database.")


@app.callback()
def everything() -> None:
    """Look after the database."""


@app.command()
def upgrade() -> None:
    """Bring the database's schema up to this version of Momentum."""
    database = open_database(Settings().database_url)
    try:
        found = database.form()
        if found.fits:
            of_newer = " A newer version has made it so." if found.is_newer else ""
            say("The database is up to date.{}", of_newer)
            return
        database.upgrade()
    finally:
        database.close()
    say("[green]Upgraded.[/] The database is up to date now.")


app.command()(backup)
app.command()(restore)
app.command()(recover)
