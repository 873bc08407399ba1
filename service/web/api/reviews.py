"""The reviews so far, and asking for this week's."""

from datetime import datetime
from http import HTTPStatus

from fastapi import Response
from pydantic import BaseModel, Field

from service.store import reviews
from service.web.api.paging import Limit
from service.web.keyed import AccountId, Momentum, keyed_router
from service.web.tickets import Ticket, ask, hand_out

router = keyed_router("reviews")


class Review(BaseModel):
    """One week's review."""

    iso_year: int
    iso_week: int
    began_at: datetime
    finished_at: datetime | None
    gid: str | None = Field(description="Its task in Asana")
    facts: dict[str, object] | None = Field(description="What it was worked out from")


@router.get("/reviews", summary="The reviews so far, newest first")
def latest(app: Momentum, account_id: AccountId, limit: Limit = 26) -> list[Review]:
    """List the reviews, with the figures they were made from."""
    with app.database.begin() as tx:
        found = reviews.latest(tx, account_id, limit)
    return [Review.model_validate(review, from_attributes=True) for review in found]


@router.post("/reviews", status_code=HTTPStatus.ACCEPTED, summary="Make this week's review now")
def make(app: Momentum, account_id: AccountId, response: Response) -> Ticket:
    """Ask for this week's review; it comes with a sync, and only once a week."""
    with app.database.begin() as tx:
        ticket = ask(tx, account_id, now=app.clock(), review=True)
    return hand_out(ticket, response)
