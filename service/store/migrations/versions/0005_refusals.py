"""What Asana refused, and why something happened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
oldest_program = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and the history's column."""
    op.add_column("history", sa.Column("note", sa.Text()))
    op.create_table(
        "refusals",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_refusals_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "key", name=op.f("pk_refusals")),
    )


def downgrade() -> None:
    """Drop both, and all that is in them."""
    op.drop_table("refusals")
    op.drop_column("history", "note")
