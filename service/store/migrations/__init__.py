"""The steps by which the tables of one version become those of the next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from service.errors import ConfigurationError

if TYPE_CHECKING:
    from sqlalchemy import Connection


def upgrade(tx: Connection) -> None:
    """Bring the tables to the newest form, within the transaction."""
    try:
        command.upgrade(config(tx), "head")
    except CommandError as error:
        raise ConfigurationError(
            "The database was last used by a newer version of Momentum.",
            hint="Install that version again, or restore a backup made by this one.",
        ) from error


def known() -> set[str]:
    """Return the revisions that this version can bring to the newest form."""
    return {each.revision for each in ScriptDirectory.from_config(config()).walk_revisions()}


def config(tx: Connection | None = None) -> Config:
    """Return Alembic's configuration, for commands that run on `tx`."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    made.attributes["connection"] = tx
    return made
