"""The outermost layer: known hosts, bounded bodies, safe headers, and no error unanswered."""

from __future__ import annotations

import logging
import traceback
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect

from service.web.arriving import ARRIVES_WITHIN, MAX_BODY, SEND_LESS, TOO_LARGE, Arriving
from service.web.problem import Problem, as_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from service.web.problem import Answer

    Header = tuple[bytes, bytes]

log = logging.getLogger(__name__)

PROBES = frozenset({"/livez", "/readyz"})
"""Asked by whoever watches over the process, under whatever address it has there."""
OWN_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""On every answer, unless a page says something else itself."""


class Guard:
    """Wraps the application.

    The host is checked because a browser can be made to send anything to 127.0.0.1 under
    a name of its own (DNS rebinding). Probes answer any, for they tell nothing of anybody and
    change nothing. The size is counted here and not by Starlette's
    `max_body_size`, whose answer is plain text that passes by the layers within it.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        public_url: str | None,
        answer: Answer = as_problem,
        arrives_within: float = ARRIVES_WITHIN,
    ) -> None:
        """Take `answer` for how a refusal is said; bodies arrive within so many seconds."""
        self._app = app
        self._say = answer
        self._arrives_within = arrives_within
        public = urlsplit(public_url or "")
        self._hosts = OWN_HOSTS | {public.hostname} - {None}
        ours = dict(HEADERS)
        if public.scheme == "https":
            ours["Strict-Transport-Security"] = "max-age=63072000"
        self._headers = [
            (name.lower().encode(), value.encode()) for name, value in ours.items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Sent(send, self._headers)
        if refusal := self._refusal(scope["path"], scope["headers"]):
            await self._say(scope, refusal)(scope, receive, answer.send)
            return
        try:
            await self._app(scope, Arriving(receive, self._arrives_within).receive, answer.send)
        except ClientDisconnect:
            return  # nobody is left to be answered, and nothing is wrong here
        except Exception as error:
            if answer.started:
                raise
            await self._say(scope, _unexpected(error))(scope, receive, answer.send)

    def _refusal(self, path: str, headers: Sequence[Header]) -> Problem | None:
        known = path in PROBES or _hostname(_first(headers, b"host")) in self._hosts
        if not known:
            return Problem(
                HTTPStatus.MISDIRECTED_REQUEST,
                "The service does not go by this host name.",
                "Use localhost, or set MOMENTUM_PUBLIC_URL to the address people use.",
            )
        length = _first(headers, b"content-length")
        if length.isdigit() and int(length[:20]) > MAX_BODY:
            return Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_LARGE, SEND_LESS)
        return None


class _Sent:
    """Sends on, with our headers added; knows whether an answer has begun."""

    def __init__(self, send: Send, headers: Iterable[Header]) -> None:
        self._send = send
        self._headers = headers
        self.started = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            said = list(message["headers"])
            names = {name for name, _ in said}
            message["headers"] = said + [one for one in self._headers if one[0] not in names]
        await self._send(message)


def _first(headers: Iterable[Header], wanted: bytes) -> bytes:
    return next((value for name, value in headers if name == wanted), b"")


@lru_cache(maxsize=16)  # few are in use, and taking one apart took longer than all else here
def _hostname(host: bytes) -> str | None:
    try:
        return urlsplit(f"//{host.decode('latin-1')}").hostname
    except ValueError:
        return None


def _unexpected(error: Exception) -> Problem:
    """Log where it happened, and not what was said: a message may hold a person's words."""
    problem = Problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something went wrong within the service.",
        "Try again; if it stays, look for this instance in the log.",
    )
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s %s\n%s", problem.instance, type(error).__qualname__, frames)
    return problem
