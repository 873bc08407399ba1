"""A route that is described like any other, and answers without what others need."""

from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.types import Receive, Scope, Send

__all__ = ["Straight"]


class Straight(APIRoute):
    """Calls its endpoint with the request and the parameters of its path, as text.

    Its endpoint has no dependencies and no model. Looking for them took the framework three
    times as long as Asana's rings need here.
    """

    def __init__(self, path: str, endpoint: Any, **described: Any) -> None:
        super().__init__(path, endpoint, **described)

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            request = Request(scope, receive)
            answer: Response = await endpoint(request=request, **scope["path_params"])
            await answer(scope, receive, send)

        self.app = app
