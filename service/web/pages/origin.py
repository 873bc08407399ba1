"""Whether a form was sent by a page of ours: by what the browser itself says of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from service.web.pages.cookies import is_public
from service.web.problem import Refused

if TYPE_CHECKING:
    from fastapi import Request


def refuse_foreign(request: Request) -> None:
    """Refuse with 403 what another site sent, and what does not say who did.

    Browsers set both headers themselves, and no page can set them otherwise. Sec-Fetch-Site
    is not sent to plain http addresses but this machine's own; Origin always comes with POST.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    is_ours = site in (None, "same-origin") and origin in (None, own_origin(request))
    if not is_ours or (site is None and origin is None):
        raise Refused(
            HTTPStatus.FORBIDDEN,
            "This form was not sent from a page of this service.",
            hint="Open the page here and send it again. Behind a proxy, MOMENTUM_PUBLIC_URL "
            "has to be the address that you see in the browser.",
        )


def own_origin(request: Request) -> str:
    """Return the origin of our pages as this browser sees it."""
    scheme = "https" if is_public(request) else "http"
    return f"{scheme}://{request.headers.get('host', '').lower()}"
