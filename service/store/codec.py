"""The plan's parts as JSON documents, and back."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from service.domain.plan import (
    Capacity,
    Goal,
    Group,
    Kind,
    PlanSettings,
    Posting,
    Requirement,
    State,
    Step,
    Via,
)
from service.domain.quarter import Quarter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Document = Mapping[str, Any]  # JSON that `encode` has written

T = TypeVar("T")


def encode(part: Goal | Posting | PlanSettings) -> dict[str, object]:
    """Write a part of a plan as JSON would come back: lists, plain text, days as text."""
    return {field.name: _plain(getattr(part, field.name)) for field in fields(part)}


def decode_goal(document: Document) -> Goal:
    """Read a goal that `encode` wrote."""
    return Goal(
        **{
            **document,
            "group": Group(document["group"]),
            "via": _optional(Via, document["via"]),
            "answers": tuple(document["answers"]),
            "steps": tuple(Step(**step) for step in document["steps"]),
            "pinned": _optional(Quarter.parse, document["pinned"]),
            "not_before": _optional(date.fromisoformat, document["not_before"]),
            "deadline": _optional(date.fromisoformat, document["deadline"]),
            "state": _optional(State, document["state"]),
            "quarter": _optional(Quarter.parse, document["quarter"]),
            "came_from": _optional(Group, document["came_from"]),
            "former_names": tuple(document["former_names"]),
        }
    )


def decode_posting(document: Document) -> Posting:
    """Read a posting that `encode` wrote."""
    lines = (
        Requirement(**{**line, "kind": Kind(line["kind"])}) for line in document["requirements"]
    )
    return Posting(**{**document, "requirements": tuple(lines)})


def decode_settings(document: Document) -> PlanSettings:
    """Read a plan's settings that `encode` wrote."""
    return PlanSettings(**{**document, "capacity": Capacity(**document["capacity"])})


def _plain(value: object) -> object:
    match value:
        case Quarter() | date():
            return str(value)
        case Enum():
            return value.value
        case tuple():
            return [_plain(item) for item in value]
        case _ if is_dataclass(value):
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value


def _optional(read: Callable[[str], T], value: str | None) -> T | None:
    return None if value is None else read(value)
