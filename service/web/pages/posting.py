"""One posting: the lines that count and the rest, side by side, one tap to add or drop each."""

from dataclasses import dataclass

from fastapi import Response

from service.domain.plan import wording
from service.domain.posting_lines import Offer, Picks
from service.errors import Conflict, NotFound, ServiceError
from service.usecases import postings
from service.usecases.posting_look import Look
from service.usecases.posting_words import CAME, measures
from service.web.pages.goal_cards import shown
from service.web.pages.visit import Here, Visit, page_router

router = page_router()

PICKS = ("add", "drop", "must_have", "nice_to_have", "skill", "attribute")
ALL_OF_THEM = "The postings page has all of them."


@dataclass(frozen=True, slots=True)
class Row:
    """A line, and what it measures; `heads` says that others stand under it."""

    offer: Offer
    measures: tuple[str, ...]
    heads: bool


@router.get("/postings/{posting_id}")
def show(here: Here, posting_id: str) -> Response:
    """Show a posting with all its lines."""
    plan = shown(here)
    look = _look(here, posting_id)
    headings = {one.heading for one in look.offers}
    rows = [_row(one, headings) for one in look.offers]
    copy = look.copy
    return here.page(
        "posting.html",
        plan=plan,
        look=look,
        asked=[row for row in rows if row.offer.asked],
        rest=[row for row in rows if not row.offer.asked],
        came=CAME[copy.came] if copy else CAME["plan"],
        brought=copy.brought_at.astimezone(plan.zone).date() if copy else None,
    )


@router.post("/postings/{posting_id}/pick")
def pick(here: Here, posting_id: str) -> Response:
    """Change which lines count, and how; each is named by its words."""
    form = here.form
    words = {name: tuple(form.all(name)) for name in PICKS}
    try:
        found = postings.pick(
            here.app.database, here.account_id, posting_id, Picks(**words), now=here.now
        )
    except NotFound:
        raise NotFound(
            "The posting, or this line of it, is not there.", hint=ALL_OF_THEM
        ) from None
    except ServiceError as error:
        form.take(error, "add", "Take the posting up again first.")
        return show(here, posting_id)
    changed = next((word for named in words.values() for word in named), "")
    return here.go(f"/postings/{found.posting.id}#l{_number(found, changed)}")


@router.get("/postings/{posting_id}/remove")
def ask_first(here: Here, posting_id: str) -> Response:
    """Ask whether it is meant, and say what stays."""
    return here.page("posting_remove.html", look=_look(here, posting_id))


@router.post("/postings/{posting_id}/remove")
def remove(here: Here, posting_id: str) -> Response:
    """Take it out of the plan."""
    try:
        found = postings.remove(here.app.database, here.account_id, posting_id, now=here.now)
    except NotFound:
        raise _not_there() from None
    except Conflict:
        return here.go("/postings", "It is not in the plan any more.")
    return here.go("/postings", f"“{found.posting.title}” is removed. A copy of it is kept.")


def _look(here: Visit, posting_id: str) -> Look:
    try:
        return postings.look(here.app.database, here.account_id, posting_id)
    except NotFound:
        raise _not_there() from None


def _not_there() -> NotFound:
    return NotFound("There is no such posting.", hint=ALL_OF_THEM)


def _row(one: Offer, headings: set[str]) -> Row:
    return Row(one, tuple(measures(one.text)), heads=one.text in headings)


def _number(look: Look, words: str) -> int:
    """Where on the page the line that was changed is; 1 for one that is gone."""
    key = wording(words)
    return next((one.number for one in look.offers if wording(one.text) == key), 1)
