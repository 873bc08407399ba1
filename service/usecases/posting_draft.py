"""A posting is read, whichever way it is brought; nothing is stored yet."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.postings import boards, reader
from integrations.postings.errors import COPY_IT, PostingError, Unreachable
from integrations.postings.models import Shape
from service.domain.plan import Kind
from service.domain.planfile_read import LINE
from service.domain.planfile_text import printable
from service.domain.posting_lines import PostingLine
from service.errors import InvalidInput, TryLater
from service.store.posting_copies import Came

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from integrations.postings.models import Body, Line
    from service.usecases.ports import Pages

MOST_BYTES = 2 * 1024 * 1024
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
    try:
        return draft_from_pasted(text.encode())
    except UnicodeEncodeError:
        raise InvalidInput(
            "The text holds half of a character.", hint="Copy it again, or type that place."
        ) from None


def draft_from_pasted(data: bytes) -> Draft:
    """Read a posting that was pasted or piped in, as bytes."""
    return _draft(_from_file(data), Came.TEXT)


def draft_from_file(data: bytes, name: str = "") -> Draft:
    """Read a posting out of a file's bytes; its name may tell its form."""
    return _draft(_from_file(data, name), Came.FILE)


def draft_from_link(link: str, pages: Pages) -> Draft:
    """Read the posting that a link leads to."""
    address = link.strip()
    if len(address) > LINE:
        raise InvalidInput(
            f"The link is too long: {len(address):,} characters.",
            hint=f"Links up to {LINE:,} characters are read. {COPY_IT}",
        )
    with _in_our_words():
        page = pages.get(boards.ask_for(address))
        body = boards.body_of(page, address)
    return _draft(body, Came.LINK, address)


def _from_file(data: bytes, name: str = "") -> Body:
    if len(data) > MOST_BYTES:
        raise InvalidInput(
            f"The posting is larger than {MOST_BYTES // 1024:,} KiB.",
            hint="Copy out the part with the requirements, and bring that.",
        )
    with _in_our_words():
        return boards.body_from_file(data, name)


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
        (len(text), MOST_TEXT, "characters"),
        (len(lines), MOST_LINES, "lines"),
    ):
        if much > most:
            raise InvalidInput(
                f"The posting has {much:,} {what} of text; up to {most:,} are kept.",
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
