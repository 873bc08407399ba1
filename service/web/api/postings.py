"""Postings of a dream job: bring them in, pick their lines, take them out."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Path, Query, Request, Response

from service.bootstrap import App
from service.usecases import postings
from service.usecases.ports import Pages
from service.usecases.posting_draft import (
    Draft,
    draft_from_file,
    draft_from_link,
    draft_from_text,
)
from service.web.api.posting_bodies import BODY, Changes, Sent, sent
from service.web.keyed import AccountId, Momentum, keyed_router

router = keyed_router("postings")

Wanted = Annotated[
    str, Path(alias="posting", description="Its id, its title, or how that begins")
]
Former = Annotated[bool, Query(description="Also those that were removed")]
Posting = dict[str, object]
"""A posting in plan.yaml's own keys; looked at alone, with its lines and its text."""


@router.get("/postings", summary="The postings")
def listed(app: Momentum, account_id: AccountId, *, former: Former = False) -> list[Posting]:
    """List the postings of the plan, and with `former` those that were removed from it."""
    found = postings.listed(app.database, account_id, former=former)
    return [one.as_dict() for one in found]


@router.post(
    "/postings",
    status_code=HTTPStatus.CREATED,
    summary="Bring a posting in",
    openapi_extra=BODY,
)
def bring(
    request: Request,
    app: Momentum,
    account_id: AccountId,
    what: Annotated[Sent, Depends(sent)],
    response: Response,
) -> Posting:
    """Bring a posting in as text, by its link, or as a file (2 MiB with the form around it).

    The lines that read as requirements are picked, all others are kept beside them; where
    nothing was found, `notice` says so. A link may take 15 seconds, and two are read at once.
    """
    draft = _draft(app, account_id, what, request.app.state.pages)
    found = postings.bring(app.database, account_id, draft, title=what.title, now=app.clock())
    response.headers["Location"] = f"/api/v1/postings/{found.posting.id}"
    return found.in_full()


@router.get("/postings/{posting}", summary="One posting")
def one(app: Momentum, account_id: AccountId, wanted: Wanted) -> Posting:
    """Show one posting with all its lines, picked and not."""
    return postings.look(app.database, account_id, wanted).in_full()


@router.patch("/postings/{posting}", summary="Pick lines of a posting")
def pick(app: Momentum, account_id: AccountId, wanted: Wanted, changes: Changes) -> Posting:
    """Say which lines count and how; what is not named stays."""
    picks = changes.picks()
    return postings.pick(app.database, account_id, wanted, picks, now=app.clock()).in_full()


@router.delete(
    "/postings/{posting}", status_code=HTTPStatus.NO_CONTENT, summary="Remove a posting"
)
def remove(app: Momentum, account_id: AccountId, wanted: Wanted) -> None:
    """Take a posting out of the plan; goals stay, and so does a copy of it."""
    postings.remove(app.database, account_id, wanted, now=app.clock())


@router.post("/postings/{posting}/take-up", summary="Take a removed posting up again")
def take_up(app: Momentum, account_id: AccountId, wanted: Wanted) -> Posting:
    """Put a removed posting into the plan again, with the lines that were picked then."""
    return postings.take_up(app.database, account_id, wanted, now=app.clock()).in_full()


def _draft(app: App, account_id: int, what: Sent, pages: Pages) -> Draft:
    """Read what came, if there is a place for it."""
    postings.expect(app.database, account_id, link=what.link or "")
    if what.link is not None:
        return draft_from_link(what.link, pages)
    if what.text is not None:
        return draft_from_text(what.text)
    return draft_from_file(what.file, what.name)
