"""The decisions that reviews ask for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
oldest_program = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make their table."""
    op.create_table(
        "decisions",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("iso_year", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("iso_week", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("position", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("quarter", sa.String()),
        sa.Column("was", sa.String()),
        sa.Column("gid", sa.String()),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("ticked", sa.Boolean(), nullable=False),
        sa.Column("says", sa.Text()),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_decisions_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "account_id", "iso_year", "iso_week", "position", name=op.f("pk_decisions")
        ),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("decisions")
