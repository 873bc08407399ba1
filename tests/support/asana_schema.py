"""Asana's OpenAPI 3.0 schemas, told to a validator of JSON Schema 2020-12."""

from __future__ import annotations

from typing import Final, cast

Schema = dict[str, object]

IGNORED: Final = frozenset({"example", "description", "nullable", "readOnly", "xml"})
# What the spec's prose allows and its schema forgets.
NULL_BY_PROSE: Final = {
    "TaskSetParentRequest": ("parent", "insert_after", "insert_before"),
    "EventResponse": ("user", "parent"),
    "ProjectResponse": ("team",),
    "WebhookResponse": ("last_failure_at", "last_success_at", "next_attempt_after"),
}
# Things when read, gids when a task is created.
MEMBERSHIPS: Final[Schema] = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {name: {"type": ["object", "string"]} for name in ("project", "section")},
        "additionalProperties": False,
    },
}
# Marked read-only as a whole, though their own text says "create-only".
WRITABLE_BY_PROSE: Final = frozenset({"memberships"})


def translated(name: str, schema: Schema, everything: Schema) -> Schema:
    """Return a named schema as JSON Schema."""
    result = _translate(schema, everything)
    for part in (result, *cast("list[Schema]", result.get("allOf", []))):
        properties = cast("Schema", part.get("properties", {}))
        for field in NULL_BY_PROSE.get(name, ()):
            if field in properties:
                properties[field] = {"anyOf": [properties[field], {"type": "null"}]}
        if name == "TaskBase":
            properties["memberships"] = MEMBERSHIPS
    return result


def at_use(schema: Schema, everything: Schema) -> Schema:
    """Return a schema where a value is described: no property beyond it is allowed."""
    schema = _in_full(schema, everything)
    result = _translate(schema, everything)
    if properties_of(schema, everything):
        if "anyOf" in result:
            first, *rest = cast("list[Schema]", result["anyOf"])
            return {"anyOf": [{**first, "unevaluatedProperties": False}, *rest]}
        result["unevaluatedProperties"] = False
    return result


def read_only(schema: Schema, everything: Schema) -> frozenset[str]:
    """Return the properties that a request must not write."""
    marked = {
        name
        for name, value in properties_of(schema, everything).items()
        if cast("Schema", value).get("readOnly") is True
    }
    return frozenset(marked - WRITABLE_BY_PROSE)


def properties_of(schema: Schema, everything: Schema) -> Schema:
    """Return all properties, those of its parts included; the last word wins."""
    schema = resolved(schema, everything)
    found: Schema = {}
    for part in cast("list[Schema]", schema.get("allOf", [])):
        found |= properties_of(part, everything)
    return found | cast("Schema", schema.get("properties", {}))


def resolved(schema: Schema, everything: Schema) -> Schema:
    """Return what a reference refers to."""
    if (reference := schema.get("$ref")) is not None:
        return cast("Schema", everything[str(reference).rsplit("/", 1)[-1]])
    return schema


def _translate(schema: Schema, everything: Schema) -> Schema:
    result: Schema = {}
    for key, value in schema.items():
        match key:
            case "properties":
                fields = cast("dict[str, Schema]", value)
                result[key] = {k: at_use(v, everything) for k, v in fields.items()}
            case "items":
                result[key] = at_use(cast("Schema", value), everything)
            case "allOf" | "oneOf" | "anyOf":
                parts = cast("list[Schema]", value)
                result[key] = [_translate(part, everything) for part in parts]
            case "additionalProperties":
                result[key] = value if isinstance(value, bool) else {}
            case _ if key not in IGNORED and not key.startswith("x-"):
                result[key] = value
    return {"anyOf": [result, {"type": "null"}]} if _nullable(schema) else result


def _in_full(schema: Schema, everything: Schema) -> Schema:
    """Return a use of a compact resource as its full form: opt_fields may ask for it."""
    if "allOf" in schema:
        parts = cast("list[Schema]", schema["allOf"])
        return {**schema, "allOf": [_in_full(part, everything) for part in parts]}
    compact = str(schema.get("$ref", ""))
    full = compact.removesuffix("Compact") + "Response"
    known = compact.endswith("Compact") and full.rsplit("/", 1)[-1] in everything
    return {**schema, "$ref": full} if known else schema


def _nullable(schema: Schema) -> bool:
    parts = cast("list[Schema]", schema.get("allOf", []))
    own = [part for part in parts if "$ref" not in part]
    return schema.get("nullable") is True or any(_nullable(part) for part in own)
