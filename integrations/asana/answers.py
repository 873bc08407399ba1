"""What an answer of Asana means: the data it holds, or the error it stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from integrations.asana.errors import (
    AsanaError,
    BadRequest,
    Forbidden,
    Gone,
    NotReached,
    OutcomeUnknown,
    PlanRequired,
    RateLimited,
    Refused,
    SyncTokenExpired,
    Unauthorized,
)

if TYPE_CHECKING:
    from integrations.asana.parse import Json

# Asana counts by the minute, so after one there is room again.
UNSAID_WAIT = 60.0
LONGEST_WAIT = timedelta(days=1).total_seconds()

_REFUSALS: dict[int, type[Refused]] = {
    400: BadRequest,
    401: Unauthorized,
    402: PlanRequired,
    403: Forbidden,
    404: Gone,
}
# From these a caller draws conclusions (a task was deleted, a token revoked), so they count
# only in Asana's own JSON: a captive portal's or a proxy's page says nothing about a task.
_ASANAS_WORD_ONLY = frozenset({401, 403, 404})


def writes(method: str) -> bool:
    """Whether a request with this method may change anything."""
    return method.upper() != "GET"


def envelope(
    status: int, headers: Mapping[str, str], body: object, *, what: str, written: bool
) -> Json:
    """Return an answer's whole envelope, or raise the error that the answer stands for.

    `body` is the decoded JSON, None where it was none. `written` tells a write from a read.
    """
    if HTTPStatus(200) <= status < HTTPStatus(300):
        if isinstance(body, Mapping) and "data" in body:
            return body
        raise lost(
            f"{what}: the answer {status} was cut off or is not Asana's", written=written
        )
    said = _errors(body)
    message = f"{what}: {status} {said}".rstrip()
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise RateLimited(message, seconds=wait(headers))
    if status == HTTPStatus.PRECONDITION_FAILED and isinstance(body, Mapping):
        sync = body.get("sync")
        if isinstance(sync, str) and sync:
            raise SyncTokenExpired(sync)
    if status in _ASANAS_WORD_ONLY and not said:
        raise NotReached(f"{message}, but not by Asana: something on the way refused")
    if HTTPStatus(400) <= status < HTTPStatus(500):
        raise _REFUSALS.get(status, Refused)(message, status=status)
    raise lost(message, written=written)


def lost(message: str, *, written: bool) -> AsanaError:
    """The error for a request that was sent and got no trustworthy answer."""
    return (OutcomeUnknown if written else NotReached)(message)


def _errors(body: object) -> str:
    """Asana's own words; `phrase` is what its support asks for after a 500."""
    errors = body.get("errors") if isinstance(body, Mapping) else None
    if not isinstance(errors, list):
        return ""
    said = (
        str(error.get(key))
        for error in errors
        if isinstance(error, Mapping)
        for key in ("message", "phrase")
        if error.get(key)
    )
    return "; ".join(said)[:500]


def wait(headers: Mapping[str, str]) -> float:
    """Seconds that a 429 asks for, whatever way it says so."""
    lower = {str(key).lower(): str(value).strip() for key, value in headers.items()}
    said = lower.get("retry-after", "")
    if re.fullmatch(r"\d{1,12}(\.\d{1,9})?", said, re.ASCII):
        return min(max(float(said), 1.0), LONGEST_WAIT)
    try:
        # Measured by Asana's own clock, so that ours may be wrong.
        until = parsedate_to_datetime(said) - parsedate_to_datetime(lower.get("date", ""))
    except (ValueError, TypeError):
        return UNSAID_WAIT
    return min(max(until.total_seconds(), 1.0), LONGEST_WAIT)
