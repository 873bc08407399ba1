"""What is read out of a posting, whatever shape it came in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 2 * 1024 * 1024
"""The most that is read as one posting, fetched, uploaded or pasted."""


class Shape(StrEnum):
    """How a posting's own text is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Page:
    """The answer to one GET: `url` is where it came from in the end, after redirects."""

    url: str
    media_type: str
    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """A posting out of its envelope: out of a board's JSON, a page, a file.

    `title` and `company` are empty where the envelope does not tell them.
    """

    text: str
    shape: Shape
    title: str = ""
    company: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a posting, as written, and what it reads as.

    `chosen` says that it reads as a requirement; the other lines are kept so that a person
    can pick what was missed. `heading` is the heading that it stands under.
    """

    text: str
    chosen: bool = False
    nice_to_have: bool = False
    attribute: bool = False
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """What can be measured in a line: years asked for, the least degree, languages.

    `degree` is one of secondary, vocational, bachelor, master, doctorate, or degree where any
    will do; a language comes by its English name, with its level (A1 to C2) where one is said.
    """

    years: int | None = None
    degree: str | None = None
    languages: tuple[tuple[str, str | None], ...] = ()
