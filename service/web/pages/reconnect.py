"""Reconnecting: the postings of now beside the plan, and each change that comes of it."""

from fastapi import Response

from service.domain import step_zero
from service.domain.coverage_lines import Reach
from service.errors import ServiceError
from service.store import accounts
from service.usecases import reconnect as journey
from service.usecases.reconnect_changes import accept, look
from service.web.pages.forms import WHOLE
from service.web.pages.goal_cards import shown, task_address
from service.web.pages.visit import Here, page_router
from service.web.tickets import ask

router = page_router()

PARTS = (
    (Reach.ANSWERED, "Covered", "by what you have mastered"),
    (Reach.PLANNED, "Planned", "a goal in the plan answers it"),
    (Reach.UNSORTED, "New", "no goal answers it yet"),
    (Reach.LET_GO, "Let go", "the goal for it was let go before"),
)


@router.get("/reconnect")
def show(here: Here) -> Response:
    """Show the comparison, and what it proposes."""
    found = look(here.app.database, here.account_id)
    with here.app.database.begin() as tx:
        account = accounts.get(tx, here.account_id)
    return here.page(
        "reconnect.html",
        plan=shown(here),
        found=found,
        parts=[
            (reach, title, what, found.comparison.reached(reach))
            for reach, title, what in PARTS
        ],
        address=task_address(here.app.settings, found.task.gid or "") if found.task else "",
        is_connected=account.state is not accounts.AccountState.NOT_CONNECTED,
        step_zero=step_zero,
    )


@router.post("/reconnect")
def make(here: Here) -> Response:
    """Ask for the reconnect's task; it comes with a sync, unless the last one is open."""
    try:
        with here.app.database.begin() as tx:
            ticket = ask(tx, here.account_id, now=here.now)
            journey.ask(tx, here.account_id, here.now)
    except ServiceError as error:
        here.form.take(error, WHOLE)
        return show(here)
    return here.go(f"/sync/{ticket}")


@router.post("/reconnect/changes")
def change(here: Here) -> Response:
    """Do what is ticked, all of it or nothing."""
    keys = here.form.all("accept")
    if not keys:
        here.form.refuse("accept", "Tick what you accept; what is not ticked stays as it is.")
        return show(here)
    try:
        done = accept(here.app.database, here.account_id, keys, now=here.now)
    except ServiceError as error:
        here.form.take(error, "accept")
        return show(here)
    number = "1 change is" if len(done) == 1 else f"{len(done)} changes are"
    return here.go("/reconnect", f"{number} made. Asana has it with the next sync.")
