"""Signing in with Asana: who has given consent, and which account is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.errors import Conflict, ServiceError
from service.store import accounts, grants, plans, webhooks
from service.store.grants import Consent
from service.usecases.connect import has_one_already

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from integrations.asana.models import User
    from integrations.asana.oauth import Tokens
    from service.domain.plan import PlanSettings
    from service.store.accounts import Account
    from service.store.database import Database
    from service.usecases.access import Seals


def consent_of(vault: Seals, tokens: Tokens, now: datetime) -> Consent:
    """Return what a code was good for, sealed."""
    if tokens.refresh_token is None:
        raise ServiceError(
            "Asana gave access for an hour, and nothing to renew it with.",
            hint="Try again; if it stays, check how the app is registered with Asana.",
        )
    refresh, access = vault.seal(tokens.refresh_token), vault.seal(tokens.access_token)
    return Consent(refresh, access, now + tokens.lasts)


def admit(
    database: Database,
    user: User,
    consent: Consent,
    *,
    here: int | None,
    defaults: PlanSettings,
    now: datetime,
) -> Account:
    """Return the account of whoever has given consent, and keep the consent with it.

    Who comes for the first time gets an account of their own, whose plan starts with
    `defaults`; who comes back gets theirs, and work goes on where it was. `here` is the
    account that is signed in already: the consent is for that one, and `Conflict` is raised
    where it is another person's.
    """
    with database.begin() as tx:
        account_id = _theirs(tx, user, now) if here is None else _same(tx, user, here)
        webhooks.check_soon(tx, account_id, now)  # it may have ended with the former consent
        plans.start(tx, account_id, defaults)
        accounts.belong(tx, account_id, user_gid=user.gid, name=user.name, email=user.email)
        grants.keep(tx, account_id, consent)
        if accounts.get(tx, account_id).workspace_gid is not None:
            grants.go_on(tx, account_id, now)
        return accounts.get(tx, account_id)


def _theirs(tx: Connection, user: User, now: datetime) -> int:
    return accounts.add(tx, user_gid=user.gid, name=user.name, email=user.email, now=now)


def _same(tx: Connection, user: User, here: int) -> int:
    """Refuse to let one person's consent work in another person's account."""
    before = accounts.get(tx, here)
    if before.user_gid not in (None, user.gid):
        raise Conflict(
            f"At Asana you are {user.name}, and this is {before.name}'s account.",
            hint="Sign out here first, then sign in with Asana for an account of your own.",
        )
    if accounts.find(tx, user.gid) not in (None, here):
        raise has_one_already(user)
    return here
