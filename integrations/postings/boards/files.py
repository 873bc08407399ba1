"""A file or a pasted text, in whatever shape people have it, into the posting's body."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from integrations.postings.boards.envelopes import posting_in
from integrations.postings.boards.finish import MARKDOWN, TAGS, finished, shaped
from integrations.postings.boards.limits import read_json, within
from integrations.postings.boards.pages import body_of_html
from integrations.postings.boards.preamble import read_preamble
from integrations.postings.decoding import clean, text_of
from integrations.postings.errors import Malformed
from integrations.postings.models import Shape

if TYPE_CHECKING:
    from integrations.postings.models import Body

JSON = (".json", ".jsonld")
HTML = (".html", ".htm", ".xhtml")
MARKDOWN_FILES = (".md", ".markdown")
DOCUMENT = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
MANY_TAGS = 3


def body_from_file(data: bytes, name: str = "") -> Body:
    """The posting in a file's bytes; its name, if there is one, helps to tell the shape."""
    within(len(data))
    return body_from_text(text_of(data), name)


def body_from_text(text: str, name: str = "", *, link: str = "") -> Body:
    """The posting in a text: JSON, HTML, Markdown or plain; raises a PostingError."""
    within(len(text))
    text = clean(text).strip("\n")
    kind = PurePath(name).suffix.lower()
    if body := _from_json(text, kind, link):
        return body
    if kind in HTML or (kind not in MARKDOWN_FILES and _is_html(text)):
        return body_of_html(shaped(text)[0], link=link)
    told = read_preamble(text)
    is_markdown = kind in MARKDOWN_FILES or told.front_matter or MARKDOWN.search(told.text)
    return finished(
        told.text,
        Shape.MARKDOWN if is_markdown else Shape.TEXT,
        title=told.title,
        company=told.company,
        url=link or told.url,
    )


def _from_json(text: str, kind: str, link: str) -> Body | None:
    bare = text.strip()
    if kind not in JSON and not bare.startswith(("{", "[")):
        return None
    try:
        data = read_json(bare)
    except Malformed:
        # A text may begin with a bracket: only what says that it is JSON has to be.
        if kind in JSON or bare.startswith(('{"', "{\n", '[{"')):
            raise
        return None
    return posting_in(data, link=link) if isinstance(data, dict | list) else None


def _is_html(text: str) -> bool:
    """A whole page, or a piece of one, also if it was copied with its tags escaped."""
    text = shaped(text)[0]
    if DOCUMENT.search(text[:1000]):
        return True
    tags = TAGS.findall(text)
    begins = text.lstrip().startswith("<") and bool(tags)
    return begins or (len(tags) >= MANY_TAGS and not MARKDOWN.search(text))
