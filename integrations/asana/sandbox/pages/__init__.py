"""The pages of the stand-in: its boards and its tasks, on which one plays the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from integrations.asana.sandbox.pages.doors import Doors

if TYPE_CHECKING:
    from integrations.asana.sandbox.world import World


def routes(world: World, guest: str) -> list[Route]:
    """Return the routes: boards, tasks, gestures, the news of them, scripts and style.

    `guest` is the name of what speaks over the API.
    """
    doors = Doors(world, guest)
    return [
        Route("/", doors.board, methods=["GET"]),
        Route("/changes", doors.changes, methods=["GET"]),
        Route("/static/{name}", doors.static, methods=["GET"]),
        Route("/tasks/{gid}", doors.task, methods=["GET"]),
        Route("/tasks/{gid}/{gesture}", doors.act_on_task, methods=["POST"]),
        Route("/sections/{gid}/add", doors.add_task, methods=["POST"]),
    ]
