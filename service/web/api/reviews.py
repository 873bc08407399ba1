"""The reviews so far, and asking for this week's."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from http import HTTPStatus

from fastapi import Response
from pydantic import BaseModel, Field

from service.domain.decision import Asked, Choice, Status
from service.domain.review_week import IsoWeek
from service.store import decisions, reviews
from service.web.api.paging import Limit
from service.web.keyed import AccountId, Momentum, keyed_router
from service.web.tickets import Ticket, ask, hand_out

router = keyed_router("reviews")


class Decision(BaseModel):
    """One thing that a review asked, and what has become of it."""

    position: int
    choice: Choice = Field(description="What ticking it does")
    about: str = Field(description="The id of the goal, or of the posting")
    title: str = Field(description="The question, with its reason")
    quarter: str | None = Field(description="Where the goal would be deferred to")
    status: Status
    answered_at: datetime | None
    gid: str | None = Field(description="Its subtask in Asana")


class Review(BaseModel):
    """One week's review."""

    iso_year: int
    iso_week: int
    began_at: datetime
    finished_at: datetime | None
    gid: str | None = Field(description="Its task in Asana")
    facts: dict[str, object] | None = Field(description="What it was worked out from")
    decisions: list[Decision]


@router.get("/reviews", summary="The reviews so far, newest first")
def latest(app: Momentum, account_id: AccountId, limit: Limit = 26) -> list[Review]:
    """List the reviews, with the figures they were made from."""
    with app.database.begin() as tx:
        found = reviews.latest(tx, account_id, limit)
        asked = decisions.of_reviews(tx, account_id, [_week(review) for review in found])
    return [
        Review(
            **asdict(review),
            decisions=_shown(one for one in asked if one.week == _week(review)),
        )
        for review in found
    ]


@router.post("/reviews", status_code=HTTPStatus.ACCEPTED, summary="Make this week's review now")
def make(app: Momentum, account_id: AccountId, response: Response) -> Ticket:
    """Ask for this week's review; it comes with a sync, and only once a week."""
    with app.database.begin() as tx:
        ticket = ask(tx, account_id, now=app.clock(), review=True)
    return hand_out(ticket, response)


def _week(review: reviews.Review) -> IsoWeek:
    return IsoWeek(review.iso_year, review.iso_week)


def _shown(asked: Iterable[Asked]) -> list[Decision]:
    return [
        Decision(
            position=one.position,
            choice=one.decision.choice,
            about=one.decision.about,
            title=one.decision.title,
            quarter=one.decision.as_dict()["quarter"],
            status=one.status,
            answered_at=one.answered_at,
            gid=one.gid,
        )
        for one in asked
    ]
