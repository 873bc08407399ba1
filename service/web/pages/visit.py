"""Pages behind a session: who is signed in, that the form is theirs, and how to answer."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from service.store import sessions
from service.web.keyed import app_of
from service.web.pages import cookies, render
from service.web.pages.forms import TOKEN, Form, is_form, read_form
from service.web.pages.origin import refuse_foreign
from service.web.pages.unsent import MOST_BYTES, unsent
from service.web.problem import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from datetime import datetime
    from typing import Any

    from starlette.responses import Response

    from service.bootstrap import App
    from service.store.sessions import Session

READING = frozenset({"GET", "HEAD"})
SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
SIGNED_OUT = "You were signed out, so nothing was changed. Sign in, and do it again."
TAKEN_ALONG = (
    "You were signed out, so nothing was changed. What you had typed is not lost: sign in, and "
    "it is shown again, to be sent."
)


def page_router() -> APIRouter:
    """Return a router, all of whose routes need a session; and all but GET a form of ours."""
    return APIRouter(route_class=PageRoute, include_in_schema=False)


class PageRoute(APIRoute):
    """A route that reads nothing of a request before its session has been found good.

    A form is read only where it comes from a page of ours, and is handed on only with the
    session's token in it.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap FastAPI's handler."""
        answer = super().get_route_handler()

        async def visited(request: Request) -> Response:
            session = await run_in_threadpool(session_of, request)
            if session is None:
                return await _to_sign_in(request)
            request.state.visit = visit = Visit(request, app_of(request), session)
            if request.method not in READING:
                refuse_foreign(request)
                visit.form = await read_form(request)
            try:
                if request.method not in READING and not _is_of(visit.form, session):
                    return _not_yet(visit)
                return await answer(request)
            finally:
                await visit.form.data.close()  # files that came with it

        return visited


@dataclass
class Visit:
    """One request of a signed-in person; `form` is what they sent, empty on a GET."""

    request: Request
    app: App
    session: Session
    form: Form = field(default_factory=Form)

    @property
    def account_id(self) -> int:
        """Whose plan it is about."""
        return self.session.account_id

    @property
    def now(self) -> datetime:
        """The moment, in UTC."""
        return self.app.clock()

    def page(self, template: str, status: int = HTTPStatus.OK, **values: object) -> Response:
        """Render a template of ours; 422 by itself where the form has something wrong.

        What the last request had to say is said on it.
        """
        with self.app.database.begin() as tx:
            said = sessions.hear(tx, self.session)
        if status == HTTPStatus.OK and self.form.errors:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        values = {"typed": self.form, "said": said, "csrf": self.session.csrf, **values}
        return render.page(self.request, template, status, **values)

    def go(self, path: str, said: str = "", kind: str = "done") -> Response:
        """Send the browser on to a page, which then says `said`; `kind` is done or warn."""
        if said:
            with self.app.database.begin() as tx:
                sessions.say(tx, self.session, (kind, said))
        return RedirectResponse(path, HTTPStatus.SEE_OTHER)


def visit_of(request: Request) -> Visit:
    """Return the visit that a `PageRoute` has let in."""
    visit: Visit = request.state.visit
    return visit


Here = Annotated[Visit, Depends(visit_of)]


def session_of(request: Request) -> Session | None:
    """Return the session that the browser is in, if it is in one."""
    app = app_of(request)
    presented = request.cookies.get(cookies.name_of(request), "")
    if not presented:
        return None
    with app.database.begin() as tx:
        return sessions.check(tx, presented, app.clock())


async def _to_sign_in(request: Request) -> Response:
    """Ask to sign in, with what was typed taken along; whoever signs out is out already."""
    if request.method in READING or request.url.path == SIGN_OUT:
        return RedirectResponse(SIGN_IN, HTTPStatus.SEE_OTHER)
    refuse_foreign(request)
    form = await read_form(request) if is_form(request) and _is_small(request) else Form()
    kept = unsent(request.url.path, form)
    await form.data.close()
    refused = render.page(
        request,
        "sign_in.html",
        HTTPStatus.UNAUTHORIZED,
        typed=Form(),
        said=[("warn", TAKEN_ALONG if kept else SIGNED_OUT)],
        csrf="",
        kept=kept,
    )
    refused.headers["WWW-Authenticate"] = "Bearer"
    return refused


def _is_small(request: Request) -> bool:
    """Whether it is little enough to be read for somebody who is not signed in."""
    size = request.headers.get("content-length", "")
    return size.isdecimal() and len(size) <= len(str(MOST_BYTES)) and int(size) <= MOST_BYTES


def _is_of(form: Form, session: Session) -> bool:
    """Whether a form has the session's token in it."""
    return secrets.compare_digest(form.text(TOKEN).encode(), session.csrf.encode())


def _not_yet(visit: Visit) -> Response:
    """Show what was typed in a page of another session, to be sent from this one."""
    kept = unsent(visit.request.url.path, visit.form)
    if kept is None:
        raise Refused(
            HTTPStatus.FORBIDDEN,
            "This form is not from a page that is open now.",
            hint="Go back, load the page again, and send the form from there.",
        )
    return visit.page("unsent.html", HTTPStatus.FORBIDDEN, kept=kept)
