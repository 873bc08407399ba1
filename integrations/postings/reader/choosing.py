"""Which lines read as requirements: by the heading above, by their neighbours, by their words."""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from integrations.postings.models import Line
from integrations.postings.reader import cues
from integrations.postings.reader.headings import Topic
from integrations.postings.reader.words import any_of, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from integrations.postings.reader.outline import Entry, Section

EARLY = 6  # words of a line in which what it asks for has to be named
LOOKED_AT = 600  # characters of a line; a requirement that is longer says so before
MOST = 0.6  # of the items of a list: these speak for the others
SOME = 0.3  # of the items of a list: each of them speaks for itself

_NOUN = any_of(cues.NOUNS)
_OPENING = any_of(cues.OPENINGS, before="^")
_STATEMENT = any_of(cues.STATEMENTS)
_DEMAND = any_of(cues.DEMANDS)
_ENDING = any_of(cues.ENDINGS, after="$")
_NICE = any_of(cues.NICE)
_DENIAL = any_of(cues.DENIALS)
_TERMS = any_of(cues.TERMS)
_ATTRIBUTE = any_of(cues.ATTRIBUTES)
_SKILL = any_of(cues.SKILLS)

_ASKS = {Topic.REQUIRED, Topic.WISHED}
_SILENT = {Topic.OFFER, Topic.APPLY, Topic.EQUAL}


def chosen(entries: Iterable[Entry]) -> Iterator[Line]:
    """Every entry as a line; of lines that say the same, the first is chosen alone."""
    seen: set[str] = set()
    for section, group in groupby(entries, key=lambda entry: entry.section):
        lines = [_Reading(entry) for entry in group]
        asks = _Asks(section, lines)
        for line in lines:
            is_chosen = line.words not in seen and asks.for_(line)
            if is_chosen:
                seen.add(line.words)
            yield Line(
                line.entry.block.text,
                chosen=is_chosen,
                nice_to_have=is_chosen and asks.nicely_for(line),
                attribute=is_chosen and line.is_attribute,
                heading=section.heading,
            )


class _Reading:
    """What the words of a line say by themselves."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.words = plain(entry.block.text[:LOOKED_AT])

    @cached_property
    def demands(self) -> bool:
        return bool(_DEMAND.search(self.words) or _ENDING.search(self.words))

    @cached_property
    def states(self) -> bool:
        return bool(_STATEMENT.search(self.words))

    @cached_property
    def names_early(self) -> bool:
        """Whether it begins like a requirement, with what a person has or can."""
        early = " ".join(self.words.split()[:EARLY])
        return bool(_NOUN.search(early))

    @property
    def is_denied(self) -> bool:
        return bool(_DENIAL.search(self.words))

    @property
    def is_nice(self) -> bool:
        return bool(_NICE.search(self.words))

    @property
    def is_attribute(self) -> bool:
        return bool(_ATTRIBUTE.search(self.words)) and not _SKILL.search(self.words)


class _Asks:
    """What the lines under one heading ask for."""

    def __init__(self, section: Section, lines: list[_Reading]) -> None:
        self._topic = section.topic
        items = [line for line in lines if line.entry.block.item and not line.entry.is_heading]
        naming = sum(line.names_early or line.demands or line.states for line in items)
        self._has_items = bool(items)
        self._share = naming / len(items) if items else 0.0

    def for_(self, line: _Reading) -> bool:
        if line.entry.is_heading or line.entry.label is Topic.FACTS or self._topic in _SILENT:
            return False
        if _TERMS.search(line.words):
            return False
        if line.entry.block.item:
            return self._for_item(line)
        return self._for_sentence(line)

    def nicely_for(self, line: _Reading) -> bool:
        return self._topic is Topic.WISHED or line.is_nice

    def _for_item(self, line: _Reading) -> bool:
        if self._topic in _ASKS or line.entry.label in _ASKS:
            return True
        if self._topic is Topic.COMPANY:
            return line.demands and not line.is_denied
        if self._share >= MOST:
            return True
        if self._topic is Topic.DUTIES or self._share < SOME:
            return line.demands and not line.is_denied
        return (line.names_early or line.demands or line.states) and not line.is_denied

    def _for_sentence(self, line: _Reading) -> bool:
        if line.is_denied:
            return False
        if self._topic in _ASKS and not self._has_items:
            return True
        if self._topic is Topic.DUTIES:
            return line.demands
        return line.demands or line.states
