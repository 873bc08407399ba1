"""Which blocks are headings, and what every line stands under."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from integrations.postings.reader.blocks import Block
from integrations.postings.reader.headings import Topic
from integrations.postings.reader.sentences import sentences
from integrations.postings.reader.topics import is_plain, reads_as_heading, topic_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHORT = 90  # characters of a line that may be a heading because of how it looks
LEAD_IN = 160  # and of a sentence that may be one because of its end
LABEL = 50
FEW = 5  # words of a heading that begins something new
LEADS_IN = (":", "...", "…")

_ASKS = {Topic.REQUIRED, Topic.WISHED}
_GOES_ON = {*_ASKS, Topic.DUTIES}

# Ranks below those that HTML knows (1 to 6): a lower number is further up.
_BOLD, _PLAIN, _LABEL, _LEAD, _ITEM = 7, 8, 9, 10, 11


@dataclass(frozen=True, slots=True)
class Section:
    """What is under one heading, up to the next; `heading` is empty before the first."""

    heading: str = ""
    topic: Topic | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the posting and where it stands; a heading stands under nothing."""

    block: Block
    section: Section
    is_heading: bool = False
    label: Topic | None = None  # what the words before its first colon are about


def outline(blocks: Iterable[Block]) -> list[Entry]:
    """Every line in order: paragraphs in sentences, items and headings whole."""
    lines = list(_lines(blocks))
    entries: list[Entry] = []
    above: list[Section] = []
    for block, below in pairwise([*lines, None]):
        if block is None:
            break
        rank = _rank(block, below)
        if rank:
            above = _opened(above, block, rank, first=not entries)
            entries.append(Entry(block, Section(), is_heading=True))
        else:
            above = _still_open(above, block)
            label = _label(block)
            topic = topic_of(label) if label else None
            if label and not block.item and not _is_inside(above, label, topic):
                above = _opened(above, Block(label), _LABEL, first=False)
            entries.append(Entry(block, above[-1] if above else Section(), label=topic))
    return entries


def _lines(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        parts = [block.text] if block.item or block.rank else sentences(block.text)
        if len(parts) == 1:
            yield block
            continue
        for at, part in enumerate(parts):
            yield Block(part, label="" if at else block.label, sentence=at + 1)


def _rank(block: Block, below: Block | None) -> int:
    """How far up the block stands as a heading; 0 if it is none."""
    text = block.text
    if block.rank and len(text) <= LEAD_IN:
        return block.rank
    if block.item:
        deeper = below is not None and below.item > block.item
        leads = text.endswith(LEADS_IN) or block.strong or reads_as_heading(text)
        return _ITEM + block.item if deeper and leads else 0
    if text.endswith(LEADS_IN) and below is not None and len(text) <= LEAD_IN:
        is_part = len(text) > SHORT or (len(text.split()) > FEW and not topic_of(text))
        return _LEAD if is_part else _BOLD if block.strong else _PLAIN
    return _rank_by_looks(block, below)


def _rank_by_looks(block: Block, below: Block | None) -> int:
    if len(block.text) > SHORT or block.text.endswith((".", ";", ",")):
        return 0
    if block.strong:
        return _BOLD
    introduces = block.alone and below is not None and below.item > 0
    return _PLAIN if introduces or reads_as_heading(block.text) else 0


def _opened(above: list[Section], block: Block, rank: int, *, first: bool) -> list[Section]:
    """The sections around what comes next; one without a topic has that of the one around."""
    around = [section for section in above if section.rank < rank]
    heading = block.text.rstrip(": ")
    outer = around[-1].topic if around else None
    # The title of a posting says nothing yet: it may look for a Requirements Engineer.
    is_title = first and not reads_as_heading(heading)
    topic = None if is_title else topic_of(heading, outer)
    if outer in _ASKS and topic not in {*_ASKS, None}:
        around = []  # whatever the size of the two headings
    return [*around, Section(heading, topic, rank)]


def _still_open(above: list[Section], block: Block) -> list[Section]:
    """Without the lists and the labelled paragraphs that the block is no longer in.

    What a label asks for may go on below its paragraph; Pay: Fair ends with it.
    """
    return [
        section
        for section in above
        if section.rank - _ITEM < block.item
        and (
            section.rank != _LABEL
            or section.topic in _GOES_ON
            or block.sentence > 1
            or block.item
        )
    ]


def _label(block: Block) -> str:
    if block.label:
        return block.label if topic_of(block.label) else ""
    before, colon, after = block.text.partition(":")
    if colon and after.strip() and len(before) <= LABEL and reads_as_heading(before):
        return before
    return ""


def _is_inside(above: list[Section], label: str, topic: Topic | None) -> bool:
    """Whether it labels one of the things that a heading asks for: Growth, Team, Education."""
    asked = bool(above) and above[-1].topic in _ASKS
    return asked and topic is not Topic.FACTS and not is_plain(label)
