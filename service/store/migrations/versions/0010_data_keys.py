"""The keys that secrets are sealed with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
oldest_program = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make their table. What is sealed already stays so until the key is rotated."""
    op.create_table(
        "data_keys",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_keys")),
    )


def downgrade() -> None:
    """Drop it, and with it whatever only its keys opened: `momentum connect` brings it back."""
    op.drop_table("data_keys")
