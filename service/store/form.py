"""The form that the tables have, and whether this version's program may work with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, inspect, select, text

from service.store.tables import REVISION, oldest_program

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Form:
    """The migration that the tables are at, and the oldest whose program works with them.

    Both None where there are no tables of ours; the second one in those from before 0013, too.
    """

    revision: str | None
    oldest: str | None

    @property
    def is_current(self) -> bool:
        """Whether the tables are as this version makes them."""
        return self.revision == REVISION

    @property
    def is_newer(self) -> bool:
        """Whether a newer version of this program has given the tables their form."""
        return bool(self.revision and self.revision.isdecimal() and self.revision > REVISION)

    @property
    def fits(self) -> bool:
        """Whether this version works with them: they are its own, or newer and wide enough."""
        return self.is_current or (
            self.is_newer and self.oldest is not None and self.oldest <= REVISION
        )


def read(tx: Connection) -> Form:
    """Return the form of the tables."""
    there = inspect(tx)
    if not there.has_table("alembic_version"):
        return Form(None, None)
    revision = tx.execute(text("SELECT version_num FROM alembic_version")).scalar()
    oldest = None
    if there.has_table(oldest_program.name):
        oldest = tx.execute(select(oldest_program.c.revision)).scalar()
    return Form(revision, oldest)


def keep(tx: Connection, oldest: str) -> None:
    """Write down the oldest migration whose program works, where there is a place for it."""
    if inspect(tx).has_table(oldest_program.name):
        tx.execute(delete(oldest_program))
        tx.execute(insert(oldest_program).values(revision=oldest))
