"""What is wrong, as a page for browsers and as a problem for programs."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from service.web.pages import render
from service.web.pages.forms import Form

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

    from service.web.problem import Problem

FOR_PROGRAMS = ("/api/", "/hooks/", "/openapi.json", "/livez", "/readyz", "/metrics")

OF_THE_FRAMEWORK, UNCONNECTED = "about:blank", "urn:momentum:not-connected"
HOME = ("/", "Go to the home page")
_WAYS = {UNCONNECTED: ("/connect", "Connect Asana")}
_TITLES = {
    HTTPStatus.FORBIDDEN: "This was not done",
    HTTPStatus.NOT_FOUND: "There is no such page",
    HTTPStatus.UNPROCESSABLE_ENTITY: "This address cannot be read",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "That was too much at once",
}
_HINTS = {
    HTTPStatus.NOT_FOUND: "It may have moved. The menu on the home page leads to everything.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Check the address, or begin at the home page.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Nothing of it was kept. Go back and send less.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Go back to the page that you came from.",
}
"""In place of hints that are meant for programs."""


def answer(scope: Scope, problem: Problem) -> Response:
    """Answer a browser that asked for a page with one, and everybody else with the problem."""
    if not _wants_page(scope):
        return problem.response()
    status = HTTPStatus(problem.status)
    response = render.respond(
        "trouble.html",
        status,
        theme="system",
        nav=(),
        said=(),
        csrf="",
        typed=Form(),
        title=_title(problem, status),
        way=_WAYS.get(problem.type, HOME),
        detail=problem.detail,
        hint=_hint(problem),
        instance=problem.instance if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "",
    )
    response.headers.update(problem.headers)
    return response


def _title(problem: Problem, status: HTTPStatus) -> str:
    """A journey's own word; that there is no such page is said of addresses alone."""
    own = problem.title if problem.type != OF_THE_FRAMEWORK else ""
    return own or _TITLES.get(status) or problem.title or status.phrase


def _hint(problem: Problem) -> str:
    """What a journey says is for everybody; what the framework refuses was said to programs."""
    if problem.type == UNCONNECTED:
        return ""  # the way there is a button
    if problem.type != OF_THE_FRAMEWORK:
        return problem.hint
    return _HINTS.get(HTTPStatus(problem.status), problem.hint)


def _wants_page(scope: Scope) -> bool:
    """Only what is shown depends on this: no door is opened or closed by the path."""
    accepts = Headers(scope=scope).get("accept", "")
    return "text/html" in accepts and not scope["path"].startswith(FOR_PROGRAMS)
