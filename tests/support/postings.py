"""Postings of our own making, and a web that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus

from integrations.postings.errors import HttpStatus, PostingError
from integrations.postings.models import Page
from service.domain.plan import Kind
from service.domain.posting_lines import PostingLine
from service.store.posting_copies import Came
from service.usecases.posting_draft import Draft

LINK = "https://jobs.example.com/head-of-product"
MARKDOWN = """\
# Head of Product

We sell maps to sailors.

## Requirements

- Proven stakeholder management across several teams
- 5 years of experience in product management
- Curiosity

## Nice to have

- Fluent in Portuguese

## What we offer

- A boat on Fridays
"""
HTML = """\
<!doctype html><html><head><title>Head of Product</title></head><body>
<main><h1>Head of Product</h1><p>We sell maps to sailors.</p>
<h2>Requirements</h2><ul><li>Proven stakeholder management across several teams</li>
<li>5 years of experience in product management</li></ul>
<h2>What we offer</h2><ul><li>A boat on Fridays</li></ul></main></body></html>
"""
MUST = "Proven stakeholder management across several teams"
OFFER = "A boat on Fridays"

LINES = (
    PostingLine("We sell maps to sailors."),
    PostingLine(MUST, chosen=True, heading="Requirements"),
    PostingLine("Curiosity", chosen=True, kind=Kind.ATTRIBUTE, heading="Requirements"),
    PostingLine("Portuguese", chosen=True, nice_to_have=True, heading="Nice to have"),
    PostingLine(OFFER, heading="What we offer"),
)


def draft(
    title: str = "Head of Product, Acme",
    *,
    url: str = "",
    text: str = "",
    lines: tuple[PostingLine, ...] = LINES,
    came: Came = Came.TEXT,
) -> Draft:
    """A posting that was read; its text tells it from others by the title."""
    words = text or "\n".join([title, *(line.text for line in lines)])
    return Draft(title, url, came, words, lines)


@dataclass
class Shelf:
    """Pages by their address; `asked` are those that were fetched, `broken` all there is."""

    pages: dict[str, str] = field(default_factory=lambda: {LINK: HTML})
    media_type: str = "text/html"
    broken: PostingError | None = None
    asked: list[str] = field(default_factory=list)

    def get(self, url: str) -> Page:
        self.asked.append(url)
        if self.broken:
            raise self.broken
        if url not in self.pages:
            raise HttpStatus(HTTPStatus.NOT_FOUND)
        return Page(url, self.media_type, self.pages[url])
