"""How things stand."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from service.usecases.status import status
from service.web.keyed import AccountId, Momentum, keyed_router

router = keyed_router("status")


class Coverage(BaseModel):
    """Weights of what the postings ask for, by how far the plan has come towards it."""

    answered: int = Field(description="By mastered goals")
    planned: int = Field(description="A goal that answers it is worked on, or waits")
    let_go: int
    unsorted: int = Field(description="No goal answers it")
    total: int


class Arrival(BaseModel):
    """How changes in Asana arrive, and what is wrong with its webhook where something is."""

    by: str = Field(examples=["webhook", "polling"])
    webhook: str | None = Field(description="How far it is: null without one")
    last_heard: datetime | None
    problem: str
    hint: str


class Status(BaseModel):
    """The account, the plan, and what Asana lacks of it: as `momentum status --json`."""

    state: str = Field(examples=["ok"])
    message: str = Field(description="Why work has stopped, where it has")
    hint: str = Field(description="What to do about it")
    name: str
    workspace: str
    last_sync: datetime | None
    next_sync: datetime | None
    next_review: datetime | None
    next_reconnect: date | None
    changes_arrive: Arrival
    waiting_changes: int
    goals: dict[str, int] = Field(description="How many are in each state")
    over_capacity: list[str]
    coverage: Coverage
    conflicts: list[str] = Field(
        description="Changed on both sides since the last review, each in a sentence"
    )


@router.get("/status", summary="How things stand")
def show(app: Momentum, account_id: AccountId) -> Status:
    """Show the account, the plan, and what Asana lacks of it. Asana is not asked."""
    found = status(app.database, account_id, now=app.clock())
    return Status.model_validate(found.as_dict())
