"""Signing in, with the API key or by a link that works once; and signing out."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool

from service.store import keys, sessions
from service.web.attempts import Attempts, address_of, too_many
from service.web.keyed import app_of
from service.web.pages import cookies, render
from service.web.pages.forms import Form, read_form
from service.web.pages.origin import refuse_foreign
from service.web.pages.unsent import taken_along
from service.web.pages.visit import SIGN_IN, SIGN_OUT, Here, page_router

router = APIRouter(include_in_schema=False)
signed_in = page_router()

KEY = "key"
UNKNOWN = "This is not a key of this service. It begins with mk_; the first start showed it."
USED_UP = (
    "This link does not work any more: each opens the page once, within 15 minutes. Start the "
    "service again for a new one, or sign in with the API key."
)


@router.get(SIGN_IN)
def ask(request: Request) -> Response:
    """Show the form; it holds no token, because there is no session that it could be of."""
    return _page(request)


@router.post(SIGN_IN)
async def enter(request: Request) -> Response:
    """Sign in with the API key."""
    refuse_foreign(request)
    form = await read_form(request)
    try:
        return await run_in_threadpool(_enter, request, form)
    finally:
        await form.data.close()  # files that nobody asked for


@router.get(SIGN_IN + "/{secret}")
def follow(request: Request, secret: str) -> Response:
    """Use a link up, and leave its address at once, so that it is not kept in the history."""

    def open_page(tx: Connection, now: datetime) -> str | None:
        return sessions.follow_link(tx, secret, now)

    def refuse() -> Response:
        return _page(request, status=HTTPStatus.FORBIDDEN, warning=USED_UP)

    return _try(request, Form(), open_page, refuse)


@signed_in.post(SIGN_OUT)
def leave(here: Here) -> Response:
    """Sign this browser out."""
    with here.app.database.begin() as tx:
        sessions.end(tx, here.session)
    response = RedirectResponse(SIGN_IN, HTTPStatus.SEE_OTHER)
    cookies.sign_out(here.request, response)
    return response


@signed_in.post("/theme")
def choose_colours(here: Here) -> Response:
    """Remember in this browser whether it shows light or dark colours."""
    theme = here.form.text("theme")
    response = here.go("/settings")
    if theme in cookies.THEMES:
        cookies.set_theme(here.request, response, theme)
    return response


def _enter(request: Request, form: Form) -> Response:
    def open_page(tx: Connection, now: datetime) -> str | None:
        account_id = keys.check(tx, form.text(KEY), now)
        return None if account_id is None else sessions.begin(tx, account_id, now)

    def refuse() -> Response:
        form.refuse(KEY, UNKNOWN)
        return _page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    return _try(request, form, open_page, refuse)


def _try(
    request: Request,
    form: Form,
    open_page: Callable[[Connection, datetime], str | None],
    refuse: Callable[[], Response],
) -> Response:
    """Let somebody in who shows who they are, unless too much has failed where they are."""
    attempts: Attempts = request.app.state.sign_in_attempts
    app, address = app_of(request), address_of(request)
    now = app.clock()
    if wait := attempts.wait(address, now):
        return _too_often(request, form, wait)
    with app.database.begin() as tx:
        opened = open_page(tx, now)
    if opened is not None:
        return _in(request, opened, form)
    attempts.fail(address, now)
    return refuse()


def _in(request: Request, opened: str, form: Form) -> Response:
    """Lead on to the home page, or to what was typed before and is not sent yet."""
    response: Response = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    if kept := taken_along(form):
        app = app_of(request)
        with app.database.begin() as tx:
            session = sessions.check(tx, opened, app.clock())
        csrf = session.csrf if session else ""
        response = render.page(
            request, "unsent.html", HTTPStatus.OK, typed=Form(), said=[], csrf=csrf, kept=kept
        )
    cookies.sign_in(request, response, opened)
    return response


def _too_often(request: Request, form: Form, wait: int) -> Response:
    form.refuse(KEY, too_many(wait))
    response = _page(request, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(wait)
    return response


def _page(
    request: Request,
    form: Form | None = None,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    warning: str = "",
) -> Response:
    said = [("warn", warning)] if warning else []
    form = form or Form()
    return render.page(
        request,
        "sign_in.html",
        status,
        typed=form,
        said=said,
        csrf="",
        kept=taken_along(form),
    )
