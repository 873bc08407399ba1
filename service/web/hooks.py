"""The trigger for other programs: a doorbell, whose body carries nothing for us."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from service.bootstrap import App
from service.store import accounts
from service.web.attempts import one_attempt
from service.web.keyed import Momentum, check_key, raw_body
from service.web.problem import RESPONSES, Refused
from service.web.signature import HEADERS, Verifier
from service.web.tickets import Ticket, ask, hand_out

router = APIRouter(prefix="/hooks", tags=["hooks"], responses=RESPONSES)


@router.post("/sync", status_code=HTTPStatus.ACCEPTED, summary="Ask for a sync")
def ring(
    request: Request,
    response: Response,
    body: Annotated[bytes, Depends(raw_body)],
    app: Momentum,
) -> Ticket:
    """Ask for a sync, with a Standard Webhooks signature or the API key.

    The signature is made with `MOMENTUM_HOOK_SECRET`. Whatever the body says is signed, and
    otherwise ignored.
    """
    signed = any(name in request.headers for name in HEADERS)
    account_id = _signed_for(request, body, app) if signed else check_key(request)
    with app.database.begin() as tx:
        ticket = ask(tx, account_id, now=app.clock())
    return hand_out(ticket, response)


def _signed_for(request: Request, body: bytes, app: App) -> int:
    with one_attempt(request, request.app.state.attempts, app.clock()):
        _check_signature(request, body)
    with app.database.begin() as tx:
        return accounts.the_only(tx).id


def _check_signature(request: Request, body: bytes) -> None:
    """Refuse in the same words whatever is wrong, also where no secret is set at all."""
    verifier: Verifier | None = request.app.state.hook_verifier
    if verifier is None or not verifier.accepts(request.headers, body):
        raise Refused(
            HTTPStatus.UNAUTHORIZED,
            "The signature is not one that this service accepts.",
            hint="Sign the body as Standard Webhooks says, with MOMENTUM_HOOK_SECRET, now.",
            headers={"WWW-Authenticate": "Bearer"},
        )
