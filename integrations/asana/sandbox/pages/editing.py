"""Notes in a plain text field: lines that stay as they were keep their formatting."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from html import unescape
from itertools import groupby
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from integrations.asana.sandbox.markup import HEADINGS, IN_TASKS, LISTS, Node, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.asana.sandbox.world import World

BLOCKS: Final = LISTS | HEADINGS | {"hr", "pre", "blockquote", "table"}
BULLET: Final = "- "
TEXT: Final = ("", 0)
NEW_LIST: Final = ("ul", 0)


@dataclass(frozen=True, slots=True)
class Part:
    """A line of text, an item of a list, or a block: as it is typed, and as it is kept.

    `home` tells what parts belong together: items of one list, and lines of text.
    """

    text: str
    html: str
    home: tuple[str, int] = TEXT

    @property
    def lines(self) -> list[str]:
        """Return what the text field shows of it."""
        return self.text.split("\n")


def shown(world: World, kept: str) -> str:
    """Return notes as the text field shows them."""
    return "\n".join(part.text for part in _cut(world, kept))


def edited(world: World, kept: str, typed: str) -> str:
    """Return the inside of the body for what was typed over `kept`."""
    before = _cut(world, kept)
    lines = [(line, index) for index, part in enumerate(before) for line in part.lines]
    after = typed.split("\n")
    found: list[Part] = []
    matcher = SequenceMatcher(None, [line for line, _ in lines], after, autojunk=False)
    for what, start, end, first, last in matcher.get_opcodes():
        if what != "equal":
            found += [_typed(line, found) for line in after[first:last]]
            continue
        for index, run in groupby(lines[start:end], key=lambda pair: pair[1]):
            same = [line for line, _ in run]
            whole = len(same) == len(before[index].lines)
            found += [before[index]] if whole else [_typed(line, found) for line in same]
    return _joined(_taken_in(found))


def _typed(line: str, before: list[Part]) -> Part:
    """A new line; behind a dash it is an item of the list above it, or of a new one."""
    if not line.startswith(BULLET):
        return Part(line, escape(line))
    home = before[-1].home if before and before[-1].home[0] == "ul" else NEW_LIST
    return Part(line, f"<li>{escape(line.removeprefix(BULLET))}</li>", home)


def _taken_in(parts: list[Part]) -> list[Part]:
    """Let new items right above a list be items of it."""
    found: list[Part] = []
    for part in reversed(parts):
        below = found[-1].home if found else TEXT
        joins = part.home == NEW_LIST and below[0] == "ul"
        found.append(replace(part, home=below) if joins else part)
    return found[::-1]


def _joined(parts: list[Part]) -> str:
    html = ""
    for home, run in groupby(parts, key=lambda part: part.home):
        inner = [part.html for part in run]
        if home == TEXT:
            html += "\n".join(inner)
        elif home[0] in LISTS:
            html += f"<{home[0]}>{''.join(inner)}</{home[0]}>"
        else:
            html += "".join(inner)
    return html


def _cut(world: World, kept: str) -> list[Part]:
    children = read(f"<body>{kept}</body>", tags=IN_TASKS).children
    parts: list[Part] = []
    for is_block, run in groupby(children, key=_is_block):
        if not is_block:
            parts += _text_lines(world, list(run))
            continue
        for number, node in enumerate(run, len(parts) + 1):
            parts += _block(world, node, number)
    return parts


def _text_lines(world: World, nodes: list[Node | str]) -> Iterator[Part]:
    lines: list[list[Node | str]] = [[]]
    for node in nodes:
        pieces = node.split("\n") if isinstance(node, str) else [node]
        lines[-1].append(pieces[0])
        lines += [[piece] for piece in pieces[1:]]
    for line in lines:
        yield Part("".join(_plain(world, one) for one in line), "".join(map(_html, line)))


def _block(world: World, node: Node | str, number: int) -> list[Part]:
    if isinstance(node, Node) and node.tag in LISTS:
        home = (node.tag, number)
        return [
            Part(_plain(world, item).strip("\n"), _html(item), home) for item in node.children
        ]
    text = _plain(world, node).strip("\n")
    return [Part(text, _html(node), ("block", number))]


def _is_block(node: Node | str) -> bool:
    return isinstance(node, Node) and node.tag in BLOCKS


def _plain(world: World, node: Node | str) -> str:
    if isinstance(node, str):
        return node
    if node.tag == "hr":
        return "———"
    gid = node.attributes.get("data-asana-gid", "")
    if gid:
        frozen = node.attributes.get("data-asana-text")
        named = world.tasks.get(gid) or world.projects.get(gid) or world.users.get(gid)
        return unescape(frozen) if frozen else (named.name if named else "Private Link")
    inner = "".join(_plain(world, child) for child in node.children)
    if node.tag == "li":
        return f"\n{BULLET}{inner}" if inner else ""
    return f"{inner}\t" if node.tag == "td" else f"{inner}\n" if node.tag == "tr" else inner


def _html(node: Node | str) -> str:
    if isinstance(node, str):
        return escape(node)
    inner = "".join(map(_html, node.children))
    given = dict(node.attributes)
    if (frozen := given.pop("data-asana-text", None)) is not None:
        given["data-asana-dynamic"], inner = "false", escape(unescape(frozen))
    attributes = "".join(f" {name}={quoteattr(v)}" for name, v in given.items())
    return (
        f"<{node.tag}{attributes}>{inner}</{node.tag}>"
        if inner
        else f"<{node.tag}{attributes}/>"
    )
