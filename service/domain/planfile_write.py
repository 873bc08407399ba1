"""A plan as YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from service.domain.planfile_plain import plan_as_dict
from service.domain.planfile_text import printable

if TYPE_CHECKING:
    from service.domain.plan import Plan

WIDTH = 96

_FIRST = "# A Momentum plan. Keep the ids: by them a goal is known again, whatever its name.\n"
_OTHER_BREAKS = re.compile("[\r\x85\u2028\u2029]")
_TIMESTAMP = "tag:yaml.org,2002:timestamp"


def write_plan(plan: Plan) -> str:
    """Write the whole plan as YAML; `read_plan` gives it back as it was."""
    return _FIRST + as_yaml(plan_as_dict(plan))


def as_yaml(data: dict[str, object]) -> str:
    """Write plain data the way plan files are written."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)


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
