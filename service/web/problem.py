"""What is wrong, as RFC 9457 writes it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import uuid4

from fastapi import HTTPException, Response
from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import Scope

    Answer = Callable[[Scope, "Problem"], Response]

MEDIA_TYPE = "application/problem+json"


class Refused(HTTPException):
    """A request that this edge turns away itself, before any use case."""

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        *,
        hint: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, detail, headers)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Problem:
    """One refusal. It repeats nothing of what was sent, but for the word that a plan trips on.

    `more` are the extension members of its type. `instance` names this one occurrence, and
    is what a line of the log is found by.
    """

    status: int
    detail: str
    hint: str = ""
    type: str = "about:blank"
    title: str = ""
    more: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    instance: str = field(default_factory=lambda: uuid4().urn)

    def response(self) -> Response:
        """Return the problem as an answer, in pure ASCII: no text can fail to encode."""
        members: dict[str, object] = {
            "type": self.type,
            "title": self.title or HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "hint": self.hint,
            "instance": self.instance,
            **self.more,
        }
        return Response(
            json.dumps(members), self.status, dict(self.headers), media_type=MEDIA_TYPE
        )


def as_problem(_scope: Scope, problem: Problem) -> Response:
    """Answer everybody with the problem itself: what is done where there are no pages."""
    return problem.response()


class ProblemSchema(BaseModel):
    """What every refusal looks like."""

    type: str
    title: str
    status: int
    detail: str
    hint: str
    instance: str


_CONTENT = {MEDIA_TYPE: {"schema": ProblemSchema.model_json_schema()}}
RESPONSES: dict[int | str, dict[str, object]] = {
    "4XX": {"description": "Refused; `detail` and `hint` say why", "content": _CONTENT},
    "5XX": {"description": "Not possible now", "content": _CONTENT},
}
"""The answers that every operation may give, for its OpenAPI description."""
