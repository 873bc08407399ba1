"""The pages of the stand-in: its boards and its tasks, to look at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from integrations.asana.sandbox.pages.board import boards
from integrations.asana.sandbox.pages.task import task_page

if TYPE_CHECKING:
    from starlette.requests import Request

    from integrations.asana.sandbox.world import World

STYLE: Final = Path(__file__).parent / "board.css"
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_PAGES: Final = Environment(
    loader=PackageLoader("integrations.asana.sandbox.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def routes(world: World) -> list[Route]:
    """Return the routes: all boards, one task, and the style of both."""

    def board(_request: Request) -> Response:
        with world.acting():
            return _page("board.html", today=world.now(), boards=boards(world))

    def task(request: Request) -> Response:
        with world.acting():
            shown = task_page(world, request.path_params["gid"])
            if shown is None:
                return _page("missing.html", 404, today=world.now())
            return _page("task.html", today=world.now(), task=shown)

    def style(_request: Request) -> Response:
        return Response(STYLE.read_text(), media_type="text/css", headers=HEADERS)

    return [Route("/", board), Route("/tasks/{gid}", task), Route("/board.css", style)]


def _page(template: str, status: int = 200, /, **values: object) -> Response:
    html = _PAGES.get_template(template).render(values)
    return HTMLResponse(html, status, headers=HEADERS)
