"""A posting is read, whichever way it is brought; nothing is stored yet."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.postings import boards, reader
from integrations.postings.errors import COPY_IT, HttpStatus, PostingError, Unreachable
from integrations.postings.models import Shape
from service.domain.plan import Kind
from service.domain.planfile_read import LINE, MOST_ITEMS
from service.domain.planfile_text import printable
from service.domain.posting_lines import PostingLine
from service.errors import InvalidInput, TryLater
from service.store.posting_copies import Came

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from integrations.postings.models import Body, Line, Page
    from service.usecases.ports import Pages

MOST_TEXT = 200_000
MOST_LINES = 3000

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A posting that was read; `title` and `url` are empty where nothing tells them.

    `text` is what people read of it, `lines` are all of them, in reading order.
    """

    title: str
    url: str
    came: Came
    text: str
    lines: tuple[PostingLine, ...]


def draft_from_text(text: str) -> Draft:
    """Read a posting that was pasted: plain, or Markdown, HTML or a board's JSON."""
    with _in_our_words():
        body = boards.body_from_text(text)
    return _draft(body, Came.TEXT)


def draft_from_file(data: bytes, name: str = "", came: Came = Came.FILE) -> Draft:
    """Read a posting out of bytes; a file's name may tell its form."""
    with _in_our_words():
        body = boards.body_from_file(data, name)
    return _draft(body, came)


def draft_from_link(link: str, pages: Pages) -> Draft:
    """Read the posting that a link leads to."""
    address = link.strip()
    if len(address) > LINE:
        raise InvalidInput(
            f"The link is too long: {len(address):,} characters.",
            hint=f"Links up to {LINE:,} characters are read. {COPY_IT}",
        )
    with _in_our_words():
        body = boards.body_of(_page(address, pages), address)
    return _draft(body, Came.LINK, address)


def _page(link: str, pages: Pages) -> Page:
    """Ask the board for its data where the link or the page names one, else take the page."""
    address = boards.ask_for(link)
    try:
        page = pages.get(address)
    except HttpStatus:
        if address == link:
            raise
        page = pages.get(link)  # not every board gives its data away
    further = boards.ask_further(page, link)
    return pages.get(further) if further else page


def _draft(body: Body, came: Came, link: str = "") -> Draft:
    with _in_our_words():
        read = reader.read(body)
    lines = tuple(line for line in map(_line, read) if line.text)
    raw = body.text if body.shape is not Shape.HTML else "\n".join(line.text for line in read)
    text = printable(raw).strip()
    if not text:
        raise InvalidInput("There is no text in it.", hint=COPY_IT)
    _refuse_too_much(text, lines)
    url = link or body.url.strip()
    return Draft(
        _title(body.title, body.company),
        url if _ADDRESS.fullmatch(url) and len(url) <= LINE else "",
        came,
        text,
        lines,
    )


def _refuse_too_much(text: str, lines: Sequence[PostingLine]) -> None:
    for much, most, what in (
        (len(text), MOST_TEXT, "characters of text"),
        (len(lines), MOST_LINES, "lines"),
        (sum(line.chosen for line in lines), MOST_ITEMS, "lines that read as requirements"),
    ):
        if much > most:
            raise InvalidInput(
                f"The posting has {much:,} {what}; up to {most:,} are kept.",
                hint="Copy out the part with the requirements, and bring that.",
            )


def _line(line: Line) -> PostingLine:
    """The line as a plan can hold it: on one line, and not longer than any of its texts."""
    return PostingLine(
        _short(line.text),
        chosen=line.chosen,
        nice_to_have=line.nice_to_have,
        kind=Kind.ATTRIBUTE if line.attribute else Kind.SKILL,
        heading=_short(line.heading),
    )


def _title(title: str, company: str) -> str:
    """The job with who offers it, unless its name says that already."""
    job, firm = _short(title), _short(company)
    if job and firm and firm.casefold() not in job.casefold():
        return _short(f"{job}, {firm}")
    return job


def _short(text: str) -> str:
    line = " ".join(printable(text).split())
    return line if len(line) <= LINE else f"{line[: LINE - 1]}…"


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Let what cannot be read be told to the person; only here are those errors known."""
    try:
        yield
    except Unreachable as error:
        raise TryLater(str(error), hint=error.hint) from error
    except PostingError as error:
        raise InvalidInput(str(error), hint=error.hint) from error
