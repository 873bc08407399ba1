"""Asking for a sync, and the ticket one gets for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from service.bootstrap import not_connected
from service.errors import AccountStopped, NeedsConfirmation
from service.store import accounts
from service.store.accounts import AccountState
from service.store.states import RECOVERABLE

if TYPE_CHECKING:
    from datetime import datetime

    from fastapi import Response
    from sqlalchemy import Connection

    from service.store.accounts import Answer

SYNCS = "/api/v1/syncs"


class Ticket(BaseModel):
    """A sync that was asked for: the first run to begin afterwards covers it."""

    id: int = Field(examples=[42])
    href: str = Field(examples=[f"{SYNCS}/42"])


def ask(
    tx: Connection,
    account_id: int,
    *,
    now: datetime,
    review: bool = False,
    answer: Answer | None = None,
) -> int:
    """Ask for a sync, and with `review` for this week's review after it.

    An account on which no work is done refuses at once and says what the person can do; with
    the person's `answer` it begins again where that can help.
    """
    account = accounts.get(tx, account_id)
    message, hint = account.state_message, account.state_hint
    if account.state is AccountState.OK or (answer and account.state in RECOVERABLE):
        return accounts.request(tx, account_id, now=now, review=review, answer=answer)
    match account.state:
        case AccountState.NOT_CONNECTED:
            raise not_connected()
        case AccountState.CONFIRM:
            raise NeedsConfirmation(message, hint=hint)
        case _:
            raise AccountStopped(message, hint=hint)


def hand_out(ticket: int, response: Response) -> Ticket:
    """Answer with the ticket, and point to where its run can be followed."""
    href = f"{SYNCS}/{ticket}"
    response.headers["Location"] = href
    return Ticket(id=ticket, href=href)
