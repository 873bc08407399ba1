"""Asking for a sync, and following it."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import Path, Response
from pydantic import BaseModel, Field

from service.errors import NotFound
from service.store import accounts, runs
from service.store.accounts import Answer
from service.web.keyed import AccountId, Momentum, keyed_router
from service.web.tickets import Ticket, ask, hand_out

router = keyed_router("syncs")
TicketId = Annotated[int, Path(ge=1, le=2**31 - 1, description="As `POST /syncs` gave it")]

WAITING = "waiting"


class Wish(BaseModel, extra="forbid"):
    """What to do about what keeps the account from going on."""

    answer: Answer | None = Field(
        default=None,
        description="`again`: the reason has passed. `confirm`: what is gone from Asana is "
        "meant to be gone. `keep`: it is not; make its tasks again.",
    )


class Sync(BaseModel):
    """A sync that was asked for, and the run that covers it once there is one."""

    id: int = Field(description="The ticket")
    status: str = Field(examples=[WAITING, "running", "done"])
    started_at: datetime | None = None
    finished_at: datetime | None = None
    progress: dict[str, object] | None = Field(default=None, description="done, total, what")
    result: dict[str, object] | None = Field(
        default=None, description="As `momentum sync --json`"
    )
    error: dict[str, object] | None = Field(
        default=None, description="What is wrong, and a hint"
    )


@router.post("/syncs", status_code=HTTPStatus.ACCEPTED, summary="Ask for a sync")
def start(
    app: Momentum, account_id: AccountId, response: Response, wish: Wish | None = None
) -> Ticket:
    """Ask for a sync; `Location` says where to follow it.

    Where the account has stopped, the body says what the person answers to that.
    """
    answer = wish.answer if wish else None
    with app.database.begin() as tx:
        ticket = ask(tx, account_id, now=app.clock(), answer=answer)
    return hand_out(ticket, response)


@router.get("/syncs/{ticket}", summary="Follow a sync")
def follow(app: Momentum, account_id: AccountId, ticket: TicketId) -> Sync:
    """Show the run that covers a ticket: the first to begin after it was given."""
    with app.database.begin() as tx:
        if ticket > accounts.get(tx, account_id).wanted:
            raise NotFound(
                "No sync was asked for under this number.",
                hint="`POST /api/v1/syncs` asks for one.",
            )
        run = runs.covering(tx, account_id, ticket)
    if run is None:
        return Sync(id=ticket, status=WAITING)
    return Sync(
        id=ticket,
        status=run.status,
        started_at=run.started_at,
        finished_at=run.finished_at,
        progress=run.progress,
        result=run.result,
        error=run.error,
    )
