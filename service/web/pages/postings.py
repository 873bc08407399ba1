"""Postings: what they are for, the few in the plan, those of before, and bringing one in."""

from fastapi import Response

from service.domain import step_zero
from service.domain.plan import MOST_POSTINGS
from service.errors import NotFound, ServiceError
from service.usecases import postings
from service.usecases.posting_draft import (
    Draft,
    draft_from_file,
    draft_from_link,
    draft_from_text,
)
from service.web.pages.forms import WHOLE, Form
from service.web.pages.goal_cards import shown
from service.web.pages.purpose import keep_purpose
from service.web.pages.visit import Here, Visit, page_router

router = page_router()

LINK, TEXT, FILE, TITLE = "link", "text", "file", "title"
ONE_WAY = "Bring it one way: a link, or a file, or its text. Empty the other one."
NOTHING = "Paste a link here, or choose a file, or paste the text."
FULL = "Remove one first: a copy of it is kept, and it can be taken up again."
LOOK = "It may have been removed since: this page lists all that there are."
FIND_IT = "You find it on this page."
NAME_IT = "Give it a title of its own, with who offers the job."


@router.get("/postings")
def show(here: Here) -> Response:
    """Show the postings; at the very start, the question that comes before everything."""
    return _show(here)


@router.get("/postings/new")
def ask_for_one(here: Here) -> Response:
    """Show the form, also at the very start."""
    return _show(here, begun=True)


@router.post("/postings")
def bring(here: Here) -> Response:
    """Read a posting and put it into the plan; what went wrong is said beside its field."""
    form = here.form
    way = _way(form)
    if form.errors:
        return _show(here, begun=True)
    try:
        draft = _draft(here, way)
        title = form.text(TITLE)
        found = postings.bring(
            here.app.database, here.account_id, draft, title=title, now=here.now
        )
    except ServiceError as error:
        form.take(error, way if _has_room(here) else WHOLE, _instead(here, error))
        return _show(here, begun=True)
    return here.go(f"/postings/{found.posting.id}", *_said(len(found.posting.requirements)))


@router.post("/postings/purpose")
def say_purpose(here: Here) -> Response:
    """Say what the plan is for, beside the postings that it is about."""
    if not keep_purpose(here):
        return _show(here, begun=True)
    return here.go("/postings", "The purpose is kept. It begins every review.")


@router.post("/postings/{posting_id}/take-up")
def take_up(here: Here, posting_id: str) -> Response:
    """Put a former posting into the plan again."""
    try:
        found = postings.take_up(here.app.database, here.account_id, posting_id, now=here.now)
    except ServiceError as error:
        here.form.take(error, "", _instead(here, error))
        return _show(here, begun=True)
    return here.go(
        f"/postings/{found.posting.id}", f"“{found.posting.title}” is in the plan again."
    )


def _show(here: Visit, *, begun: bool = False) -> Response:
    found = postings.listed(here.app.database, here.account_id, former=True)
    plan = shown(here)
    active = [one for one in found if one.active]
    return here.page(
        "postings.html",
        plan=plan,
        active=active,
        former=[one for one in found if not one.active],
        room=max(0, MOST_POSTINGS - len(active)),
        most=MOST_POSTINGS,
        asks_first=not (begun or found or plan.plan.goals),
        step_zero=step_zero,
    )


def _way(form: Form) -> str:
    """Which of the three was used; none or several are noted as errors."""
    given = {LINK: form.text(LINK), FILE: form.file(FILE), TEXT: form.text(TEXT)}
    used = [way for way, value in given.items() if value]
    if not used:
        form.refuse(LINK, NOTHING)
    for way in used[1:]:
        form.refuse(way, ONE_WAY)
    return used[0] if used else LINK


def _draft(here: Visit, way: str) -> Draft:
    """Read what came, if there is a place for it."""
    form = here.form
    link = form.text(LINK) if way == LINK else ""
    postings.expect(here.app.database, here.account_id, link=link)
    if way == LINK:
        return draft_from_link(link, here.request.app.state.pages)
    if file := form.file(FILE):
        return draft_from_file(file.file.read(), file.filename or "")
    return draft_from_text(form.text(TEXT))


def _instead(here: Visit, error: ServiceError) -> str:
    if error.field == TITLE:
        return NAME_IT
    if isinstance(error, NotFound):
        return LOOK
    return FIND_IT if _has_room(here) else FULL


def _has_room(here: Visit) -> bool:
    return len(postings.listed(here.app.database, here.account_id)) < MOST_POSTINGS


def _said(count: int) -> tuple[str, str]:
    if not count:
        return "A copy of it is kept.", "done"
    lines = "1 line reads" if count == 1 else f"{count} lines read"
    return f"{lines} as what it asks for. Drop what does not count, and add what is missing.", (
        "done"
    )
