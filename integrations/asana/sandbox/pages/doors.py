"""What answers a browser: pages to look at, and forms that are gestures."""

from __future__ import annotations

from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Final

import anyio
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from integrations.asana.sandbox.pages import gestures
from integrations.asana.sandbox.pages.board import boards, trash
from integrations.asana.sandbox.pages.feed import Feed
from integrations.asana.sandbox.pages.guard import HEADERS, check_host, check_origin, form_of
from integrations.asana.sandbox.pages.task import task_page
from integrations.asana.sandbox.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request

    from integrations.asana.sandbox.model import User
    from integrations.asana.sandbox.world import World

    Door = Callable[["Doors", Request], Awaitable[Response]]
    Gesture = Callable[[World, User, Mapping[str, str]], str]

STATIC: Final = Path(__file__).parent / "static"
MEDIA: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FILES: Final = {path.name: path for path in STATIC.iterdir() if path.suffix in MEDIA}
LOOK_SECONDS: Final = 0.05
WAIT_SECONDS: Final = 20.0
_PAGES: Final = Environment(
    loader=PackageLoader("integrations.asana.sandbox.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def _carefully(door: Door) -> Door:
    """Let only this machine in, and answer a refusal with a page."""

    @wraps(door)
    async def careful(self: Doors, request: Request) -> Response:
        try:
            check_host(request)
            return await door(self, request)
        except Refusal as refusal:
            return self.page("refused.html", refusal.status, message=refusal.message)

    return careful


class Doors:
    """One world's pages. Whoever looks at them is the first person who signed up."""

    def __init__(self, world: World, guest: str) -> None:
        self._world = world
        self._feed = Feed(world, guest)

    @_carefully
    async def board(self, _request: Request) -> Response:
        """Show all boards, and the trash."""
        return await run_in_threadpool(self._board)

    @_carefully
    async def task(self, request: Request) -> Response:
        """Show one task."""
        return await run_in_threadpool(self._task, request.path_params["gid"])

    @_carefully
    async def static(self, request: Request) -> Response:
        """Send a script or the style."""
        path = FILES.get(request.path_params["name"])
        if path is None:
            raise Refusal(404, "There is no such file.")
        return Response(path.read_bytes(), media_type=MEDIA[path.suffix], headers=HEADERS)

    @_carefully
    async def changes(self, request: Request) -> Response:
        """Answer as soon as there is something new to see, or after a while in any case."""
        since = request.query_params.get("since", "")
        with anyio.move_on_after(WAIT_SECONDS):
            while self._feed.version() == since:
                if await request.is_disconnected():
                    break
                await anyio.sleep(LOOK_SECONDS)
        return JSONResponse({"version": self._feed.version()}, headers=HEADERS)

    @_carefully
    async def act_on_task(self, request: Request) -> Response:
        """Do what a form of a task says."""
        gid, gesture = request.path_params["gid"], request.path_params["gesture"]
        return await self._act(
            request,
            lambda world, user, form: gestures.act_on_task(world, user, gid, gesture, form),
        )

    @_carefully
    async def add_task(self, request: Request) -> Response:
        """Add what was typed below a section."""
        gid = request.path_params["gid"]
        return await self._act(
            request, lambda world, user, form: gestures.add_task(world, user, gid, form)
        )

    def _board(self) -> Response:
        with self._world.acting():
            return self.page("board.html", boards=boards(self._world), trash=trash(self._world))

    def _task(self, gid: str) -> Response:
        with self._world.acting():
            shown = task_page(self._world, gid)
            if shown is None:
                raise Refusal(404, "There is no such task, and there never was.")
            return self.page("task.html", task=shown)

    async def _act(self, request: Request, gesture: Gesture) -> Response:
        """Do a gesture, remember it, and lead back to the page it was made on."""
        check_origin(request)
        form = await form_of(request)
        await run_in_threadpool(self._do, gesture, form)
        page = form.get("page", "")
        back = f"/tasks/{page}" if page in self._world.tasks else "/"
        return RedirectResponse(back, 303, headers=HEADERS)

    def _do(self, gesture: Gesture, form: Mapping[str, str]) -> None:
        with self._world.acting():
            user = next(iter(self._world.users.values()), None)
            if user is None:
                raise Refusal(409, "Nobody has signed up here yet.")
            self._feed.note(gesture(self._world, user, form))

    def page(self, template: str, status: int = 200, /, **values: object) -> Response:
        """Return a page, with what happened lately beside it."""
        with self._world.acting():
            html = _PAGES.get_template(template).render(
                values,
                today=self._world.now(),
                version=self._feed.version(),
                feed=self._feed.entries(),
                guest=self._feed.guest,
            )
        return HTMLResponse(html, status, headers=HEADERS)
