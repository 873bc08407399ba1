"""What happened, newest first."""

from dataclasses import asdict
from datetime import datetime

from pydantic import BaseModel, Field

from service.store import history, plans
from service.usecases.past import tell
from service.web.api.paging import Limit, Since
from service.web.keyed import AccountId, Momentum, keyed_router

router = keyed_router("history")


class Entry(BaseModel):
    """One thing that happened to the plan."""

    at: datetime
    kind: str
    text: str = Field(description="In a sentence")
    goal_id: str | None
    field: str | None
    old: str | None
    new: str | None
    note: str | None = Field(description="Why, where that is not plain")


@router.get("/history", summary="What happened, newest first")
def recent(
    app: Momentum, account_id: AccountId, limit: Limit = 50, since: Since = None
) -> list[Entry]:
    """List what was changed, by whom, and which of two edits was kept."""
    with app.database.begin() as tx:
        entries = history.recent(tx, account_id, limit, since)
        plan = plans.load(tx, account_id)
    return [
        Entry.model_validate({**asdict(entry), "text": tell(entry, plan)}) for entry in entries
    ]
