"""A body on its way in: only so large, and only so long."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING

from service.web.problem import Refused

if TYPE_CHECKING:
    from starlette.types import Message, Receive

MAX_BODY = 2 * 1024 * 1024  # the largest plan file that is read
ARRIVES_WITHIN = 60.0
"""Seconds for a whole body: the largest plan comes over 300 kilobits a second."""

TOO_LARGE = f"The body is larger than {MAX_BODY // 1024} KiB."
SEND_LESS = "Send less: a plan of a thousand goals fits, and the text of any posting."


class Arriving:
    """Receives what uvicorn does, and refuses what is too large or too slow.

    Nobody waits for it in a thread: what trickles in costs its connection alone, and that for
    a bounded time.
    """

    def __init__(self, receive: Receive, seconds: float) -> None:
        self._receive = receive
        self._seconds = seconds
        self._until: float | None = None
        self._size = 0
        self._is_whole = False

    async def receive(self) -> Message:
        """Return the next message; raise `Refused` once the body is beyond its bounds."""
        message = await (self._receive() if self._is_whole else self._in_time())
        self._is_whole = not message.get("more_body", False)
        self._size += len(message.get("body", b""))
        if self._size > MAX_BODY:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_LARGE, hint=SEND_LESS)
        return message

    async def _in_time(self) -> Message:
        if self._until is None:
            self._until = asyncio.get_running_loop().time() + self._seconds
        try:
            async with asyncio.timeout_at(self._until):
                return await self._receive()
        except TimeoutError:
            raise Refused(
                HTTPStatus.REQUEST_TIMEOUT,
                f"The body has not arrived within {self._seconds:g} seconds.",
                hint="Nothing of it was kept; send it again over a better line.",
                headers={"Connection": "close"},
            ) from None
