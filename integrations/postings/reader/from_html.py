"""HTML as blocks: what a browser would show on lines of their own."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from integrations.postings.reader.blocks import (
    Block,
    at_bullets,
    fold,
    nested_by_marks,
    without_bullet,
)
from integrations.postings.reader.from_text import blocks_of_text
from integrations.postings.reader.shallow import names, shallow

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_BREAKS = names(
    "address article aside blockquote body br caption center dd details dialog div dl dt"
    " fieldset figcaption figure footer form header hr legend li main menu nav ol p pre"
    " section summary table tbody td tfoot th thead tr ul"
) | frozenset(_HEADINGS)
_LISTS = names("ul ol menu dl")
_STRONG = names("b strong u dt summary legend caption")
_UNREAD = names(
    "audio canvas datalist head iframe noscript object script select style svg template"
    " textarea title video"
)
_BOLD = re.compile(r"font-weight:\s{0,9}(?:bold|[6-9]00)", re.IGNORECASE)
_HIDDEN = re.compile(r"display:\s{0,9}none|visibility:\s{0,9}hidden", re.IGNORECASE)
_LINES_KEPT = re.compile(r"white-space:\s{0,9}(?:pre|break)", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;(?:p|br|div|ul|li|h[1-6]|strong)\b", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:p|br|div|ul|li|h[1-6]|table|tr|section)\b", re.IGNORECASE)


def blocks_of_html(text: str) -> list[Block]:
    """The blocks of a page or a fragment; of escaped HTML those of what was escaped.

    Text without an element that breaks lines is read as plain text.
    """
    if _ESCAPED.search(text):
        text = html.unescape(text)
    body = LexborHTMLParser(shallow(text)).body
    if body is None:
        return []
    if not _MARKUP.search(text):
        return blocks_of_text(body.text())
    walk = _Walk()
    walk.into(body)
    walk.end_line()
    return nested_by_marks(walk.blocks)


class _Walk:
    """Gathers text until a line ends, and remembers what the line stands in."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[tuple[str, bool]] = []  # text, and whether it is bold
        self._strong = 0
        self._lists = 0
        self._in_item = False
        self._rank = 0
        self._keeps_lines = False

    def into(self, node: LexborNode) -> None:
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                self._text(child.text_content or "")
            elif child.tag not in _UNREAD and not _is_hidden(child):
                self._element(child)

    def _text(self, text: str) -> None:
        lines = text.split("\n") if self._keeps_lines else [text]
        for at, line in enumerate(lines):
            if at:
                self.end_line()
            self._pieces.append((line, self._strong > 0))

    def end_line(self) -> None:
        pieces, self._pieces = self._pieces, []
        written = "".join(text for text, _ in pieces)
        for piece in at_bullets(fold(written)):
            text, mark = without_bullet(piece)
            if text:
                item = max(1, self._lists) if mark or self._in_item else 0
                strong = all(bold for text, bold in pieces if text.strip())
                self.blocks.append(
                    Block(text, item, self._rank, strong, _label(pieces), not item, mark)
                )

    def _element(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "tr" and (row := _row(node)):
            self.end_line()
            self._pieces = row
            self.end_line()
            return
        breaks = tag in _BREAKS
        if breaks:
            self.end_line()
        before = self._strong, self._lists, self._in_item, self._rank, self._keeps_lines
        self._strong += tag in _STRONG or bool(_BOLD.search(_style(node)))
        self._lists += tag in _LISTS
        self._in_item = tag in {"li", "dd"} or (self._in_item and tag != "dt")
        self._rank = _HEADINGS.get(tag, self._rank)
        self._keeps_lines |= tag == "pre" or bool(_LINES_KEPT.search(_style(node)))
        self.into(node)
        if breaks:
            self.end_line()
        self._strong, self._lists, self._in_item, self._rank, self._keeps_lines = before


def _label(pieces: list[tuple[str, bool]]) -> str:
    """What is bold at the beginning of a line, when a colon ends it and more follows."""
    bold = ""
    for at, (text, strong) in enumerate(pieces):
        if text.strip() and not strong:
            rest = "".join(piece for piece, _ in pieces[at:]).lstrip()
            label = fold(bold)
            if label and (label.endswith(":") or rest.startswith(":")):
                return label.rstrip(": ")
            return ""
        bold += text
    return ""


def _row(node: LexborNode) -> list[tuple[str, bool]]:
    """A row of a table as one line; empty where its cells hold more than a line."""
    if node.css_first("p, div, ul, ol, br, table, h1, h2, h3, h4, h5, h6"):
        return []
    cells = [fold(cell.text()) for cell in node.css("td, th")]
    cells = [cell for cell in cells if cell]
    between = ": " if len(cells) == 2 and not cells[0].endswith(":") else " "  # noqa: PLR2004
    return [((between if len(cells) <= 2 else " | ").join(cells), False)]  # noqa: PLR2004


def _is_hidden(node: LexborNode) -> bool:
    return "hidden" in node.attributes or bool(_HIDDEN.search(_style(node)))


def _style(node: LexborNode) -> str:
    return node.attributes.get("style") or ""
