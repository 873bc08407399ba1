"""The tables of a database that has none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, MetaData, PrimaryKeyConstraint, String, Table

from service.store import form
from service.store.tables import ONLY, REVISION, metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection

OLDEST_PROGRAM = "0014"
"""What the newest migration says of the programs that work with its tables."""

_version = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own: the migration that a database is at."""


def make_tables(tx: Connection) -> None:
    """Make all tables at once, as all migrations together make them."""
    for index in (index for table in metadata.tables.values() for index in table.indexes):
        index.dialect_options[tx.dialect.name]["where"] = index.info.get(ONLY)
    metadata.create_all(tx, checkfirst=False)
    _version.create(tx)
    tx.execute(_version.insert().values(version_num=REVISION))
    form.keep(tx, OLDEST_PROGRAM)
