"""The coverage: now, line by line, and over time."""

from pydantic import BaseModel, Field

from service.domain.coverage_lines import Reach
from service.domain.plan import Group, Kind
from service.usecases.coverage import coverage_report
from service.web.api.progress import Point
from service.web.keyed import AccountId, Momentum, keyed_router

router = keyed_router("postings")


class Answer(BaseModel):
    """A goal that answers a line."""

    id: str
    skill: str


class Line(BaseModel):
    """One line of a posting, and how far the plan has come towards it."""

    text: str
    kind: Kind
    nice_to_have: bool
    weight: int = Field(description="2 for a must-have, 1 for a nice-to-have")
    reach: Reach
    goals: list[Answer]


class Share(BaseModel):
    """Weights of requirements: those answered by mastered goals, and all of them."""

    answered: int
    total: int
    share: float = Field(description="From 0 to 1")


class Posting(Share):
    """One posting, line by line."""

    id: str
    title: str
    lines: list[Line]


class Coverage(Share):
    """How much of what the postings ask for is answered, and how that came about."""

    by_reach: dict[Reach, int] = Field(description="Weights, adding up to `total`")
    by_group: dict[Group, int] = Field(description="Weights of what is answered or planned")
    history: list[Point] = Field(description="One for each review, oldest first, and today")
    in_words: str
    postings: list[Posting]


@router.get("/coverage", summary="The coverage, now and over time")
def show(app: Momentum, account_id: AccountId) -> Coverage:
    """Show what the postings ask for and how far the plan has come towards each line."""
    report = coverage_report(app.database, account_id, now=app.clock())
    return Coverage.model_validate(report.as_dict())
