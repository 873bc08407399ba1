"""Sending webhooks: over HTTP, or to whatever a test puts in its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import httpx

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT_SECONDS = 10.0


class Unreachable(Exception):
    """No answer came from the target."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the target answered."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        """Tell whether the target took it."""
        return self.status // 100 == 2  # noqa: PLR2004 - any 2xx


class Sender(Protocol):
    """Posts one body to a target."""

    def __call__(self, url: str, headers: Mapping[str, str], body: bytes, /) -> Reply:
        """Return the target's answer, or raise Unreachable."""


def post(url: str, headers: Mapping[str, str], body: bytes) -> Reply:
    """Post for real, as patiently as Asana does."""
    try:
        answer = httpx.post(url, headers=dict(headers), content=body, timeout=TIMEOUT_SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as broken:
        raise Unreachable(str(broken)) from broken
    return Reply(answer.status_code, dict(answer.headers))
