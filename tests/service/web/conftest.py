"""A client that speaks to the application in this process, from plain test functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from anyio.from_thread import start_blocking_portal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from anyio.from_thread import BlockingPortal
    from starlette.types import ASGIApp


class _Body(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._stream:
            yield chunk


class InProcess(httpx.BaseTransport):
    """Carries requests to an ASGI application; an error it lets through fails the test."""

    def __init__(self, app: ASGIApp, portal: BlockingPortal) -> None:
        self._inner = httpx.ASGITransport(app)
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


@pytest.fixture(scope="session")
def portal() -> Iterator[BlockingPortal]:
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture
def connect(portal: BlockingPortal) -> Callable[[ASGIApp], httpx.Client]:
    def connect(app: ASGIApp) -> httpx.Client:
        return httpx.Client(
            transport=InProcess(app, portal), base_url="http://127.0.0.1:8765", trust_env=False
        )

    return connect
