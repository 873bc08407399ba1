"""Many accounts: what consent gave each, and API keys with a name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
oldest_program = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("accounts", sa.Column("access", sa.LargeBinary()))
    op.add_column("accounts", sa.Column("access_until", sa.DateTime(timezone=True)))
    op.add_column("accounts", sa.Column("renewer", sa.String()))
    op.add_column("accounts", sa.Column("renewer_until", sa.DateTime(timezone=True)))
    op.create_index(op.f("ix_accounts_user_gid"), "accounts", ["user_gid"], unique=True)
    with op.batch_alter_table("api_keys") as table:
        table.add_column(sa.Column("name", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("last_used_on", sa.Date()))
        table.alter_column("account_id", existing_type=sa.Integer(), nullable=True)
    op.execute("UPDATE api_keys SET name = 'key ' || id WHERE NOT from_settings")
    with op.batch_alter_table("api_keys") as table:
        table.alter_column("name", existing_type=sa.Text(), server_default=None)
        table.create_unique_constraint(
            op.f("uq_api_keys_account_id_name"), ["account_id", "name"]
        )


def downgrade() -> None:
    """Drop them. The next start of the service accepts the settings' key anew."""
    op.execute("DELETE FROM api_keys WHERE account_id IS NULL")
    with op.batch_alter_table("api_keys") as table:
        table.drop_constraint(op.f("uq_api_keys_account_id_name"), type_="unique")
        table.alter_column("account_id", existing_type=sa.Integer(), nullable=False)
        table.drop_column("last_used_on")
        table.drop_column("name")
    op.drop_index(op.f("ix_accounts_user_gid"), "accounts")
    for column in ("renewer_until", "renewer", "access_until", "access"):
        op.drop_column("accounts", column)
