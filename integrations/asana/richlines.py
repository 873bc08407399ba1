"""Rich text cut into lines and blocks, and the plain text that each of them says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from integrations.asana.richtree import Element, Node, serialise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BLOCKS = frozenset(
    {"ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "hr", "table"}
)
LISTS = frozenset({"ul", "ol"})
BOLD = frozenset({"strong", "b"})


@dataclass(frozen=True, slots=True)
class Fragment:
    """One line of a body, or one of its blocks (a list, a heading, a table ...).

    `html` goes into a body as it is; a block keeps the newline on either side of it.
    `bold_only` says that everything on the line is bold, as a label's line is. `items` are
    the texts of a list's items.
    """

    html: str
    text: str
    bold_only: bool = False
    items: tuple[str, ...] = ()
    block: bool = False


def cut(children: list[Node]) -> tuple[Fragment, ...]:
    r"""Cut at blocks, and at newlines between the tags.

    A newline beside a block only ends its line, so it goes with the block: `a\n<ul>` and
    `a<ul>` are the same two fragments. An empty line takes one more newline.
    """
    found: list[Fragment] = []
    groups = [(block, list(nodes)) for block, nodes in groupby(children, _is_block)]
    lead = ""
    for position, (_, nodes) in enumerate(groups):
        if isinstance(nodes[0], Element) and nodes[0].tag in BLOCKS:
            blocks = [_block(node) for node in nodes if isinstance(node, Element)]
            found += [replace(blocks[0], html=lead + blocks[0].html), *blocks[1:]]
            continue
        lines = _lines(nodes)
        if position > 0 and len(lines) > 1 and not lines[0]:
            del lines[0]
            found[-1] = replace(found[-1], html=f"{found[-1].html}\n")
        lead = ""
        if position < len(groups) - 1 and not lines[-1]:
            lead = "\n" if len(lines) > 1 else ""
            del lines[-1]
        found += map(_line, lines)
    return tuple(found)


def join(parts: Iterable[Fragment]) -> str:
    """The inside of a body again; for unchanged fragments, just what it was."""
    html = ""
    before: Fragment | None = None
    for part in parts:
        if before is not None and _need_newline(before, part):
            html += "\n"
        html += part.html
        before = part
    return html


def canonical(lines: Iterable[str]) -> str:
    """Lines as one text with no space at their ends and no empty lines around them."""
    trimmed = (line.rstrip(" \t") for line in "\n".join(lines).split("\n"))
    return "\n".join(trimmed).strip("\n")


def _need_newline(one: Fragment, other: Fragment) -> bool:
    """Two lines do; so does an empty line beside a block, or it would be none."""
    if one.block:
        return not other.block and not other.html and not one.html.endswith("\n")
    if other.block:
        return not one.html and not other.html.startswith("\n")
    return True


def _is_block(node: Node) -> bool:
    return isinstance(node, Element) and node.tag in BLOCKS


def _lines(nodes: list[Node]) -> list[list[Node]]:
    lines: list[list[Node]] = [[]]
    for node in nodes:
        if isinstance(node, Element):
            lines[-1].append(node)
            continue
        first, *rest = node.split("\n")
        lines[-1] += [first] if first else []
        lines += [[part] if part else [] for part in rest]
    return lines


def _line(nodes: list[Node]) -> Fragment:
    words = [node for node in nodes if isinstance(node, Element) or node.strip()]
    bold = [node for node in words if isinstance(node, Element) and node.tag in BOLD]
    return Fragment(
        html=serialise(nodes),
        text=canonical([_plain(nodes)]),
        bold_only=bool(words) and bold == words,
    )


def _block(element: Element) -> Fragment:
    return Fragment(
        html=serialise([element]),
        text=canonical(_block_lines(element)),
        items=_items(element) if element.tag in LISTS else (),
        block=True,
    )


def _plain(nodes: Iterable[Node]) -> str:
    return "".join(node if isinstance(node, str) else _flow(node) for node in nodes)


def _flow(element: Element) -> str:
    """The text inside a tag that may hold blocks: an item, a quotation, an unknown one."""
    if element.tag == "br":
        return "\n"
    if any(map(_is_block, element.children)):
        return canonical(part.text for part in cut(element.children))
    return _plain(element.children)


def _block_lines(block: Element) -> Iterator[str]:
    if block.tag == "hr":
        yield "---"
    elif block.tag == "table":
        yield from map(_row, _find(block, "tr"))
    elif block.tag in LISTS:
        for number, item in enumerate(_items(block), start=1):
            bullet = f"{number}." if block.tag == "ol" else "-"
            yield f"{bullet} {item}".replace("\n", "\n  ")
    else:
        yield _flow(block)


def _items(listing: Element) -> tuple[str, ...]:
    """One text an item; whatever else stands in a list belongs to the item before it."""
    texts: list[str] = []
    for child in listing.children:
        if isinstance(child, str):
            continue
        if child.tag == "li" or not texts:
            texts.append(canonical([_flow(child)]))
        else:
            inner = cut([child])
            texts[-1] = canonical([texts[-1], *(part.text for part in inner)])
    return tuple(texts)


def _row(row: Element) -> str:
    cells = [_flow(cell).strip() for cell in row.children if isinstance(cell, Element)]
    return " | ".join(cells)


def _find(element: Element, tag: str) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element) and child.tag == tag:
            yield child
        elif isinstance(child, Element):
            yield from _find(child, tag)
