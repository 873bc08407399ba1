"""What the person says to why the work for an account has stopped."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
oldest_program = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("accounts", sa.Column("answer", sa.String()))


def downgrade() -> None:
    """Drop it: an answer that no run has heard is asked for again."""
    op.drop_column("accounts", "answer")
