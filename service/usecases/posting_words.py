"""What was recognised in a line of a posting, and how a posting came, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.postings.reader.marks import marks
from service.domain.plan import Kind
from service.domain.review_words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.posting_lines import Offer

DEGREES = {"degree": "a degree", "secondary": "school leaving certificate"}
CAME = {"text": "as text", "file": "as a file", "link": "by its link", "plan": "in a plan file"}


def recognised(one: Offer) -> Iterator[str]:
    """What is said behind a picked line: what it is, and what it measures."""
    if one.own:
        yield "your own"
    if one.nice_to_have:
        yield "nice to have"
    if one.kind is Kind.ATTRIBUTE:
        yield "attribute"
    yield from measures(one.text)


def measures(text: str) -> Iterator[str]:
    """Years of experience, the least degree, and languages with their level."""
    found = marks(text)
    if found.years is not None:
        yield counted(found.years, "year")
    if found.degree:
        yield DEGREES.get(found.degree, found.degree)
    for language, level in found.languages:
        yield f"{language} {level}" if level else language
