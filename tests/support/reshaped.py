"""The same posting in another shape, as if it had been pasted or mailed."""

from __future__ import annotations

from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from integrations.postings.models import Body, Shape
from integrations.postings.reader.from_html import blocks_of_html
from integrations.postings.reader.from_markdown import blocks_of_markdown
from integrations.postings.reader.from_text import blocks_of_text

if TYPE_CHECKING:
    from integrations.postings.reader.blocks import Block

WIDTH = 72
READERS = {
    Shape.HTML: blocks_of_html,
    Shape.MARKDOWN: blocks_of_markdown,
    Shape.TEXT: blocks_of_text,
}


def as_mail(body: Body) -> Body:
    """Plain text with dashes for bullets, every line cut to a width."""
    lines: list[str] = []
    for block in READERS[body.shape](body.text):
        indent = "  " * (block.item - 1)
        first, others = (f"{indent}- ", f"{indent}  ") if block.item else ("", "")
        cut = wrap(block.text, WIDTH, initial_indent=first, subsequent_indent=others)
        lines += cut if block.item else ["", *cut, ""]
    return Body("\n".join(lines), Shape.TEXT)


def as_breaks(body: Body) -> Body:
    """One paragraph of HTML with a break after every line, headings in bold."""
    lines = map(_bold_or_plain, READERS[body.shape](body.text))
    return Body(f"<p>{'<br>'.join(lines)}</p>", Shape.HTML)


def as_bare_lines(body: Body) -> Body:
    """Nothing but the lines: no bullet, no heading, no space between."""
    blocks = READERS[body.shape](body.text)
    return Body("\n".join(block.text for block in blocks), Shape.TEXT)


def _bold_or_plain(block: Block) -> str:
    text = escape(block.text)
    if block.item:
        return f"• {text}"
    return f"<b>{text}</b>" if block.rank or block.strong else text
