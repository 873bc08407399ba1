"""Reading what a request carries: its query, its JSON or form, the fields it asks for."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from integrations.asana.sandbox.api import multipart
from integrations.asana.sandbox.api.fields import wanted
from integrations.asana.sandbox.refusals import bad

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.asana.sandbox.api.fields import Wanted
    from integrations.asana.sandbox.api.http import Request


@dataclass(frozen=True, slots=True)
class Input:
    """What came with a request."""

    data: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[str, multipart.Part] = field(default_factory=dict)
    wanted: Wanted | None = None


def read(request: Request) -> Input:
    """Return what a request carries, or refuse it."""
    asked: object = request.query.get("opt_fields")
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        form = multipart.read(kind, request.body)
        return Input(files=form, wanted=wanted(asked))
    if not request.body or request.method in ("GET", "DELETE"):
        return Input(wanted=wanted(asked))
    body = _json(request.body)
    data, options = body.get("data"), body.get("options")
    if not isinstance(data, dict):
        raise bad("Missing or invalid `data` in the request body")
    if asked is None and isinstance(options, dict):
        asked = options.get("fields")
    return Input(data=data, wanted=wanted(asked))


def _json(body: bytes) -> dict[str, object]:
    try:
        text = body.decode()
        parsed = json.loads(text, parse_constant=_refuse)
        json.dumps(parsed, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise bad("Could not parse request data, invalid JSON") from None
    if not isinstance(parsed, dict):
        raise bad("The request body has to be a JSON object")
    return parsed


def _refuse(constant: str) -> float:
    raise ValueError(constant)
