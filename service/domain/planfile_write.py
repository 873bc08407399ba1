"""A plan as YAML, byte for byte as PyYAML would write it.

Nearly all of a plan are short lines of plain text, and each is written at once: PyYAML looks at
every character of every text several times. What is not as plain is left to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from service.domain.planfile_plain import plan_as_dict
from service.domain.planfile_text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from service.domain.plan import Plan

WIDTH = 96

_FIRST = "# A Momentum plan. Keep the ids: by them a goal is known again, whatever its name.\n"
_OTHER_BREAKS = re.compile("[\r\x85\u2028\u2029]")
_TIMESTAMP = "tag:yaml.org,2002:timestamp"
_PLAIN = re.compile(r"\w(?: ?[^\s:#\ufeff])*")
"""Text on one line that nothing in it can make into anything else."""
_INDENT = "  "


def write_plan(plan: Plan) -> str:
    """Write the whole plan as YAML; `read_plan` gives it back as it was."""
    return _FIRST + as_yaml(plan_as_dict(plan))


def as_yaml(data: object) -> str:
    """Write plain data the way plan files are written."""
    if not (isinstance(data, dict) and data):
        return by_library(data)
    return "".join(_mapping(data, 0))


def by_library(data: object) -> str:
    """Write plain data by PyYAML alone."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)


def _mapping(data: Mapping[str, object], depth: int) -> Iterator[str]:
    for key, value in data.items():
        name = _easy(key, 0)
        start = f"{_INDENT * depth}{name}:"
        easy = _easy(value, len(start) + 1)
        if name is not None and isinstance(value, dict) and value:
            yield f"{start}\n"
            yield from _mapping(value, depth + 1)
        elif name is not None and isinstance(value, list) and value:
            yield f"{start}\n"
            yield from _sequence(value, depth + 1)
        elif name is not None and easy is not None:
            yield f"{start} {easy}\n"
        else:
            yield _hard({key: value}, depth)


def _sequence(data: Sequence[object], depth: int) -> Iterator[str]:
    start = f"{_INDENT * depth}-"
    for value in data:
        if isinstance(value, dict) and value:
            lines = "".join(_mapping(value, depth + 1))
            yield start + lines[len(start) :]
        elif (easy := _easy(value, len(start) + 1)) is not None:
            yield f"{start} {easy}\n"
        else:
            yield _hard([value], depth)


def _easy(value: object, column: int) -> str | None:
    """How a value is written that needs no care; None where it needs some."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, str) or column + len(value) > WIDTH:
        return None
    text = printable(value)
    if _PLAIN.fullmatch(text) is None:
        return None
    return f"'{text}'" if _means_something_else(text) else text


def _hard(data: object, depth: int) -> str:
    """What PyYAML makes of something that stands so deep."""
    for _ in range(depth):
        data = {"a": data}
    return by_library(data).split("\n", depth)[depth]


def _means_something_else(text: str) -> bool:
    """Whether it would be read as a number, or as yes or no."""
    resolvers = _Dumper.yaml_implicit_resolvers
    found = (*resolvers.get(text[0], ()), *resolvers.get(None, ()))
    return any(pattern.match(text) for _, pattern in found)


class _Dumper(yaml.SafeDumper):
    """Indents lists below their keys."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        super().increase_indent(flow, indentless=False)


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    clean = printable(text)
    style = None
    if _OTHER_BREAKS.search(clean):
        style = '"'  # only here are they not taken for plain ends of lines
    elif "\n" in clean and clean == clean.strip():
        style = "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", clean, style=style)


_Dumper.add_representer(str, _text)
# Days are read as they are written, and need no quotes.
_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _TIMESTAMP]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
