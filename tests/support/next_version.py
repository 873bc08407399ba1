"""The version after this one: this tree with one more migration, in a folder of its own."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from service.store.tables import REVISION
from support.processes import ROOT

if TYPE_CHECKING:
    from pathlib import Path

NEXT = f"{int(REVISION) + 1:04}"
MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, oldest_program = "{next}", "{now}", "{oldest}"
branch_labels = depends_on = None


def upgrade():
    owner = sa.ForeignKey("accounts.id", ondelete="CASCADE")
    op.create_table("tomorrows", sa.Column("account_id", sa.Integer, owner, primary_key=True))
    op.execute("INSERT INTO tomorrows SELECT id FROM accounts")
    op.add_column("accounts", sa.Column("tomorrow", sa.String))
    for table in ("runs", "links", "intents", "history", "reviews"):
        new = sa.Column("tomorrow", sa.String, nullable=False, server_default="not yet")
        op.add_column(table, new)
    op.create_index("ix_links_tomorrow", "links", ["tomorrow"])
"""
"""Adds: what a program that knows nothing of it can live with."""


def next_version(folder: Path, *, oldest: str = REVISION) -> Path:
    """Make it, and say which programs its tables are for; what it adds is the same."""
    for package in ("service", "integrations"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, folder / package, ignore=ignored)
    store = folder / "service" / "store"
    migration = MIGRATION.format(next=NEXT, now=REVISION, oldest=oldest)
    (store / "migrations" / "versions" / f"{NEXT}_tomorrow.py").write_text(migration)
    tables = store / "tables.py"
    said = f'REVISION = "{REVISION}"'
    assert said in tables.read_text()
    tables.write_text(tables.read_text().replace(said, f'REVISION = "{NEXT}"'))
    return folder
