"""Sorting: one line after the other into the three groups, with the schedule beside."""

from urllib.parse import urlencode

from fastapi import Response

from service.domain import step_zero
from service.domain.plan import Goal, Group, State, Via
from service.errors import NotFound, ServiceError
from service.usecases import goals, sorting
from service.usecases.arrange import Move, arrange
from service.usecases.sorting import Answered, Drop, NewGoal, Sorted
from service.usecases.sorting_memory import last, remember, undo_last
from service.web.pages.forms import WHOLE, Form
from service.web.pages.goal_cards import Shown, shown
from service.web.pages.hints import hint
from service.web.pages.sort_board import (
    LEARNING,
    ROADS,
    beside,
    columns,
    current,
    is_key,
    items,
    key_of,
)
from service.web.pages.visit import Here, Visit, page_router

router = page_router()

ANSWERED, DROP = "answered", "drop"
HINTS = {
    "name": "Choose another name, or say below that this goal answers the line.",
    "goal": "Choose one from the list.",
}
LOOK_AGAIN = "It is shown below as it stands now."


@router.get("/sort")
def show(here: Here, line: str = "", ask: str = "") -> Response:
    """Show the line that is looked at, what waits, the groups and the schedule."""
    return _show(here, line, ask)


@router.post("/sort")
def sort(here: Here) -> Response:
    """Decide about one line; what will not do is said beside its field."""
    form = here.form
    line, like = form.text("line"), form.all("like")
    into = _into(form)
    next_ = _next(here, line)
    if into is None:
        return _show(here, key_of(line))
    try:
        done = sorting.sort_line(
            here.app.database, here.account_id, line, into, like=like, now=here.now
        )
    except NotFound as error:
        form.take(error, "goal" if isinstance(into, Answered) else WHOLE, LOOK_AGAIN)
        return _show(here, key_of(line))
    except ServiceError as error:
        form.take(error, WHOLE, HINTS.get(error.field, LOOK_AGAIN))
        return _show(here, key_of(line))
    remember(here.app.database, here.session, done)
    return here.go(_path(next_, _silent(form, done)), _said(shown(here), done))


@router.post("/sort/undo")
def undo(here: Here) -> Response:
    """Let the lines of the last answer wait again."""
    try:
        done = undo_last(
            here.app.database, here.session, line=here.form.text("line"), now=here.now
        )
    except ServiceError as error:
        here.form.take(error, WHOLE, "Change the goal itself.")
        return _show(here)
    return here.go(_path(key_of(done.lines[0])), f"“{done.lines[0]}” waits again.")


@router.post("/sort/arrange")
def put(here: Here) -> Response:
    """Put a goal before or behind another one, or into another group."""
    form = here.form
    move = Move(
        group=_group(form.text("group")),
        before=form.text("before") or None,
        after=form.text("after") or None,
    )
    try:
        goal = arrange(
            here.app.database, here.account_id, form.text("goal"), move, now=here.now
        )
    except ServiceError as error:
        form.take(error, WHOLE, LOOK_AGAIN)
        return _show(here, form.text("at"))
    return here.go(_path(form.text("at")), f"“{goal.skill}”: {_where(shown(here), goal.id)}.")


@router.post("/sort/say")
def say(here: Here) -> Response:
    """Say what shows a goal, or how it is going to be learned."""
    form = here.form
    edit = goals.Edit(
        how=form.text("how") or None,
        evidence=form.text("evidence") or None,
        via=_via(form),
    )
    goal_id = form.text("goal")
    try:
        goal = goals.edit(here.app.database, here.account_id, goal_id, edit, now=here.now)
    except ServiceError as error:
        form.refuse(WHOLE, f"{error} {hint(error, LOOK_AGAIN)}")
        return _show(here, form.text("at"), goal_id)
    return here.go(_path(form.text("at")), f"Kept with “{goal.skill}”.")


def _show(here: Visit, key: str = "", ask: str = "") -> Response:
    found = sorting.waiting(here.app.database, here.account_id, now=here.now)
    plan = shown(here)
    waiting = items(found)
    item = current(waiting, key)
    if not (item and item.asked.text == here.form.text("line")):
        here.form = Form(errors=here.form.errors)  # what was said of another line
    return here.page(
        "sort.html",
        plan=plan,
        found=found,
        waiting=waiting,
        item=item,
        next=beside(waiting, item, 1) if item else "",
        previous=beside(waiting, item, -1) if item else "",
        columns=columns(plan),
        asks=ask,
        roads=ROADS,
        groups=LEARNING,
        goals=[(goal.id, goal.skill) for goal in plan.plan.goals if _may_answer(goal)],
        last=last(here.app.database, here.session),
        step_zero=step_zero,
    )


def _may_answer(goal: Goal) -> bool:
    return goal.state is not State.LET_GO


def _into(form: Form) -> NewGoal | Answered | Drop | None:
    """What was chosen; where nothing was, that is noted as what is wrong."""
    wanted = form.text("do")
    if wanted == DROP:
        return Drop()
    goal = form.text("by") or (form.text("goal") if wanted == ANSWERED else "")
    if goal:
        return Answered(goal)
    if wanted == ANSWERED:
        form.refuse("goal", "Choose the goal that answers it.")
        return None
    group = _group(form.text("group"))
    if group is None:
        form.refuse("group", "Say where it belongs.")
        return None
    name = form.text("name")
    if group is Group.MASTERED:
        return NewGoal(group, name, evidence=form.text("evidence"))
    via = _via(form, group)
    return NewGoal(group, name, how=form.text("how"), via=via)


def _next(here: Visit, line: str) -> str:
    """The line that comes behind this one, so that one goes on from where one is."""
    found = sorting.waiting(here.app.database, here.account_id, now=here.now)
    waiting = items(found)
    item = current(waiting, key_of(line))
    return beside(waiting, item, 1) if item else ""


def _silent(form: Form, done: Sorted) -> str:
    """The goal to be asked about where it was dragged, for a drag says nothing but where."""
    return done.goal.id if done.goal and done.made and form.text("dragged") else ""


def _path(line: str, ask: str = "") -> str:
    """The address of a line by its key; what is none leads to the first line."""
    wanted = {"line": line if is_key(line) else "", "ask": ask}
    query = urlencode({name: value for name, value in wanted.items() if value})
    return f"/sort?{query}" if query else "/sort"


def _said(plan: Shown, done: Sorted) -> str:
    if done.goal is None:
        return f"“{done.lines[0]}” is dropped from the postings."
    where = _where(plan, done.goal.id)
    return f"“{done.goal.skill}”{'' if done.made else ' answers it now'}: {where}."


def _where(plan: Shown, goal_id: str) -> str:
    """What a goal is doing, and until when."""
    goal = plan.plan.goal(goal_id)
    match goal.state:
        case State.MASTERED:
            return "mastered"
        case State.ACTIVE:
            return "in ink this quarter"
        case _ if goal.quarter:
            return f"comes back in {goal.quarter}"
        case _:
            return "later, without a day"


def _group(given: str) -> Group | None:
    return next((group for group in Group if group.value == given), None)


def _via(form: Form, group: Group | None = None) -> Via | None:
    given = form.text(f"via_{group.value}" if group else "via")
    return next((via for via in Via if via.value == given), None)
