"""Which accounts' webhooks are to be looked after now, found in one look at the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, func, or_, select

from service.store.links import LinkKind
from service.store.states import AccountState
from service.store.tables import accounts, links, webhooks
from service.store.webhooks import LIVE, SILENCE, HookState

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

row = webhooks.c
_ITS_OWN = row.account_id == accounts.c.id


def hooks_due(
    tx: Connection, now: datetime, *, within: str | None, project_key: str
) -> list[int]:
    """Return the accounts where a webhook may have to be made, checked, or taken away.

    Those are among them for sure where one has to; who looks after them looks again.
    `within` is what the target of a good one begins with, None where none is wanted.
    `project_key` names the link of what it rings for.
    """
    project = links.alias("project")
    its_project = and_(
        project.c.account_id == accounts.c.id,
        project.c.kind == LinkKind.PROJECT,
        project.c.key == project_key,
    )
    due: ColumnElement[bool] = exists().where(_ITS_OWN)
    if within is not None:
        astray = or_(
            ~row.target.startswith(within, autoescape=True),
            row.project_gid.is_distinct_from(project.c.gid),
        )
        due = or_(
            exists().where(_ITS_OWN, or_(_is_due(now), and_(row.state.in_(LIVE), astray))),
            and_(project.c.gid.is_not(None), ~exists().where(_ITS_OWN)),
        )
    found = (
        select(accounts.c.id)
        .select_from(accounts.outerjoin(project, its_project))
        .where(accounts.c.state == AccountState.OK, due)
        .order_by(accounts.c.id)
    )
    return list(tx.execute(found).scalars())


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Its time has come; for one that rings also by its silence."""
    last = func.coalesce(row.heard_at, row.made_at, type_=row.made_at.type)
    silent = and_(row.state == HookState.ACTIVE, last < now - SILENCE)
    too_late = and_(row.state == HookState.PENDING, row.expires_at <= now)
    return or_(row.due_at <= now, silent, too_late)
