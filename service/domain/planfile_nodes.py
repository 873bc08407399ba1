"""YAML as a small tree of nodes with their places; nothing is ever constructed from it.

Scalars keep the text they were written with: `no` is a word, and `2027-02-30` is a mistake to
be shown, not an exception.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import yaml

from service.domain.planfile_problems import Mark

if TYPE_CHECKING:
    from yaml._yaml import Mark as CMark

    from service.domain.planfile_problems import Problems

DEEPEST = 12
MOST_NODES = 200_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLOCKS = ("|", ">")
_NULLS = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as written; `plain` where it had no quotes."""

    mark: Mark
    text: str
    plain: bool = True

    @property
    def is_null(self) -> bool:
        """Whether it stands for nothing at all."""
        return self.plain and self.text in _NULLS


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    mark: Mark
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file, repeated keys and all."""

    mark: Mark
    pairs: tuple[tuple[Node, Node], ...]


@dataclass(frozen=True, slots=True)
class Unusable:
    """Something that has been reported already, and is not to be reported again."""

    mark: Mark


Node: TypeAlias = Scalar | Sequence | Mapping | Unusable


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been seen."""

    start: yaml.CollectionStartEvent
    items: list[Node]


def parse(text: str, problems: Problems) -> Node | None:
    """Parse one document; None where it cannot be parsed, with the reasons in `problems`."""
    try:
        return _tree(text, problems)
    except yaml.MarkedYAMLError as error:
        place = _mark(error.problem_mark or error.context_mark)
        problems.add(place, f"This is no YAML: {_in_words(error)}.", _SYNTAX_HINT)
    except _TooMuchError as error:
        problems.add(error.mark, str(error), "A plan is flatter and smaller than this.")
    return None


_SYNTAX_HINT = "Look at the indentation, and put quotes around text with `: ` or ` #` in it."


class _TooMuchError(Exception):
    def __init__(self, mark: Mark, message: str) -> None:
        super().__init__(message)
        self.mark = mark


def _tree(text: str, problems: Problems) -> Node | None:
    root: Node | None = None
    stack: list[_Open] = []
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        mark = _mark(event.start_mark)
        if count > MOST_NODES:
            raise _TooMuchError(mark, f"The file holds more than {MOST_NODES:,} values.")
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            problems.add(mark, "A second document begins here.", "Keep one plan to a file.")
            return root
        if isinstance(event, yaml.CollectionStartEvent):
            if len(stack) == DEEPEST:
                raise _TooMuchError(mark, f"This is nested more than {DEEPEST} deep.")
            stack.append(_Open(event, []))
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            node = _closed(stack.pop(), problems)
        elif isinstance(event, yaml.NodeEvent):
            node = _leaf(event, mark, problems)
        else:
            continue
        if stack:
            stack[-1].items.append(node)
        else:
            root = node
    return root


def _closed(container: _Open, problems: Problems) -> Node:
    start, items = container.start, container.items
    mark = _mark(start.start_mark)
    if _is_decorated(start, mark, problems):
        return Unusable(mark)
    if isinstance(start, yaml.SequenceStartEvent):
        return Sequence(mark, tuple(items))
    return Mapping(mark, tuple(zip(items[::2], items[1::2], strict=True)))


def _leaf(event: yaml.NodeEvent, mark: Mark, problems: Problems) -> Node:
    if not isinstance(event, yaml.ScalarEvent):
        hint = "Write the value out here."
        problems.add(mark, f"An alias (`*{event.anchor}`) is not used in plans.", hint)
        return Unusable(mark)
    if _is_decorated(event, mark, problems):
        return Unusable(mark)
    text = event.value.rstrip("\n") if event.style in _BLOCKS else event.value
    return Scalar(mark, text, plain=bool(event.implicit[0]))


def _is_decorated(
    event: yaml.ScalarEvent | yaml.CollectionStartEvent, mark: Mark, problems: Problems
) -> bool:
    """Whether a value has a tag; an anchor is reported, but does its value no harm."""
    if event.anchor:
        problems.add(mark, f"An anchor (`&{event.anchor}`) is not used in plans.", "Drop it.")
    if event.tag:
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        problems.add(mark, f"A tag (`{tag}`) is not used in plans.", "Write the plain value.")
    return bool(event.tag)


def _mark(mark: yaml.Mark | CMark | None) -> Mark:
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark()


def _in_words(error: yaml.MarkedYAMLError) -> str:
    return ", ".join(part for part in (error.context, error.problem) if part)
