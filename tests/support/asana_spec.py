"""A judge of both sides: requests and answers, held against Asana's official OpenAPI spec.

It needs `jsonschema`, which the product does without.
"""

from __future__ import annotations

import json
import re
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import httpx
import jsonschema
import yaml

from support.asana_schema import (
    Schema,
    at_use,
    properties_of,
    read_only,
    resolved,
    translated,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

BASE: Final = "/api/1.0"
HERE: Final = Path(__file__).resolve().parents[2]
SPEC: Final = HERE.parent / "shared" / "asana" / "asana_oas.yaml"
PAGING: Final[tuple[str, ...]] = ("limit", "offset")
FAILURES: Final = 500


class SpecViolation(AssertionError):
    """Something was asked or answered that Asana's spec does not know."""


def load(path: Path = SPEC, *, cache: Path | None = None) -> Spec:
    """Return the spec; parsing 3 MB of YAML takes seconds, so JSON is kept in `cache`."""
    kept = cache / f"asana_oas-{path.stat().st_size}.json" if cache else None
    if kept is not None and kept.exists():
        return Spec(json.loads(kept.read_text()))
    document = yaml.load(path.read_text(), Loader=yaml.CSafeLoader)
    text = json.dumps(document, default=str)
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(text)
    return Spec(json.loads(text))


class Spec:
    """Asana's API as its spec describes it."""

    def __init__(self, document: Schema) -> None:
        self._components = cast("dict[str, Schema]", document["components"])
        self._paths = cast("dict[str, Schema]", document["paths"])
        self._operations = [
            (re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path)), path) for path in self._paths
        ]
        self.seen: set[tuple[str, str]] = set()
        """The operations that were checked: method and path as the spec writes them."""

    def check_request(
        self, method: str, path: str, query: Mapping[str, str], body: object
    ) -> None:
        """Raise unless the operation exists and takes these parameters and this body."""
        template = self._template(path)
        operation = self._operation(method, template)
        self._check_query(method, template, query)
        self.seen.add((method, template))
        content = cast("Schema", operation.get("requestBody", {})).get("content", {})
        json_body = cast("Schema", cast("Schema", content).get("application/json", {}))
        if body is None or "schema" not in json_body:
            return
        schema = cast("Schema", json_body["schema"])
        self._check(schema, _without_options(body), f"{method} {path}")
        self._check_writable(schema, body, f"{method} {path}")

    def check_response(self, method: str, path: str, status: int, body: object) -> None:
        """Raise unless the operation may answer this."""
        template = self._template(path)
        where = f"{method} {path} -> {status}"
        if status >= 400:
            self._check_refusal(template, body, where)
            return
        answers = cast("Schema", self._operation(method, template)["responses"])
        if str(status) not in answers:
            raise SpecViolation(f"{where}: the spec has {', '.join(answers)}")
        content = cast("Schema", cast("Schema", answers[str(status)])["content"])
        schema = cast("Schema", cast("Schema", content["application/json"])["schema"])
        self._check(schema, body, where)

    def _template(self, path: str) -> str:
        for pattern, template in self._operations:
            if pattern.fullmatch(path):
                return template
        raise SpecViolation(f"The spec has no path {path}")

    def _operation(self, method: str, template: str) -> Schema:
        if method.lower() not in self._paths[template]:
            raise SpecViolation(f"The spec has no {method} {template}")
        return cast("Schema", self._paths[template][method.lower()])

    def _parameters(self, method: str, template: str) -> dict[str, Schema]:
        operation = self._operation(method, template)
        listed = [
            *cast("list[Schema]", self._paths[template].get("parameters", [])),
            *cast("list[Schema]", operation.get("parameters", [])),
        ]
        known = [resolved(one, self._components["parameters"]) for one in listed]
        return {str(one["name"]): one for one in known if one["in"] == "query"}

    def _check_query(self, method: str, template: str, query: Mapping[str, str]) -> None:
        known = self._parameters(method, template)
        for name, value in query.items():
            if name not in known:
                raise SpecViolation(f"{method} {template} takes no parameter {name}")
            schema = cast("Schema", known[name]["schema"])
            if name == "opt_fields":
                choices = cast("Schema", schema["items"])["enum"]
                _check_fields(f"{method} {template}", value, cast("list[str]", choices))
            elif schema.get("type") == "integer":
                self._check(schema, int(value), f"{method} {template} {name}")

    def _check_writable(self, schema: Schema, body: object, where: str) -> None:
        schemas = self._components["schemas"]
        data = properties_of(schema, schemas).get("data", {})
        locked = read_only(cast("Schema", data), schemas)
        given = cast("Schema", body).get("data")
        if isinstance(given, dict) and (wrong := locked & given.keys()):
            raise SpecViolation(f"{where}: read-only: {', '.join(sorted(wrong))}")

    def _check_refusal(self, template: str, body: object, where: str) -> None:
        if not isinstance(body, dict):
            raise SpecViolation(f"{where}: not an object: {body}")
        if template == "/events" and isinstance(body.get("sync"), str):
            body = {name: value for name, value in body.items() if name != "sync"}
        self._check({"$ref": "#/components/schemas/ErrorResponse"}, body, where)

    def _check(self, schema: Schema, value: object, where: str) -> None:
        found = list(self._validator(json.dumps(schema)).iter_errors(value))
        if found:
            # A property that fails counts as unevaluated too: tell the cause instead.
            found.sort(key=lambda one: one.validator == "unevaluatedProperties")
            worst = jsonschema.exceptions.best_match(found[:1]) or found[0]
            raise SpecViolation(f"{where}: {worst.json_path}: {worst.message}")

    @lru_cache  # noqa: B019 - one spec a session, and as many validators as operations
    def _validator(self, schema: str) -> jsonschema.Draft202012Validator:
        described = at_use(json.loads(schema), self._components["schemas"])
        return jsonschema.Draft202012Validator(
            {**described, "$id": "urn:asana:use", "components": self._translated},
            format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
        )

    @cached_property
    def _translated(self) -> Schema:
        schemas = self._components["schemas"]
        told = {
            name: translated(name, cast("Schema", one), schemas)
            for name, one in schemas.items()
        }
        return {"schemas": told}


class JudgedTransport(httpx.BaseTransport):
    """Passes requests on to another transport, and both ways past the spec.

    Answers that a fault has mangled, and all of 5xx, pass unread.
    """

    def __init__(self, inner: httpx.BaseTransport, spec: Spec) -> None:
        self._inner = inner
        self._spec = spec

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the inner transport's answer, or raise SpecViolation."""
        path = request.url.path.removeprefix(BASE)
        asked = _json(request.read())
        self._spec.check_request(request.method, path, dict(request.url.params), asked)
        answer = self._inner.handle_request(request)
        body = _json(answer.read())
        if answer.status_code < FAILURES and body is not None:
            self._spec.check_response(request.method, path, answer.status_code, body)
            if path == "/batch" and answer.status_code == httpx.codes.OK:
                self._check_actions(cast("Schema", asked), cast("Schema", body))
        return answer

    def _check_actions(self, asked: Schema, answered: Schema) -> None:
        """Judge each action of a batch as the call that it stands for."""
        actions = cast("list[Schema]", cast("Schema", asked["data"])["actions"])
        answers = cast("list[Schema]", answered["data"])
        for action, answer in zip(actions, answers, strict=True):
            method, path = str(action["method"]).upper(), str(action["relative_path"])
            data = cast("Schema", action.get("data") or {})
            options = cast("Schema", action.get("options") or {})
            query = {name: str(options[name]) for name in PAGING if name in options}
            if fields := options.get("fields"):
                query["opt_fields"] = ",".join(cast("list[str]", fields))
            if method == "GET":
                query |= {name: str(value) for name, value in data.items()}
            self._spec.check_request(
                method, path, query, None if method == "GET" else {"data": data}
            )
            status = cast("int", answer["status_code"])
            if status < FAILURES:
                self._spec.check_response(method, path, status, answer["body"])


def _check_fields(where: str, asked: str, choices: list[str]) -> None:
    """Raise for a field that the operation does not offer.

    The spec names what is worth asking for; below it, anything of that resource goes.
    """
    offered = {name.split(".")[0] for name in choices} | {"gid", "resource_type"}
    for name in asked.split(","):
        if name.split(".")[0] not in offered:
            raise SpecViolation(f"{where} offers no field {name}")


def _without_options(body: object) -> object:
    """Leave out `options`, which any body may carry and no schema names."""
    if isinstance(body, dict):
        return {name: value for name, value in body.items() if name != "options"}
    return body


def _json(content: bytes) -> object:
    try:
        return cast("object", json.loads(content))
    except ValueError:
        return None
