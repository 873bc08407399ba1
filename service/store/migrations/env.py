"""Alembic's entry: runs the steps on the connection that it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alembic import context

from service.store import form
from service.store.tables import metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection

connection: Connection = context.config.attributes["connection"]


def keep_oldest(*, heads: set[str], **_more: Any) -> None:
    """Write down which programs work with the tables, as each step leaves them."""
    for head in heads:
        step = context.script.get_revision(head)
        form.keep(connection, step.module.oldest_program)


context.configure(
    connection=connection,
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
    on_version_apply=keep_oldest,  # type: ignore[arg-type]  # it is called by names
)
with context.begin_transaction():
    context.run_migrations()
