"""Signing in with Asana: to its page and back, and into the account that is one's own.

What ties the two ends together is a cookie of this browser's alone, for ten minutes: the state
that Asana brings back, PKCE's verifier, and which session it began in.
"""

import secrets
from contextlib import suppress
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from integrations.asana.errors import AsanaError
from integrations.asana.oauth import Tokens, authorize_url, new_secret
from service.bootstrap import App
from service.errors import NotFound, ServiceError
from service.store import sessions
from service.store.accounts import Account
from service.store.sessions import Session
from service.usecases import connect as journey
from service.usecases.sign_in import admit, consent_of
from service.web.attempts import Attempts, one_attempt
from service.web.keyed import Momentum
from service.web.pages import cookies
from service.web.pages.connect import CHOOSE
from service.web.pages.visit import session_of
from service.web.problem import Refused

router = APIRouter(include_in_schema=False)

START = "/sign-in/asana"
BACK = f"{START}/done"
NOBODY = "-"


@router.get(START)
def leave(request: Request, app: Momentum) -> Response:
    """Send the browser to Asana, which asks for consent."""
    if not app.settings.has_sign_in:
        raise NotFound(
            "This service has no sign-in with Asana.",
            hint="Sign in with an API key, or by the link that its start shows.",
        )
    state, verifier = new_secret(), new_secret()
    url = authorize_url(app.asana_app, back_to=_back_to(app), verifier=verifier, state=state)
    response = RedirectResponse(url, HTTPStatus.SEE_OTHER)
    whose = _named(session_of(request))
    cookies.set_out(request, response, f"{state} {verifier} {whose}")
    return response


@router.get(BACK)
def arrive(
    request: Request, app: Momentum, code: str = "", state: str = "", error: str = ""
) -> Response:
    """Take whoever comes back from Asana into their account; the way there is used up."""
    session = session_of(request)
    verifier = _verifier(request, state, session)
    if error or not code:
        raise Refused(
            HTTPStatus.FORBIDDEN,
            "Asana was not allowed to let Momentum in, so nothing was changed.",
            hint="Begin again if you want to go on; your tasks stay yours either way.",
        )
    account = _admitted(app, _exchanged(request, app, code, verifier), session)
    response = RedirectResponse(
        CHOOSE if account.workspace_gid is None else "/", HTTPStatus.SEE_OTHER
    )
    cookies.came_back(request, response)
    if session is None:
        with app.database.begin() as tx:
            opened = sessions.begin(tx, account.id, app.clock())
        cookies.sign_in(request, response, opened)
    return response


def _verifier(request: Request, state: str, session: Session | None) -> str:
    """Return PKCE's verifier where this browser, in this session, began with this state."""
    began, _, rest = cookies.on_the_way(request).partition(" ")
    verifier, _, whose = rest.partition(" ")
    same_state = secrets.compare_digest(began.encode(), state.encode(errors="replace"))
    if not verifier or not same_state or whose != _named(session):
        raise Refused(
            HTTPStatus.FORBIDDEN,
            "This sign-in was not begun in this browser, or too long ago.",
            hint="Begin again on the sign-in page.",
        )
    return verifier


def _exchanged(request: Request, app: App, code: str, verifier: str) -> Tokens:
    """Ask Asana what the code is good for; an address that brings wrong ones has to wait."""
    attempts: Attempts = request.app.state.sign_in_attempts
    oauth = app.oauth()
    with one_attempt(request, attempts, app.clock()):
        return journey.asked_of_asana(
            lambda: oauth.exchange(code, back_to=_back_to(app), verifier=verifier)
        )


def _admitted(app: App, tokens: Tokens, session: Session | None) -> Account:
    try:
        with app.login(tokens.access_token, fleeting=True) as login:
            user = journey.whose(login)
        return admit(
            app.database,
            user,
            consent_of(app.vault, tokens, app.clock()),
            here=session.account_id if session else None,
            defaults=app.settings.plan_defaults,
            now=app.clock(),
        )
    except ServiceError:  # a consent that is of no use here is not kept there
        with suppress(AsanaError):
            app.oauth().revoke(tokens.refresh_token or "")
        raise


def _back_to(app: App) -> str:
    return f"{app.settings.public_url}{BACK}"


def _named(session: Session | None) -> str:
    return session.digest if session else NOBODY
