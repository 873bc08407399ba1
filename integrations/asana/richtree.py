"""Rich text as a small tree: strict XML in, the same XML out, nothing expanded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_DEPTH = 100
EMPTY_TAGS = frozenset({"a", "br", "hr", "img"})

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


class InvalidRichText(ValueError):
    """The text is not the strict XML that Asana reads and writes."""


@dataclass(slots=True)
class Element:
    """One tag with everything in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)


Node = Element | str


def parse(html: str) -> Element:
    """Read a whole document; its root is returned, whatever it is called."""
    reader = _Reader()
    try:
        reader.parser.Parse(html.encode(), True)  # noqa: FBT003 - expat takes no keyword
    except (expat.ExpatError, UnicodeEncodeError) as error:
        raise InvalidRichText(f"not well-formed XML: {error}") from error
    return reader.root


def serialise(nodes: Iterable[Node]) -> str:
    """Write nodes as XML that `parse` reads back to the same nodes."""
    return "".join(map(_serialise, nodes))


def quote_text(text: str) -> str:
    """Write text so that it cannot become a tag."""
    return text.translate(_TEXT)


def quote_attribute(text: str) -> str:
    """Write text so that it stays inside double quotes, with its white space."""
    return text.translate(_ATTRIBUTE)


class _Reader:
    def __init__(self) -> None:
        self._open: list[Element] = [Element("")]
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    @property
    def root(self) -> Element:
        [root] = self._open[0].children
        if isinstance(root, str):
            raise InvalidRichText("no element")
        return root

    def _refuse(self, *_declaration: object) -> None:
        raise InvalidRichText("a document type has no place in rich text")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._open) > MAX_DEPTH:
            raise InvalidRichText(f"more than {MAX_DEPTH} tags deep")
        element = Element(tag, attributes)
        self._open[-1].children.append(element)
        self._open.append(element)

    def _end(self, _tag: str) -> None:
        self._open.pop()

    def _text(self, data: str) -> None:
        # A carriage return can only come as a character reference; it means the same.
        data = data.replace("\r\n", "\n").replace("\r", "\n")
        children = self._open[-1].children
        if children and isinstance(children[-1], str):
            children[-1] += data
        else:
            children.append(data)


def _serialise(node: Node) -> str:
    if isinstance(node, str):
        return quote_text(node)
    attributes = "".join(
        f' {name}="{quote_attribute(value)}"' for name, value in node.attributes.items()
    )
    if not node.children and node.tag in EMPTY_TAGS:
        return f"<{node.tag}{attributes}/>"
    return f"<{node.tag}{attributes}>{serialise(node.children)}</{node.tag}>"
