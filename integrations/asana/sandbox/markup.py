"""Reading html_notes as strictly as Asana does: well-formed, known tags, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from integrations.asana.sandbox.refusals import bad

INLINE: Final = frozenset({"strong", "em", "u", "s", "code", "a", "mark"})
LISTS: Final = frozenset({"ul", "ol"})
HEADINGS: Final = frozenset({"h1", "h2", "h3"})
EVERYWHERE: Final = frozenset(
    {"strong", "em", "u", "s", "code", "ol", "ul", "li", "a", "blockquote", "pre"}
)
IN_TASKS: Final = EVERYWHERE | HEADINGS | {"hr", "table", "tr", "td", "mark"}
SAME: Final = {"b": "strong", "i": "em"}
ROWS: Final = LISTS | {"table", "tr"}
PARENTS: Final = {"li": LISTS, "tr": frozenset({"table"}), "td": frozenset({"tr"})}
LINK_SCHEMES: Final = ("http://", "https://", "mailto:")


@dataclass(slots=True)
class Node:
    """An element with its attributes and its children: nodes and texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)


def read(html: str, *, tags: frozenset[str]) -> Node:
    """Return the body of a rich text, or refuse it as Asana does."""
    root = _parse(html)
    if root.tag != "body" or root.attributes:
        raise bad("Rich text should be wrapped in <body> tag.")
    return Node("body", {}, _children(root, tags, ("body",)))


def _parse(html: str) -> Node:
    root = Node("")
    open_nodes = [root]

    def start(tag: str, attributes: dict[str, str]) -> None:
        node = Node(tag, attributes)
        open_nodes[-1].children.append(node)
        open_nodes.append(node)

    def text(data: str) -> None:
        open_nodes[-1].children.append(data)

    def refuse(*_: object) -> None:
        raise _invalid()

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _tag: open_nodes.pop()
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.CommentHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    try:
        parser.Parse(html.encode(), True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, UnicodeEncodeError):
        raise _invalid() from None
    only = root.children[0]
    assert isinstance(only, Node)  # noqa: S101 - expat allows nothing else at the top
    return only


def _children(node: Node, tags: frozenset[str], above: tuple[str, ...]) -> list[Node | str]:
    """Return what an element holds, checked and in Asana's own form."""
    kept: list[Node | str] = []
    for child in node.children:
        if isinstance(child, str):
            if above[-1] not in ROWS:
                kept.append(child)
            elif child.strip():
                raise _invalid()
        elif child.tag == "span":
            kept.extend(_children(child, tags, above))
        else:
            kept.append(_element(child, tags, above))
    return kept


def _element(node: Node, tags: frozenset[str], above: tuple[str, ...]) -> Node:
    tag = SAME.get(node.tag, node.tag)
    if tag not in tags or not _fits(tag, above):
        raise _invalid()
    if tag == "a":
        _check_link(node)
    elif node.attributes:
        raise _invalid()
    return Node(tag, dict(node.attributes), _children(node, tags, (*above, tag)))


def _fits(tag: str, above: tuple[str, ...]) -> bool:
    inside = above[-1]
    if tag in PARENTS:
        return inside in PARENTS[tag]
    if inside in ROWS:
        return False
    if tag in INLINE:
        return not (inside == "pre" or (tag == "a" and "a" in above))
    if tag in LISTS:
        return inside in ("body", "li", "td")
    return inside == "body"


def _check_link(node: Node) -> None:
    href = node.attributes.get("href")
    if href is None:
        if "data-asana-gid" not in node.attributes:
            raise _invalid()
    elif not href.lower().startswith(LINK_SCHEMES):
        raise bad("invalid protocol in HREF field")


def _invalid() -> Exception:
    return bad("XML is invalid")
