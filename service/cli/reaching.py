"""Whether this service answers at its own public address."""

from __future__ import annotations

from http import HTTPStatus

import httpx

from integrations.asana.webhooks import SIGNATURE_HEADER

PATIENCE = 10.0
UNKNOWN = "no-webhook"


def reaches(door: str) -> bool | None:
    """Ring where Asana rings, for a webhook that is none; None where nothing answers.

    Only this service turns that away for want of Asana's signature; a proxy's page does not.
    """
    try:
        answer = httpx.post(door + UNKNOWN, timeout=PATIENCE, follow_redirects=False)
    except httpx.HTTPError:
        return None
    asks_for = answer.headers.get("www-authenticate")
    return answer.status_code == HTTPStatus.UNAUTHORIZED and asks_for == SIGNATURE_HEADER
