"""Webhooks, and when one last rang for an account."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
oldest_program = "0003"
branch_labels = None
depends_on = None

IS_LIVE = sa.text("state IN ('pending', 'active')")


def upgrade() -> None:
    """Make the table, and the account's column."""
    op.add_column("accounts", sa.Column("rung_at", sa.DateTime(timezone=True)))
    op.create_table(
        "webhooks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("project_gid", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("gid", sa.String()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("candidates", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret", sa.LargeBinary()),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True)),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_webhooks_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooks")),
        sa.UniqueConstraint("nonce", name=op.f("uq_webhooks_nonce")),
    )
    op.create_index(
        op.f("ix_webhooks_account_id"),
        "webhooks",
        ["account_id"],
        unique=True,
        sqlite_where=IS_LIVE,
        postgresql_where=IS_LIVE,
    )


def downgrade() -> None:
    """Drop both."""
    op.drop_table("webhooks")
    op.drop_column("accounts", "rung_at")
