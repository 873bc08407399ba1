"""Which programs may work with the tables, beside those of their own form."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
oldest_program = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; each step that is taken from now on writes into it."""
    op.create_table(
        "oldest_program",
        sa.Column("revision", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_oldest_program")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("oldest_program")
