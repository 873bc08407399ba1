"""The door for Asana's own webhook: it is answered at once, and a sync does the rest."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from integrations.asana.webhooks import MAX_BODY, SECRET_HEADER, SIGNATURE_HEADER, TurnedAway
from service.usecases.ringing import Door, Taken
from service.web.problem import RESPONSES, Refused

router = APIRouter(prefix="/hooks/asana", tags=["hooks"], responses=RESPONSES)


async def small_body(request: Request) -> bytes:
    """Return the body as it came; one that is too large is refused before its end is read."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise Refused(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                f"The body is larger than {MAX_BODY // 1024} KiB.",
            )
    return bytes(body)


async def door_of(request: Request) -> Door:
    """Return the process's one door: what comes at the same time is stored together."""
    door: Door = request.app.state.door
    return door


@router.post("/{nonce}", summary="Asana's own webhook")
def answer(
    nonce: str,
    request: Request,
    body: Annotated[bytes, Depends(small_body)],
    door: Annotated[Door, Depends(door_of)],
) -> Response:
    """Shake hands while a webhook is being made; afterwards take what is signed.

    Its path, its secret and its signature are between Asana and this service.
    """
    match door.answer(nonce, request.headers.items(), body):
        case Taken(echo=str(secret)):
            return Response(headers={SECRET_HEADER: secret})
        case Taken():
            return Response()
        case TurnedAway.TOO_EARLY:
            raise Refused(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "This webhook is still being made.",
                hint="Send it again.",
                headers={"Retry-After": "5"},
            )
        case TurnedAway.UNPROVEN:
            raise Refused(
                HTTPStatus.UNAUTHORIZED,
                "Nothing shows that this comes from Asana.",
                hint="Only Asana rings here; other programs use /hooks/sync.",
                headers={"WWW-Authenticate": SIGNATURE_HEADER},
            )
