"""Uvicorn's protocol, with an end to its patience: a request arrives in time, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.web.arriving import ARRIVES_WITHIN

if TYPE_CHECKING:
    from asyncio import TimerHandle, Transport

PATIENCE = ARRIVES_WITHIN + 5
"""Seconds; a body that is too slow is told so before its connection ends."""

_COMING = (h11.IDLE, h11.SEND_BODY)


class PatientProtocol(H11Protocol):
    """Ends a connection on which no whole request arrives.

    Uvicorn waits for ever for a first byte, for the rest of a head, and for the end of a body
    that was refused unread. Between two requests its own keep-alive counts.
    """

    patience = PATIENCE

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._end: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait on while the request is not whole, counted from when it began."""
        super().data_received(data)
        if self.conn.their_state not in _COMING:
            self._rest()
        elif self._end is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        super().connection_lost(exc)
        self._rest()

    def _wait(self) -> None:
        self._end = self.loop.call_later(self.patience, self.transport.abort)

    def _rest(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None
