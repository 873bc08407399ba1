"""Which decisions the person said no to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
oldest_program = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column. Whether a no from before was said, nobody knows."""
    op.add_column(
        "decisions",
        sa.Column("declined", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    """Drop it: what was said no to is asked again."""
    op.drop_column("decisions", "declined")
