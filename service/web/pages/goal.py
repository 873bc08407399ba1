"""One goal: what is known of it, and everything that one can decide about it."""

from collections.abc import Callable
from http import HTTPStatus

from fastapi import Response
from pydantic import ValidationError

from service.domain.plan import Goal, Group, State, Step, Via
from service.errors import NotFound, ServiceError
from service.usecases import goals
from service.web.api.goal_bodies import Deferral
from service.web.pages.forms import Form
from service.web.pages.goal_cards import Shown, shown
from service.web.pages.visit import Here, Visit, page_router

router = page_router()

QUARTERS_AHEAD = 8
NEW = Goal("", id="new")
ANOTHER_NAME = "Choose another name, or take that one up again."
TAKE_UP = "Take it up again first."
BECAME = {
    State.DEFERRED: "is put off",
    State.MASTERED: "is mastered",
    State.LET_GO: "is let go",
}
ROADS = [(road.value, road.value) for road in Via]
GROUPS = (
    ("in_role", "In my role", "by practice, feedback or a new responsibility"),
    ("outside", "Outside work", "by a course, a book, a mentor or volunteering"),
)


@router.get("/goals/new")
def ask_for_one(here: Here) -> Response:
    """Show an empty form."""
    return _form(here, NEW)


@router.post("/goals/new")
def add(here: Here) -> Response:
    """Add a goal at the end of the plan."""
    form = here.form
    new = Goal(
        form.text("name"),
        group=_group(form.text("group")) or Group.IN_ROLE,
        via=_via(form.text("via")),
        how=form.text("how"),
        notes=form.text("notes"),
        steps=tuple(Step(text) for text in _lines(form)),
    )
    try:
        added = goals.add(here.app.database, here.account_id, new, now=here.now)
    except ServiceError as error:
        form.take(error, instead=ANOTHER_NAME)
        return _form(here, NEW)
    return here.go("/quarters", f"“{added.skill}” is in the plan.")


@router.get("/goals/{goal_id}")
def show(here: Here, goal_id: str) -> Response:
    """Show a goal with its forms."""
    plan = shown(here)
    goal = _goal(plan, goal_id)
    ahead = [str(plan.quarter.plus(number)) for number in range(1, QUARTERS_AHEAD + 1)]
    quarters = [("", "the next one with room"), *zip(ahead, ahead, strict=True)]
    return here.page("goal.html", plan=plan, card=plan.card(goal), quarters=quarters)


@router.get("/goals/{goal_id}/edit")
def ask_for_changes(here: Here, goal_id: str) -> Response:
    """Show the goal's words in a form."""
    return _form(here, _goal(shown(here), goal_id))


@router.post("/goals/{goal_id}/edit")
def edit(here: Here, goal_id: str) -> Response:
    """Change what is said about a goal; what was left alone may have changed meanwhile."""
    form = here.form
    changes = _changes(form, _goal(shown(here), goal_id))
    if form.errors:
        return ask_for_changes(here, goal_id)
    try:
        goals.edit(here.app.database, here.account_id, goal_id, changes, now=here.now)
    except ServiceError as error:
        form.take(error, instead=ANOTHER_NAME)
        return ask_for_changes(here, goal_id)
    return here.go(f"/goals/{goal_id}", "It is changed, and goes to Asana with the next sync.")


@router.post("/goals/{goal_id}/defer")
def defer(here: Here, goal_id: str) -> Response:
    """Put a goal off to a day or a quarter; with neither, to the next one with room."""
    given = {name: here.form.text(name) or None for name in ("until", "quarter")}
    try:
        when = Deferral.model_validate(given).when()
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_input=False):
            field = str(problem["loc"][0]) if problem["loc"] else "until"
            here.form.refuse(field, problem["msg"].removeprefix("Value error, "))
        return show(here, goal_id)
    return _decide(
        here,
        goal_id,
        lambda: goals.defer(
            here.app.database, here.account_id, goal_id, until=when, now=here.now
        ),
        State.DEFERRED,
        "until",
    )


@router.post("/goals/{goal_id}/master")
def master(here: Here, goal_id: str) -> Response:
    """Say that a goal is reached, and by which experience that shows."""
    evidence = here.form.anew("evidence", _goal(shown(here), goal_id).evidence) or None
    if here.form.errors:
        return show(here, goal_id)
    return _decide(
        here,
        goal_id,
        lambda: goals.master(
            here.app.database, here.account_id, goal_id, evidence=evidence, now=here.now
        ),
        State.MASTERED,
        "evidence",
    )


@router.post("/goals/{goal_id}/let-go")
def let_go(here: Here, goal_id: str) -> Response:
    """Drop a goal, and remember it with the reason."""
    reason = here.form.text("reason")
    return _decide(
        here,
        goal_id,
        lambda: goals.let_go(
            here.app.database, here.account_id, goal_id, reason=reason, now=here.now
        ),
        State.LET_GO,
        "reason",
    )


def overtaken(here: Visit, goal_id: str, wanted: State) -> Response | None:
    """Show the goal where it has become something else since its button was shown."""
    goal, seen = _goal(shown(here), goal_id), here.form.text("was-state")
    if not seen or goal.state in (seen, wanted):
        return None
    said = f"“{goal.skill}” has changed since you opened the page, so nothing was done."
    return here.go(f"/goals/{goal_id}", f"{said} It is shown here as it stands now.", "warn")


def _decide(
    here: Visit, goal_id: str, decide: Callable[[], Goal], wanted: State, field: str
) -> Response:
    """Do it and go back to the quarters; what is refused is said beside the field."""
    if moved := overtaken(here, goal_id, wanted):
        return moved
    try:
        goal = decide()
    except NotFound:
        raise
    except ServiceError as error:
        here.form.take(error, field, TAKE_UP)
        return show(here, goal_id)
    return here.go("/quarters", f"“{goal.skill}” {BECAME[wanted]}.")


def _changes(form: Form, goal: Goal) -> goals.Edit:
    """What the form says anew of a goal."""
    return goals.Edit(
        skill=form.anew("name", goal.skill),
        group=_group(form.anew("group", goal.group)),
        via=_via(form.anew("via", goal.via or "")),
        how=form.anew("how", goal.how),
        evidence=form.anew("evidence", goal.evidence),
        notes=form.anew("notes", goal.notes),
        add_steps=_lines(form),
    )


def _form(here: Visit, goal: Goal) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if here.form.errors else HTTPStatus.OK
    groups = () if goal.state in (State.MASTERED, State.LET_GO) else GROUPS
    roads = ROADS if goal.via else [("", "not said"), *ROADS]
    return here.page("goal_form.html", status, goal=goal, groups=groups, roads=roads)


def _goal(plan: Shown, goal_id: str) -> Goal:
    try:
        return plan.plan.goal(goal_id)
    except KeyError:
        raise NotFound(
            "There is no such goal.", hint="The quarters page has all of them."
        ) from None


def _group(given: str | None) -> Group | None:
    return Group(given) if given in (Group.IN_ROLE, Group.OUTSIDE) else None


def _via(given: str | None) -> Via | None:
    return next((road for road in Via if road.value == given), None)


def _lines(form: Form) -> tuple[str, ...]:
    return tuple(line.strip() for line in form.text("step").splitlines() if line.strip())
