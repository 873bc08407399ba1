"""A session remembers the last answer that was given while sorting."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
oldest_program = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add its column."""
    op.add_column("sessions", sa.Column("answer", sa.JSON(none_as_null=True)))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("sessions", "answer")
