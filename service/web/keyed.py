"""Routes behind the API key."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request, Security
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from starlette.concurrency import run_in_threadpool

from service.bootstrap import App
from service.store import keys
from service.web import strict_json
from service.web.attempts import one_attempt
from service.web.problem import RESPONSES, Refused
from service.web.whole_form import media_type

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from datetime import datetime
    from typing import Any

    from fastapi import Response
    from sqlalchemy import Connection

_API_KEY = HTTPBearer(
    auto_error=False, description="An API key of this service: it begins with `mk_`."
)
"""Says in the OpenAPI description what `KeyedRoute` asks for."""


def keyed_router(tag: str) -> APIRouter:
    """Return a router, all of whose routes ask for the key."""
    return APIRouter(
        tags=[tag],
        route_class=KeyedRoute,
        dependencies=[Security(_API_KEY)],
        responses=RESPONSES,
    )


class KeyedRoute(APIRoute):
    """A route that reads nothing of a request before its key has been found good.

    Its JSON bodies are read strictly, and only where they say that they are JSON.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap FastAPI's handler, which would read the body first."""
        answer = super().get_route_handler()
        takes_json = self.body_field is not None

        async def keyed(request: Request) -> Response:
            request.state.account_id = await run_in_threadpool(check_key, request)
            if takes_json:
                require_media_type(request, "application/json")
            return await answer(_StrictRequest(request.scope, request.receive))

        return keyed


def app_of(request: Request) -> App:
    """Return the application that `create_app` was given."""
    app: App = request.app.state.momentum
    return app


# They wait for nothing; FastAPI would send what is not `async` through a thread of its pool.
async def _momentum(request: Request) -> App:
    return app_of(request)


async def _account_id(request: Request) -> int:
    """Return the account that the key of a `KeyedRoute` opened."""
    account: int = request.state.account_id
    return account


Momentum = Annotated[App, Depends(_momentum)]
AccountId = Annotated[int, Depends(_account_id)]


def check_key(
    request: Request, opens: Callable[[Connection, str, datetime], int | None] = keys.check
) -> int:
    """Return the account that the request's key opens, or whatever else `opens` looks up.

    Refuse with 401 what opens nothing, and with 429 where too many wrong ones came from.
    """
    scheme, _, presented = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not presented.strip():
        raise _no_key()
    app = app_of(request)
    with one_attempt(request, request.app.state.attempts, app.clock()):
        with app.database.begin() as tx:
            account = opens(tx, presented.strip(), app.clock())
        if account is None:
            raise _no_key()
    return account


def require_media_type(request: Request, *taken: str) -> str:
    """Return the body's media type; refuse with 415 what is not among `taken`.

    A request without a body has none to be refused.
    """
    given = media_type(request)
    bare = request.headers.get("content-length", "0") == "0"
    if given in taken or (bare and "transfer-encoding" not in request.headers):
        return given
    raise Refused(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "The body is of a type that this address does not take.",
        hint=f"Send `Content-Type: {taken[0]}`.",
    )


async def raw_body(request: Request) -> bytes:
    """Return the body as it came, byte for byte."""
    return await request.body()


def strictly_read(body: bytes) -> object:
    """Return the JSON value of a body, or refuse with 400."""
    try:
        return strict_json.loads(body)
    except strict_json.NotStrictJson as error:
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            str(error),
            hint="Send one JSON value as RFC 7493 (I-JSON) describes it, in UTF-8.",
        ) from None


class _StrictRequest(Request):
    async def json(self) -> object:
        return strictly_read(await self.body())


def _no_key() -> Refused:
    return Refused(
        HTTPStatus.UNAUTHORIZED,
        "This needs the API key of the service.",
        hint="Send `Authorization: Bearer mk_...`: `momentum key add NAME` makes a key.",
        headers={"WWW-Authenticate": "Bearer"},
    )
