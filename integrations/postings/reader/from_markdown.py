"""Markdown as blocks, by way of the HTML that it stands for."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from integrations.postings.reader.blocks import Block, fold, without_bullet
from integrations.postings.reader.from_html import blocks_of_html
from integrations.postings.reader.from_text import blocks_of_text
from integrations.postings.reader.wrapping import Wrapping

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 250_000  # characters; what is longer is read as plain text, which is quicker

_FRONT_MATTER = re.compile(r"\A\s*---\n(.*?)\n---[ ]*(?:\n|\Z)", re.DOTALL)
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\n]{0,500}\)")
_NESTED = re.compile(r"^[ \t]{0,9}(?:(?:>|[-*+](?=[ \t]))[ \t]{0,9}){6,}", re.MULTILINE)
_FAR_RIGHT = re.compile(r"^ {40}", re.MULTILINE)
_LABEL = re.compile(r"\s*+(?:\*\*|__)[^*_\n]{1,80}(?::(?:\*\*|__)|(?:\*\*|__)[ ]?:)")
_ITEM = re.compile(r"\s*+(?:[-*+]|\d{1,9}[.)])\s")
_NOT_TEXT = re.compile(r"\s*+(?:#{1,6} |[|>]|```|~~~|<|=+\s*+$|-+\s*+$)")


def blocks_of_markdown(text: str) -> list[Block]:
    """The blocks of a Markdown text and of HTML in it; front matter comes as plain lines."""
    front = _FRONT_MATTER.match(text)
    before = (
        [Block(fold(line)) for line in front[1].split("\n") if line.strip()] if front else []
    )
    return before + _blocks(text[front.end() :] if front else text)


def _blocks(text: str) -> list[Block]:
    if len(text) > LARGEST or _FAR_RIGHT.search(text):
        return blocks_of_text(text)
    text = _NESTED.sub("> ", _LINK.sub(r"\1", text))
    return blocks_of_html(_markdown().render("\n".join(_with_breaks(text))))


def _markdown() -> MarkdownIt:
    """Without what hides text (definitions) or needs much time (links, which are gone)."""
    rules = ["reference", "code", "link", "image", "autolink"]
    return MarkdownIt("commonmark", {"html": True}).enable("table").disable(rules)


def _with_breaks(text: str) -> Iterator[str]:
    """The lines of the text, with a hard break after each that was not cut to a width.

    A list needs no empty line above it here, and may be indented as a whole.
    """
    wrapping = Wrapping(text)
    lines = text.split("\n")
    outdent: int | None = None  # how far the list around is indented as a whole
    for line, below in pairwise([*lines, ""]):
        bullet = without_bullet(line)[1]
        if outdent is None and bullet:
            outdent = len(line) - len(line.lstrip())
            yield ""
        elif outdent is not None and line.strip() and not bullet and not line.startswith(" "):
            outdent = None
        yield _outdented(line, outdent or 0) + "  " * _ends(line, below, wrapping)


def _outdented(line: str, columns: int) -> str:
    return line[columns:] if not line[:columns].strip() else line.lstrip()


def _ends(line: str, below: str, wrapping: Wrapping) -> bool:
    if not line.strip() or not below.strip():
        return False
    if _NOT_TEXT.match(line) or _NOT_TEXT.match(below) or _ITEM.match(below):
        return False
    if without_bullet(below)[1]:
        return True  # a bullet that Markdown does not know
    return bool(_LABEL.match(below)) or not _goes_on(line, below, wrapping)


def _goes_on(line: str, below: str, wrapping: Wrapping) -> bool:
    indented = bool(without_bullet(line)[1]) and below.startswith("  ")
    return indented or wrapping.joins(line, below)
