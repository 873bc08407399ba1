"""The pages that the menu leads to; one whose route is not there is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fastapi import APIRouter, FastAPI, Request


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu."""

    path: str
    name: str
    icon: str
    current: bool = False


MENU = (
    Entry("/", "Home", "home"),
    Entry("/postings", "Postings", "postings"),
    Entry("/sort", "Sort", "sort"),
    Entry("/quarters", "Quarters", "quarters"),
    Entry("/sync", "Sync", "sync"),
    Entry("/reviews", "Reviews", "reviews"),
    Entry("/settings", "Settings", "settings"),
)
_BELONGS = {
    "goals": "/quarters",
    "connect": "/settings",
    "disconnect": "/settings",
    "reconnect": "/reviews",
}
"""Pages that have no line of their own, by how their path begins."""


def remember_pages(web: FastAPI, routers: Iterable[APIRouter]) -> None:
    """Note which pages there are."""
    # Asked for all its routes, the application works out each of them, as no request does.
    routes = (route for router in routers for route in router.routes)
    web.state.page_paths = frozenset(route.path for route in routes if isinstance(route, Route))


def shown(request: Request) -> tuple[Entry, ...]:
    """Return the menu, with the line that this page belongs to."""
    first = request.url.path.split("/")[1]
    here = _BELONGS.get(first, f"/{first}")
    return tuple(
        Entry(each.path, each.name, each.icon, current=each.path == here)
        for each in MENU
        if each.path in request.app.state.page_paths
    )
