"""POST /batch: up to ten calls at once, in no particular order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from integrations.asana.sandbox.api.fields import wanted
from integrations.asana.sandbox.api.routes import route_of
from integrations.asana.sandbox.refusals import bad

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.asana.sandbox.api.fields import Wanted

MOST_ACTIONS: Final = 10
METHODS: Final = ("get", "post", "put", "delete", "patch", "head")
UNBATCHABLE: Final = re.compile(r"/batch|/organization_exports.*|/scim.*")


@dataclass(frozen=True, slots=True)
class Action:
    """One call inside a batch."""

    method: str
    path: str
    query: Mapping[str, str]
    data: Mapping[str, object]
    wanted: Wanted | None


def read_actions(data: Mapping[str, object]) -> list[Action]:
    """Return a batch's actions, or refuse the whole batch."""
    actions = data.get("actions")
    if not isinstance(actions, list) or not actions:
        raise bad("actions: A batch needs at least one action")
    if len(actions) > MOST_ACTIONS:
        raise bad(f"actions: A batch holds {MOST_ACTIONS} actions at most")
    return [_action(one) for one in actions]


def _action(given: object) -> Action:
    if not isinstance(given, dict):
        raise bad("actions: Not an object")
    path, method = given.get("relative_path"), given.get("method")
    data, options = given.get("data") or {}, given.get("options") or {}
    if not isinstance(path, str) or not path.startswith("/"):
        raise bad("relative_path: Has to begin with /")
    if "?" in path:
        raise bad("Parameters are not accepted in a batch action path")
    if method not in METHODS:
        raise bad(f"method: Not one of {', '.join(METHODS)}")
    if not isinstance(data, dict) or not isinstance(options, dict):
        raise bad("actions: data and options have to be objects")
    route = route_of(method.upper(), path)
    if UNBATCHABLE.fullmatch(path) or (route and not route.batchable):
        raise bad(f"{path} cannot be called in a batch")
    reads = method == "get"
    query = {name: _as_text(value) for name, value in data.items()} if reads else {}
    for name in ("limit", "offset"):
        if options.get(name) not in (None, ""):
            query[name] = str(options[name])
    return Action(
        method.upper(), path, query, {} if reads else data, wanted(options.get("fields"))
    )


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
