"""Until when a look that hears nothing has nothing to do."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
oldest_program = "0014"  # an older one would change a plan and leave its account quiet
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the moment."""
    op.add_column("accounts", sa.Column("quiet_until", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("accounts", "quiet_until")
