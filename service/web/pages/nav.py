"""The pages that the menu leads to; one whose route is not there is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi.routing import iter_route_contexts

if TYPE_CHECKING:
    from fastapi import FastAPI, Request


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


def remember_pages(web: FastAPI) -> None:
    """Note which pages there are, once all routes are in place."""
    web.state.page_paths = frozenset(
        str(route.path) for route in iter_route_contexts(web.routes) if route.path
    )


def shown(request: Request) -> tuple[Entry, ...]:
    """Return the menu, with the line that this page belongs to."""
    first = request.url.path.split("/")[1]
    here = _BELONGS.get(first, f"/{first}")
    return tuple(
        Entry(each.path, each.name, each.icon, current=each.path == here)
        for each in MENU
        if each.path in request.app.state.page_paths
    )
