"""The one table of errors at this edge, and the handlers that read it."""

from __future__ import annotations

import logging
import re
from dataclasses import asdict, dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from service import errors
from service.domain.planfile_problems import PlanProblems
from service.web.problem import Problem, as_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from fastapi import FastAPI, Request, Response

    from service.web.problem import Answer


log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kind:
    """What one class of `ServiceError` is over HTTP."""

    status: HTTPStatus
    title: str


KINDS: Mapping[type[errors.ServiceError], Kind] = {
    errors.InvalidInput: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "The input cannot be used"),
    errors.NotFound: Kind(HTTPStatus.NOT_FOUND, "There is no such thing"),
    errors.Conflict: Kind(HTTPStatus.CONFLICT, "Its state does not allow this"),
    errors.NotConnected: Kind(HTTPStatus.CONFLICT, "No account is connected"),
    errors.AccountStopped: Kind(HTTPStatus.CONFLICT, "The account has stopped"),
    errors.NeedsConfirmation: Kind(HTTPStatus.CONFLICT, "The sync waits to be confirmed"),
    errors.TryLater: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "Something else needs time"),
    errors.ConfigurationError: Kind(
        HTTPStatus.SERVICE_UNAVAILABLE, "The service is not set up"
    ),
    errors.ServiceError: Kind(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong"),
}

_SAID: Mapping[int, tuple[str, str]] = {
    HTTPStatus.NOT_FOUND: (
        "There is nothing at this address.",
        "/openapi.json lists every address.",
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        "This address does not take this method.",
        "The Allow header lists those it takes.",
    ),
}
"""Better words for what the framework refuses by itself."""


def install(web: FastAPI, answer: Answer = as_problem) -> None:
    """Let every error that can be foreseen be answered as a problem, said by `answer`."""
    tables: tuple[tuple[type[Exception], Callable[[Any], Problem]], ...] = (
        (errors.ServiceError, problem_of),
        (HTTPException, _http_problem),
        (RequestValidationError, _invalid_request),
    )
    for kind, read in tables:
        web.exception_handler(kind)(_handler(read, answer))


def problem_of(error: errors.ServiceError) -> Problem:
    """The error as a problem; a subclass is answered as the nearest class in the table."""
    cls = next(cls for cls in type(error).__mro__ if cls in KINDS)
    kind = KINDS[cls]
    return Problem(
        kind.status,
        str(error),
        error.hint,
        type=f"urn:momentum:{_dashed(cls.__name__)}",
        title=kind.title,
        more=_members(error),
        headers={"Retry-After": "10"} if cls is errors.TryLater else {},
    )


def _members(error: errors.ServiceError) -> dict[str, object]:
    """All the problems of a plan file at once, each with its place."""
    if isinstance(error, PlanProblems):
        return {"problems": [asdict(problem) for problem in error.problems]}
    return {}


def _handler(
    read: Callable[[Any], Problem], answer: Answer
) -> Callable[[Request, Exception], Response]:
    def handle(request: Request, error: Exception) -> Response:
        problem = read(error)
        if reason := getattr(error, "reason", ""):
            log.error("%s %s", problem.instance, reason)
        if problem.status == HTTPStatus.METHOD_NOT_ALLOWED:
            problem = replace(problem, headers={"Allow": _methods_at(request)})
        return answer(request.scope, problem)

    return handle


def _methods_at(request: Request) -> str:
    """List all methods of an address; the framework lists those of its first route only."""
    found = {
        method
        for route in iter_route_contexts(request.app.routes)
        if compile_path(str(route.path))[0].match(request.scope["path"])
        for method in route.methods or ()
    }
    return ", ".join(sorted(found))


def _http_problem(error: HTTPException) -> Problem:
    detail, hint = _SAID.get(error.status_code, (error.detail, ""))
    if own_hint := getattr(error, "hint", ""):
        detail, hint = error.detail, own_hint
    return Problem(error.status_code, detail, hint, headers=error.headers or {})


def _invalid_request(error: RequestValidationError) -> Problem:
    """Say where and what, never the input: the framework's own answer repeats it whole."""
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The request does not have the form that this address takes.",
        "`problems` says where; /openapi.json has the form.",
        more={"problems": [_one(found) for found in error.errors()]},
    )


def _one(found: Mapping[str, Any]) -> dict[str, str]:
    where = tuple(found["loc"])
    if found["type"] == "extra_forbidden":  # the name of the field is input, too
        return {"where": _dotted(where[:-1]), "message": "There is a field that is not known."}
    return {"where": _dotted(where), "message": str(found["msg"])}


def _dotted(where: tuple[object, ...]) -> str:
    return ".".join(str(part) for part in where)


def _dashed(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
