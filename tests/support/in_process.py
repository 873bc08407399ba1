"""An HTTP client that speaks to an application in this process, from plain test functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from anyio.from_thread import BlockingPortal
    from starlette.types import ASGIApp

ADDRESS = "http://127.0.0.1:8765"


class InProcess(httpx.BaseTransport):
    """Carries requests to an ASGI application; an error it lets through fails the test."""

    def __init__(
        self, app: ASGIApp, portal: BlockingPortal, *, peer: str = "127.0.0.1"
    ) -> None:
        self._inner = httpx.ASGITransport(app, client=(peer, 50_000))
        self._portal = portal

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._portal.call(self._handle, request)

    async def _handle(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.SyncByteStream)
        sent = httpx.Request(
            request.method, request.url, headers=request.headers, stream=_Body(request.stream)
        )
        answer = await self._inner.handle_async_request(sent)
        content = await answer.aread()
        return httpx.Response(answer.status_code, headers=answer.headers, content=content)


class _Body(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._stream:
            yield chunk
