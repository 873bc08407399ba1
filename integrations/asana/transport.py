"""One pooled httpx client under every call: what is sent again, what waits, what is given up.

Reads are tried again. A write never is: whoever writes has looked first whether it is still
to be written, and still by them, and looks once more.
"""

from __future__ import annotations

import json
import logging
import random
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import lru_cache
from http import HTTPStatus
from threading import Lock
from typing import TYPE_CHECKING, TypedDict

import httpx

from integrations.asana.answers import envelope, lost
from integrations.asana.download import download
from integrations.asana.errors import (
    NotReached,
    RateLimited,
    Unauthorized,
)
from integrations.asana.limits import Budget, InFlight, Unlimited
from integrations.asana.line import line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from integrations.asana.bearer import Bearer, Credential
    from integrations.asana.parse import Json

# Longer than this, a worker has better things to do than to wait.
PATIENCE = 2.0
PAUSES = (0.3, 0.9, 2.0)

logger = logging.getLogger(__name__)

# Of all that can go wrong, only these say that Asana never saw the request.
_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `cost` is what it counts for in Asana's limits."""

    method: str
    path: str
    writes: bool = False
    query: Mapping[str, str] = field(default_factory=dict)
    body: object = None
    form: Mapping[str, str] = field(default_factory=dict)
    file: tuple[str, bytes, str] | None = None
    cost: int = 1

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def content(self) -> _Content:
        """The body in httpx's own arguments: JSON, a form with a file, or nothing."""
        if self.file is not None:
            return {"data": self.form, "files": {"file": self.file}}
        if self.body is None:
            return {}
        # A lone surrogate cannot travel; "?" is seen, where dropping it is not.
        text = json.dumps(self.body, ensure_ascii=False, allow_nan=False)
        return {
            "content": text.encode(errors="replace"),
            "headers": {"Content-Type": "application/json"},
        }


class _Content(TypedDict, total=False):
    data: Mapping[str, str]
    files: Mapping[str, tuple[str, bytes, str]]
    content: bytes
    headers: Mapping[str, str]


class Transport:
    """Sends requests with one credential, and counts them.

    `rate_limited` counts the answers that said to wait (429); `server_time` is Asana's own
    clock in its last answer, which our own may be compared with.
    """

    def __init__(
        self,
        credential: Credential,
        *,
        url: str,
        http: httpx.Client | None = None,
        sleep: Callable[[float], None],
        timeout: float,
        budget: Budget | None = None,
    ) -> None:
        self.requests = 0
        self.round_trips = 0
        self.rate_limited = 0
        self.server_time: datetime | None = None
        self._credential = credential
        self._url = url.rstrip("/")
        self._http = http or line()
        self._sleep = sleep
        self._timeout = timeout
        self._budget = budget or Unlimited()
        self._in_flight = InFlight()
        self._counting = Lock()

    def send(self, request: Request) -> Json:
        """Send it, a read again where that helps, and return the answer's envelope.

        What is refused for its token was not done, so it is sent once more with another one.
        """
        bearer = self._credential.bearer()
        try:
            return self._persist(request, bearer)
        except Unauthorized:
            other = self._credential.after(bearer)
            if other is None:
                raise
        return self._persist(request, other)

    def fetch(self, url: str, *, most: int) -> bytes:
        """Return the file that an answer of Asana's points to, of at most `most` bytes."""
        return download(self._http, url, api=self._url, most=most, timeout=self._timeout)

    def _persist(self, request: Request, bearer: Bearer) -> Json:
        pauses = iter(() if request.writes else PAUSES)
        while True:
            try:
                return self._attempt(request, bearer)
            except (NotReached, RateLimited) as error:
                wait = _wait(error, next(pauses, None))
                if wait is None:
                    raise
                logger.info("%s; again in %.1f s", error, wait)
            self._sleep(wait)

    def _attempt(self, request: Request, bearer: Bearer) -> Json:
        if wait := self._budget.spend(request.cost):
            raise RateLimited(f"{request}: this minute's requests are used", seconds=wait)
        with self._in_flight.hold(request.cost if request.writes else 0):
            self._count(request)
            try:
                answer = self._http.request(
                    request.method,
                    self._url + request.path,
                    params=request.query,
                    auth=bearer,
                    timeout=self._timeout,
                    follow_redirects=False,
                    **request.content(),
                )
            except _NEVER_SENT as error:
                raise NotReached(f"{request}: no connection ({_kind(error)})") from error
            except httpx.RequestError as error:
                message = f"{request}: no answer ({_kind(error)})"
                raise lost(message, written=request.writes) from error
        return self._read(request, answer, bearer)

    def _read(self, request: Request, answer: httpx.Response, bearer: Bearer) -> Json:
        for change in answer.headers.get_list("asana-change"):
            _announce(change)
        self._note(answer)
        content = answer.content
        if not answer.is_success:
            content = bearer.redact(content)
        return envelope(
            answer.status_code,
            answer.headers,
            _decoded(content),
            what=str(request),
            written=request.writes,
        )

    def _note(self, answer: httpx.Response) -> None:
        with self._counting:
            self.rate_limited += answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
            with suppress(ValueError):
                self.server_time = parsedate_to_datetime(answer.headers.get("date", ""))

    def _count(self, request: Request) -> None:
        with self._counting:
            self.requests += request.cost
            self.round_trips += 1


@lru_cache(maxsize=256)  # the cache is what makes it once
def _announce(change: str) -> None:
    """Tell of a coming change of the API: https://developers.asana.com/docs/deprecations."""
    logger.warning("Asana announces a change of its API: %s", change)


def _decoded(content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _wait(error: NotReached | RateLimited, pause: float | None) -> float | None:
    """Seconds until the next attempt; None where there must not be one."""
    if pause is None:
        return None
    if isinstance(error, RateLimited):
        return error.seconds if error.seconds <= PATIENCE else None
    return pause * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, guards nothing


def _kind(error: Exception) -> str:
    return type(error).__name__
