"""The quarters: what is in ink now, what comes back when, what is mastered or let go."""

from fastapi import Response

from service.domain.plan import Group, State
from service.usecases import goals
from service.web.pages.goal import overtaken
from service.web.pages.goal_cards import shown
from service.web.pages.visit import Here, page_router

router = page_router()


@router.get("/quarters")
def show(here: Here) -> Response:
    """Show the whole plan, quarter by quarter."""
    plan = shown(here)
    return here.page(
        "quarters.html",
        plan=plan,
        groups=(Group.IN_ROLE, Group.OUTSIDE),
        later=plan.later(),
        undated=plan.without_a_day(),
        mastered=plan.all_in(State.MASTERED),
        let_go=plan.all_in(State.LET_GO),
    )


@router.post("/goals/{goal_id}/activate")
def activate(here: Here, goal_id: str) -> Response:
    """Take a goal up now, over capacity too; one that was let go comes back."""
    if moved := overtaken(here, goal_id, State.ACTIVE):
        return moved
    goal = goals.activate(here.app.database, here.account_id, goal_id, now=here.now)
    return here.go("/quarters", f"“{goal.skill}” is in ink this quarter.")


@router.post("/goals/{goal_id}/later")
def put_off(here: Here, goal_id: str) -> Response:
    """Put a goal off to the next quarter that has room."""
    if moved := overtaken(here, goal_id, State.DEFERRED):
        return moved
    goal = goals.defer(here.app.database, here.account_id, goal_id, now=here.now)
    when = f"to {goal.quarter}" if goal.quarter else "until you take it up again"
    return here.go("/quarters", f"“{goal.skill}” is put off {when}.")
