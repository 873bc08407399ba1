"""A page that was fetched for a link into the posting's body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.postings.boards.envelopes import posting_in
from integrations.postings.boards.files import body_from_text
from integrations.postings.boards.limits import read_json
from integrations.postings.boards.links import ASHBY_ASKS
from integrations.postings.boards.pages import body_of_html

if TYPE_CHECKING:
    from integrations.postings.models import Body, Page

BOARD_LISTS = ASHBY_ASKS.format(board="")
"""Answers from here list a whole board, of which the link names one."""


def body_of(page: Page, link: str) -> Body:
    """The posting on the page that was fetched for `link`; raises a PostingError."""
    if "json" in page.media_type:
        listed = page.url.startswith(BOARD_LISTS)
        return posting_in(read_json(page.text), link=link or page.url, listed=listed)
    if page.media_type in {"text/plain", "text/markdown", "text/x-markdown"}:
        return body_from_text(page.text, link=link or page.url)
    return body_of_html(page.text, link=link or page.url)
