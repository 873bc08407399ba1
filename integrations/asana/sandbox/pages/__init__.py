"""The pages of the stand-in: its boards and its tasks, to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.routing import Route

    from integrations.asana.sandbox.world import World


def routes(_world: World) -> list[Route]:
    """Return the routes of the pages."""
    return []
