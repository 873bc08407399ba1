"""One goal at a time: add, edit, and what a person decides about it."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Path, Response

from service.bootstrap import App
from service.domain.goal_search import find
from service.usecases import goals
from service.usecases.arrange import arrange
from service.usecases.status import goals_in_full, plan_and_links
from service.web.api.goal_bodies import (
    Activation,
    Deferral,
    Edit,
    LettingGo,
    Mastery,
    Move,
    NewGoal,
)
from service.web.keyed import AccountId, Momentum, keyed_router

router = keyed_router("goals")

Wanted = Annotated[str, Path(alias="goal", description="Its id, its name, or how that begins")]
Goal = dict[str, object]
"""A goal in plan.yaml's own keys, and what was worked out for it."""


@router.get("/goals", summary="All goals, in the plan's order")
def listed(app: Momentum, account_id: AccountId) -> list[Goal]:
    """List the goals as `GET /plan` has them."""
    return list(by_id(app, account_id).values())


@router.post("/goals", status_code=HTTPStatus.CREATED, summary="Add a goal")
def add(app: Momentum, account_id: AccountId, new: NewGoal, response: Response) -> Goal:
    """Add a goal at the end of the plan; it gets the next place that is free."""
    added = goals.add(app.database, account_id, new.goal(), now=app.clock())
    response.headers["Location"] = f"/api/v1/goals/{added.id}"
    return by_id(app, account_id)[added.id]


@router.get("/goals/{goal}", summary="One goal")
def one(app: Momentum, account_id: AccountId, wanted: Wanted) -> Goal:
    """Show one goal."""
    with app.database.begin() as tx:
        plan, _ = plan_and_links(tx, account_id)
    return by_id(app, account_id)[find(plan, wanted).id]


@router.patch("/goals/{goal}", summary="Edit a goal")
def edit(app: Momentum, account_id: AccountId, wanted: Wanted, changes: Edit) -> Goal:
    """Change what is given, and leave the rest; a new name is a rename."""
    edited = goals.edit(app.database, account_id, wanted, changes.edit(), now=app.clock())
    return by_id(app, account_id)[edited.id]


@router.post("/goals/{goal}/defer", summary="Put a goal off")
def defer(
    app: Momentum, account_id: AccountId, wanted: Wanted, until: Deferral | None = None
) -> Goal:
    """Put a goal off to a day or a quarter; with neither, to the next one with room."""
    when = until.when() if until else None
    deferred = goals.defer(app.database, account_id, wanted, until=when, now=app.clock())
    return by_id(app, account_id)[deferred.id]


@router.post("/goals/{goal}/activate", summary="Work on a goal this quarter")
def activate(
    app: Momentum, account_id: AccountId, wanted: Wanted, where: Activation | None = None
) -> Goal:
    """Take a goal into this quarter, over capacity too, and back if it was let go."""
    group = where.group if where else None
    active = goals.activate(app.database, account_id, wanted, group=group, now=app.clock())
    return by_id(app, account_id)[active.id]


@router.post("/goals/{goal}/master", summary="A goal is reached")
def master(
    app: Momentum, account_id: AccountId, wanted: Wanted, by: Mastery | None = None
) -> Goal:
    """Say that a goal is reached, and which experience shows it."""
    evidence = by.evidence if by else None
    done = goals.master(app.database, account_id, wanted, evidence=evidence, now=app.clock())
    return by_id(app, account_id)[done.id]


@router.post("/goals/{goal}/let-go", summary="Let go of a goal")
def let_go(
    app: Momentum, account_id: AccountId, wanted: Wanted, why: LettingGo | None = None
) -> Goal:
    """Drop a goal and remember it; only `activate` or a hand in Asana brings it back."""
    reason = why.reason if why else ""
    gone = goals.let_go(app.database, account_id, wanted, reason=reason, now=app.clock())
    return by_id(app, account_id)[gone.id]


@router.post("/goals/{goal}/move", summary="Put a goal elsewhere in the order")
def move(app: Momentum, account_id: AccountId, wanted: Wanted, to: Move) -> Goal:
    """Put a goal before or after another, to a position, or into another group.

    The order is priority: goals that Asana does not show yet are placed anew by it.
    """
    moved = arrange(app.database, account_id, wanted, to.move(), now=app.clock())
    return by_id(app, account_id)[moved.id]


def by_id(app: App, account_id: int) -> dict[str, Goal]:
    """Return every goal in full, by its id."""
    with app.database.begin() as tx:
        plan, found = plan_and_links(tx, account_id)
    return {str(goal["id"]): goal for goal in goals_in_full(plan, found)}
