"""What an API says of its bodies, as bodies: one that fits, and every place in it."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HOLE = "\ue000"
JSON = "application/json"
CHANGING = ("post", "put", "patch", "delete")

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Operation:
    """One way to change something: `path` with names in braces, and a body, or None."""

    method: str
    path: str
    body: object = None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def with_value(self, place: Place, source: str) -> str:
        """The body as JSON, with something else at one place, just as it is written."""
        return json.dumps(put(self.body, place, HOLE)).replace(json.dumps(HOLE), source)


def operations(described: Mapping[str, Any]) -> Iterator[Operation]:
    """Every operation that changes something, with a body that fits where it takes JSON."""
    for path, methods in described["paths"].items():
        for method in CHANGING:
            if method in methods:
                yield Operation(method.upper(), path, _body(methods[method], described))


def places(value: object, here: Place = ()) -> Iterator[Place]:
    """Every place in a value, the whole of it first."""
    yield here
    match value:
        case dict():
            for key, inner in value.items():
                yield from places(inner, (*here, key))
        case list():
            for number, inner in enumerate(value):
                yield from places(inner, (*here, number))


def put(value: object, place: Place, new: object) -> object:
    """The value with something else at one place."""
    if not place:
        return new
    whole: Any = deepcopy(value)
    inner = whole
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = new
    return whole


def _body(operation: Mapping[str, Any], described: Mapping[str, Any]) -> object:
    content = operation.get("requestBody", {}).get("content", {})
    return example(content[JSON]["schema"], described) if JSON in content else None


def example(schema: Mapping[str, Any], described: Mapping[str, Any]) -> Any:
    """A value that fits a schema, with everything in it that may be there."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return example(described["components"]["schemas"][name], described)
    for known in ("examples", "enum"):
        if known in schema:
            return schema[known][0]
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return example(schema[several][0], described)
    return _of_type(schema, described)


def _of_type(schema: Mapping[str, Any], described: Mapping[str, Any]) -> object:
    match schema.get("type"):
        case "object":
            properties = schema.get("properties", {})
            return {name: example(one, described) for name, one in properties.items()}
        case "array":
            return [example(schema["items"], described)]
        case "integer":
            return schema.get("minimum", 1)
        case "boolean":
            return False
        case _:
            return "2027-02-01" if schema.get("format") == "date" else "Something"
