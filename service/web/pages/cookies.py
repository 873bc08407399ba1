"""The cookie that holds a session's secret, and that of the colours."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from service.store.sessions import SESSION_LASTS
from service.web.keyed import app_of

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from fastapi import Request
    from starlette.responses import Response

THEME = "momentum_theme"
ONLY_THIS_HOST = "__Host-"
"""A browser takes a cookie of such a name over https alone, and from no other host."""

THEMES = ("system", "light", "dark")
YEAR = 365 * 24 * 3600
WAY_LASTS = 600


def name_of(request: Request) -> str:
    """Return the name of the session's cookie.

    Behind TLS it is one that only this very host can set. On this machine the port is in it,
    because cookies do not tell ports apart, and a demo may run beside.
    """
    if is_public(request):
        return f"{ONLY_THIS_HOST}momentum"
    return f"momentum_{_host(request).port or 80}"


def sign_in(request: Request, response: Response, secret: str) -> None:
    """Give the browser its session."""
    lasts = int(SESSION_LASTS.total_seconds())
    _give(request, response, name_of(request), secret, lasts)


def sign_out(request: Request, response: Response) -> None:
    """Take it from the browser again."""
    _take(request, response, name_of(request))


def set_out(request: Request, response: Response, secret: str) -> None:
    """Let the browser remember how it set out for Asana; only it can come back."""
    _give(request, response, _way_of(request), secret, WAY_LASTS)


def on_the_way(request: Request) -> str:
    """Return what the browser remembers of that; nothing where it did not set out."""
    return request.cookies.get(_way_of(request), "")


def came_back(request: Request, response: Response) -> None:
    """Let it forget that again."""
    _take(request, response, _way_of(request))


def set_theme(request: Request, response: Response, theme: str) -> None:
    """Remember in the browser which colours the person likes."""
    _give(request, response, _name_of_theme(request), theme, YEAR)


def theme_of(request: Request) -> str:
    """Return the colours that the person chose, `system` where they chose none."""
    theme = request.cookies.get(_name_of_theme(request), "")
    return theme if theme in THEMES else THEMES[0]


def is_public(request: Request) -> bool:
    """Say whether the browser came by the public https address: TLS ends before us."""
    public = urlsplit(app_of(request).settings.public_url or "")
    return public.scheme == "https" and _host(request).hostname == public.hostname


def _give(request: Request, response: Response, name: str, value: str, lasts: int) -> None:
    """Set a cookie for so many seconds, as `__Host-` asks for it; no script reads it.

    Other sites' links bring it along, as the way back from Asana is one; their forms do not.
    """
    response.set_cookie(
        name,
        value,
        max_age=lasts,
        path="/",
        secure=is_public(request),
        httponly=True,
        samesite="lax",
    )


def _take(request: Request, response: Response, name: str) -> None:
    """Take a cookie away again; what begins with `__Host-` asks for the same attributes."""
    response.delete_cookie(
        name, path="/", secure=is_public(request), httponly=True, samesite="lax"
    )


def _name_of_theme(request: Request) -> str:
    return f"{ONLY_THIS_HOST}{THEME}" if is_public(request) else THEME


def _way_of(request: Request) -> str:
    return f"{name_of(request)}_way"


def _host(request: Request) -> SplitResult:
    return urlsplit(f"//{request.headers.get('host', '')}")
