"""What Asana sends to a webhook's target, told apart and checked; no I/O.

A delivery proves where it comes from, and not when: it carries no id and no time, so one that
was recorded can be sent again. Its events are therefore hints that something happened.
https://developers.asana.com/docs/webhooks-guide
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_BODY = 1024 * 1024
MOST_HINTS = 100
SECRET_HEADER = "X-Hook-Secret"  # noqa: S105 - a header's name
SIGNATURE_HEADER = "X-Hook-Signature"

_SECRET = re.compile(r"[\x21-\x7e]{16,256}")


class TurnedAway(Enum):
    """Why a request is turned away."""

    UNPROVEN = auto()
    """Nothing shows that it is Asana's."""
    TOO_EARLY = auto()
    """It may be Asana's, but no secret is known yet to check it with: it shall come again."""


@dataclass(frozen=True, slots=True)
class Handshake:
    """Somebody offers a secret. Whether it is Asana's is for the creation's answer to say."""

    secret: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """Asana rang: signed with the secret, and so from whoever knows it.

    `touched` are gids that the first of its events name. A `heartbeat` has no events.
    """

    touched: tuple[str, ...] = ()
    heartbeat: bool = False


def receive(
    headers: Iterable[tuple[str, str]], body: bytes, *, secret: str | None
) -> Handshake | Delivery | TurnedAway:
    """Say what a request to a webhook's target is; nothing that is sent can make it raise.

    `secret` is None until the webhook is active. From then on no other secret is taken.
    """
    sent = [(name.lower(), value) for name, value in headers]
    offered = [value for name, value in sent if name == SECRET_HEADER.lower()]
    signatures = [value for name, value in sent if name == SIGNATURE_HEADER.lower()]
    if offered:
        one = offered[0] if len(offered) == 1 and secret is None else ""
        return Handshake(one) if _SECRET.fullmatch(one) else TurnedAway.UNPROVEN
    if secret is None:
        return TurnedAway.TOO_EARLY
    if len(body) > MAX_BODY or len(signatures) != 1:
        return TurnedAway.UNPROVEN
    if not _is_signed(body, signatures[0], secret):
        return TurnedAway.UNPROVEN
    return _delivery(body)


def signature(secret: str, body: bytes) -> str:
    """Return the signature of a body, over its very bytes."""
    return hmac.new(secret.encode(errors="replace"), body, hashlib.sha256).hexdigest()


def _is_signed(body: bytes, presented: str, secret: str) -> bool:
    """Compare in constant time; as bytes, because other than ASCII text would raise."""
    return hmac.compare_digest(
        signature(secret, body).encode(), presented.encode(errors="replace")
    )


def _delivery(body: bytes) -> Delivery:
    """Read what is signed; what makes no sense rings all the same."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return Delivery()
    events = said.get("events") if isinstance(said, Mapping) else None
    if not isinstance(events, list):
        return Delivery()
    named = (_gid(event) for event in islice(events, MOST_HINTS))
    return Delivery(tuple(gid for gid in named if gid), heartbeat=not events)


def _gid(event: object) -> str:
    resource = event.get("resource") if isinstance(event, Mapping) else None
    gid = resource.get("gid") if isinstance(resource, Mapping) else None
    return gid if isinstance(gid, str) else ""
