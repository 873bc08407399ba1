"""Whom the pages let in: a browser on this machine, and for gestures only their own forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlsplit

from integrations.asana.sandbox.refusals import Refusal, bad

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

OWN_HOSTS: Final = frozenset({"127.0.0.1", "localhost", "::1"})
MAX_FORM: Final = 512 * 1024
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    # With "no-referrer" a browser would not say where its own forms come from, either.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def check_host(request: Request) -> None:
    """Refuse a name that is not this machine's own: it was made to lead here (rebinding)."""
    try:
        name = urlsplit(f"//{request.headers.get('host', '')}").hostname
    except ValueError:
        name = None
    if name not in OWN_HOSTS:
        raise Refusal(421, "The stand-in goes by no such name. Use 127.0.0.1.")


def check_origin(request: Request) -> None:
    """Refuse what does not come from a page of our own: browsers say it with every POST."""
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if request.headers.get("origin") != own:
        raise Refusal(403, "Only the board's own page may do this. Open it and do it there.")


async def form_of(request: Request) -> Mapping[str, str]:
    """Return the form that was sent; of a name that stands twice, the last value."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_FORM:
            raise Refusal(413, f"The form is larger than {MAX_FORM // 1024} KiB. Send less.")
    try:
        fields = parse_qsl(bytes(body).decode(), keep_blank_values=True, errors="strict")
    except ValueError:
        raise bad("The form is not valid UTF-8.") from None
    return dict(fields)
