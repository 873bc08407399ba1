"""The plan, out and in."""

from typing import Annotated

from fastapi import Depends, Request
from pydantic import BaseModel, Field

from service.domain.planmerge import Imported
from service.usecases.import_plan import import_plan
from service.usecases.purpose import set_purpose
from service.usecases.status import plan_and_links, plan_in_full
from service.web.keyed import (
    AccountId,
    Momentum,
    keyed_router,
    raw_body,
    require_media_type,
    strictly_read,
)

router = keyed_router("plan")

JSON = "application/json"
YAML = ("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml")
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            YAML[0]: {"schema": {"type": "string", "description": "A plan.yaml"}},
            JSON: {"schema": {"type": "object", "description": "The same as JSON"}},
        },
    }
}


class Changes(BaseModel, extra="forbid"):
    """What is said anew of the plan as a whole."""

    purpose: str = Field(description="One sentence; empty to say none")


class Import(BaseModel):
    """What an import did: the skills of the goals that it concerns."""

    added: list[str]
    changed: list[str]
    missing: list[str] = Field(description="Not in the file; let go of only with `prune`")
    returned: list[str]
    notices: list[str]


@router.get("/plan", summary="The plan")
def show(app: Momentum, account_id: AccountId) -> dict[str, object]:
    """Show the plan in plan.yaml's own keys, and what was worked out for each goal."""
    with app.database.begin() as tx:
        plan, found = plan_and_links(tx, account_id)
    return plan_in_full(plan, found)


@router.put("/plan", summary="Import a plan", openapi_extra=BODY)
@router.post("/plan", summary="Import a plan", openapi_extra=BODY)
def bring_in(
    app: Momentum,
    account_id: AccountId,
    request: Request,
    body: Annotated[bytes, Depends(raw_body)],
    *,
    prune: bool = False,
) -> Import:
    """Import a plan.yaml, or the same as JSON.

    It is merged with the plan, three ways: what did not change in the file since the last
    one changes nothing. With `prune`, goals that the file lacks are let go of.
    """
    if require_media_type(request, *YAML, JSON) == JSON:
        strictly_read(body)
    imported = import_plan(app.database, account_id, body, now=app.clock(), prune=prune)
    return _told(imported)


@router.patch("/plan", summary="Say what the plan is for")
def change(app: Momentum, account_id: AccountId, changes: Changes) -> dict[str, object]:
    """Change the plan's purpose, and show the plan."""
    set_purpose(app.database, account_id, changes.purpose, now=app.clock())
    return show(app, account_id)


def _told(imported: Imported) -> Import:
    return Import(
        added=[goal.skill for goal in imported.added],
        changed=[goal.skill for goal in imported.changed],
        missing=[goal.skill for goal in imported.missing],
        returned=[goal.skill for goal in imported.returned],
        notices=list(imported.notices),
    )
