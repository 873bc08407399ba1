"""The stand-in as a transport of httpx: no sockets, no threads, no waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import httpx

from integrations.asana.sandbox.api.handle import handle
from integrations.asana.sandbox.api.http import Request
from integrations.asana.sandbox.faults import Interrupted

if TYPE_CHECKING:
    from integrations.asana.sandbox.world import World


class SandboxTransport(httpx.BaseTransport):
    """Hands each request to a world; a fault surfaces as httpx would show it."""

    def __init__(self, world: World) -> None:
        self.world = world

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the world's answer."""
        asked = Request(
            method=request.method,
            path=request.url.raw_path.split(b"?", 1)[0].decode("ascii"),
            query=dict(request.url.params),
            headers=dict(request.headers),
            body=request.read(),
            origin=f"{request.url.scheme}://{request.url.netloc.decode('ascii')}",
        )
        try:
            answer = handle(self.world, asked)
        except Interrupted as interrupted:
            _surface(interrupted, request)
        headers = {"Content-Type": answer.media_type, **answer.headers}
        return httpx.Response(answer.status, headers=headers, content=answer.body)


def transport(world: World) -> httpx.BaseTransport:
    """Return a transport for `httpx.Client(transport=...)` that leads to the world."""
    return SandboxTransport(world)


def _surface(interrupted: Interrupted, request: httpx.Request) -> NoReturn:
    match interrupted.how:
        case "timeout":
            raise httpx.ReadTimeout("The read operation timed out", request=request)
        case "drop":
            raise httpx.RemoteProtocolError(
                "Server disconnected without sending a response.", request=request
            )
        case "unreachable":
            raise httpx.ConnectError("Connection refused", request=request)
