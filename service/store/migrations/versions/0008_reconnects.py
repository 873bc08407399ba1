"""When the plan is reconnected with fresh postings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
oldest_program = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make their table."""
    op.create_table(
        "reconnects",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("postings", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("gid", sa.String()),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Date()),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_reconnects_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "number", name=op.f("pk_reconnects")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("reconnects")
