"""Templates into answers: everything is escaped, nothing undefined, nothing from elsewhere."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from service.domain.review_words import counted, percent
from service.web.arriving import MAX_BODY
from service.web.keyed import app_of
from service.web.pages import cookies, words
from service.web.pages.nav import shown
from service.web.pages.static import asset

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request
    from starlette.responses import Response

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'",
    # Not `no-referrer`: under it browsers name no Origin with a form, which we ask for.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}
"""What a page says in place of the guard's headers, and besides them."""

_ENVIRONMENT = Environment(
    loader=PackageLoader("service.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_ENVIRONMENT.globals.update(asset=asset, counted=counted, most_sent=MAX_BODY)
_ENVIRONMENT.filters.update(
    percent=percent,
    day=words.day,
    moment=words.moment,
    short_day=words.short_day,
    href=words.href,
    said=words.said,
    group=words.group_name,
)


def page(request: Request, template: str, status: int, **values: object) -> Response:
    """Render a template. It needs `typed`, `said` and `csrf`, which a `Visit` gives it."""
    common = {
        "nav": shown(request) if values.get("csrf") else (),
        "theme": cookies.theme_of(request),
        "asana_sign_in": app_of(request).settings.has_sign_in,
    }
    return respond(template, status, **common, **values)


def respond(template: str, status: int, **values: object) -> Response:
    """Render a template that needs no request."""
    text = _ENVIRONMENT.get_template(template).render(values)
    # Half a surrogate pair in somebody's text becomes a question mark, and not an error.
    content = text.encode(errors="replace")
    return HTMLResponse(content, HTTPStatus(status), headers=dict(HEADERS))
