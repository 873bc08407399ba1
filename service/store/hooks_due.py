"""Which accounts' webhooks are to be looked after now, found in one look at the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select

from service.store.links import LinkKind
from service.store.states import AccountState
from service.store.tables import accounts, links, webhooks
from service.store.webhooks import LIVE, SILENCE, HookState

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from sqlalchemy import ColumnElement, Connection, Select

row = webhooks.c
_PROJECT = links.alias("project")


def hooks_due(
    tx: Connection, now: datetime, *, within: str | None, project_key: str
) -> list[int]:
    """Return the accounts where a webhook may have to be made, checked, or taken away.

    Those are among them for sure where one has to; who looks after them looks again.
    `within` is what the target of a good one begins with, None where none is wanted.
    `project_key` names the link of what it rings for.
    """
    found = set(tx.execute(_of_hooks(now, within, project_key)).scalars())
    if within is not None:
        found.update(tx.execute(_without_one(project_key)).scalars())
    return sorted(found)


def _of_hooks(now: datetime, within: str | None, project_key: str) -> Select[*tuple[Any, ...]]:
    """Those whose webhook needs something."""
    its_account = and_(accounts.c.id == row.account_id, accounts.c.state == AccountState.OK)
    hooks = select(row.account_id).select_from(webhooks.join(accounts, its_account))
    if within is None:
        return hooks
    its_project = and_(_PROJECT.c.account_id == row.account_id, *_named(project_key))
    astray = or_(
        ~row.target.startswith(within, autoescape=True),
        row.project_gid.is_distinct_from(_PROJECT.c.gid),
    )
    return hooks.outerjoin(_PROJECT, its_project).where(
        or_(_is_due(now), and_(row.state.in_(LIVE), astray))
    )


def _without_one(project_key: str) -> Select[*tuple[Any, ...]]:
    """Those that have a project, and nothing that rings for it."""
    its_project = and_(_PROJECT.c.account_id == accounts.c.id, *_named(project_key))
    return (
        select(accounts.c.id)
        .select_from(accounts.join(_PROJECT, its_project))
        # Not a look for each: there is no index that would serve it.
        .where(
            accounts.c.state == AccountState.OK, accounts.c.id.not_in(select(row.account_id))
        )
    )


def _named(project_key: str) -> tuple[ColumnElement[bool], ...]:
    return _PROJECT.c.kind == LinkKind.PROJECT, _PROJECT.c.key == project_key


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Its time has come; for one that rings also by its silence."""
    last = func.coalesce(row.heard_at, row.made_at, type_=row.made_at.type)
    silent = and_(row.state == HookState.ACTIVE, last < now - SILENCE)
    too_late = and_(row.state == HookState.PENDING, row.expires_at <= now)
    return or_(row.due_at <= now, silent, too_late)
