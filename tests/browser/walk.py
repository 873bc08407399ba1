"""Finding every page that there is, by the routes of the application and by the links on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fastapi.routing import iter_route_contexts

from service.web.app import create_app

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from support.living import Living

NO_PAGES = ("/api/", "/hooks/", "/static/", "/livez", "/readyz", "/metrics", "/openapi.json")
NO_PAGE = re.compile(r"/events$|^/sign-in/")
WITHOUT_LINK = {
    "/": "/",
    "/sign-in": "/sign-in",
    "/connect/choose": "/connect/choose",
    "/postings/new": "/postings/new",
    "/sync/{ticket}": "/sync/1",
}
"""Pages that no link of a full home leads to, and where one begins."""


def routes(living: Living) -> list[str]:
    """The routes of all pages, those without parameters first."""
    found = {
        str(route.path)
        for route in iter_route_contexts(create_app(living.app).routes)
        if "GET" in (route.methods or ()) and not str(route.path).startswith(NO_PAGES)
    }
    return sorted((one for one in found if not NO_PAGE.search(one)), key=lambda one: "{" in one)


def examples(page: Page, living: Living) -> dict[str, str]:
    """An address of each page, by its route: what links lead to from the home page."""
    patterns = [(one, re.compile(re.sub(r"{\w+}", "[^/]+", one))) for one in routes(living)]
    found = dict(WITHOUT_LINK)
    unread = ["/"]
    while unread:
        text = page.request.get(living.url + unread.pop()).text()
        for path in re.findall(r'href="(/[^"?#]*)', text):
            route = next((one for one, like in patterns if like.fullmatch(path)), None)
            if route and route not in found:
                found[route] = path
                unread.append(path)
    return found
