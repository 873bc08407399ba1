"""The stand-in as an ASGI app: the API, consent, and the pages of its boards."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as WebRequest
from starlette.routing import Route

from integrations.asana.sandbox.api.handle import handle
from integrations.asana.sandbox.api.http import Request, Response
from integrations.asana.sandbox.faults import Interrupted
from integrations.asana.sandbox.pages import routes

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from integrations.asana.sandbox.world import World


def create_app(world: World, *, guest: str = "The app") -> Starlette:
    """Return the app: the API under /api/1.0, consent under /-/, boards at /.

    The boards' page calls whoever speaks over the API by the name of `guest`.
    """
    api = _Api(world)
    return Starlette(
        routes=[
            *routes(world, guest),
            Route("/{path:path}", api, methods=None),
        ]
    )


class _Api:
    """Hands every other request to `handle`, in a thread, because a world has a lock."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = await _read(scope, receive)
        try:
            answer = await run_in_threadpool(handle, self._world, asked)
        except Interrupted as interrupted:
            if interrupted.how == "timeout":
                await _until_gone(receive)
            else:
                await _hang_up(send)
        else:
            await asyncio.sleep(self._world.switches.answer_seconds)
            await _send(send, answer)


async def _read(scope: Scope, receive: Receive) -> Request:
    request = WebRequest(scope, receive)
    raw = scope.get("raw_path") or scope["path"].encode()
    return Request(
        method=request.method,
        path=raw.split(b"?", 1)[0].decode("ascii"),
        query=dict(request.query_params),
        headers=dict(request.headers),
        body=await request.body(),
        origin=str(request.base_url).rstrip("/"),
    )


async def _send(send: Send, answer: Response) -> None:
    headers = {"content-type": answer.media_type, **answer.headers}
    headers["content-length"] = str(len(answer.body))
    pairs = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": pairs})
    await send({"type": "http.response.body", "body": answer.body})


async def _until_gone(receive: Receive) -> None:
    """Say nothing until the client has lost its patience."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _hang_up(send: Send) -> None:
    """Promise an answer and break off: the server then closes the connection."""
    headers = [(b"content-length", b"1000")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"{", "more_body": True})
