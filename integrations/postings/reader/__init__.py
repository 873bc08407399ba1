"""A posting read line by line: what it asks for, and the rest beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.postings.models import Shape
from integrations.postings.reader.blocks import Block, seen
from integrations.postings.reader.choosing import chosen
from integrations.postings.reader.from_html import blocks_of_html
from integrations.postings.reader.from_markdown import blocks_of_markdown
from integrations.postings.reader.from_text import blocks_of_text
from integrations.postings.reader.marks import marks
from integrations.postings.reader.outline import outline

if TYPE_CHECKING:
    from integrations.postings.models import Body, Line

__all__ = ["marks", "read"]


def read(body: Body) -> tuple[Line, ...]:
    """Every line of the posting in reading order, as written: on one line, without its bullet.

    Those that read as requirements are chosen, each once. None is left out, so that a
    person finds what was missed: paragraphs come in sentences, headings as lines too. What
    a page hides (scripts, styles, hidden elements) is no part of its text.
    """
    return tuple(chosen(outline(_blocks(body))))


def _blocks(body: Body) -> list[Block]:
    text = seen(body.text)
    match body.shape:
        case Shape.HTML:
            return blocks_of_html(text)
        case Shape.MARKDOWN:
            return blocks_of_markdown(text)
        case Shape.TEXT:
            return blocks_of_text(text)
