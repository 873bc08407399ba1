"""The door for Asana's own webhook: it is answered at once, and a sync does the rest."""

from http import HTTPStatus

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from integrations.asana.webhooks import MAX_BODY, SECRET_HEADER, SIGNATURE_HEADER, TurnedAway
from service.usecases.ringing import Door, Ring, Taken
from service.web.gathering import Gathering
from service.web.problem import RESPONSES, Refused
from service.web.straight import Straight

SMALL = 64 * 1024
"""Bytes that are read and checked within a millisecond; Asana seldom sends more."""


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


class Bell:
    """The process's one door: what comes at the same time is read and stored together."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._strangers = Gathering(door.look_up)
        self._rings = Gathering(door.take_in)

    async def answer(self, nonce: str, request: Request, body: bytes) -> Taken | TurnedAway:
        """Answer as the door does; a thread is needed for the database, or for much to read."""
        known = remembered = self._door.remembered(nonce)
        if known is None and (known := await self._strangers.bring(nonce)) is None:
            return TurnedAway.UNPROVEN
        asked = known, request.headers.items(), body
        if remembered and len(body) <= SMALL:
            said = self._door.hear(*asked)
        else:
            said = await run_in_threadpool(self._door.hear, *asked)
        return await self._rings.bring(said) if isinstance(said, Ring) else said


async def answer(nonce: str, request: Request) -> Response:
    """Shake hands while a webhook is being made; afterwards take what is signed.

    Its path, its secret and its signature are between Asana and this service.
    """
    bell: Bell = request.app.state.bell
    match await bell.answer(nonce, request, await small_body(request)):
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


route = Straight(
    "/hooks/asana/{nonce}",
    answer,
    methods=["POST"],
    tags=["hooks"],
    summary="Asana's own webhook",
    responses=RESPONSES,
)
