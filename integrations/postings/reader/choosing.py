"""Which lines read as requirements: by their heading, their neighbours and their words."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from integrations.postings.models import Line
from integrations.postings.reader import character, cues, other_cues
from integrations.postings.reader.headings import Topic
from integrations.postings.reader.outline import LEADS_IN
from integrations.postings.reader.words import any_of, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from integrations.postings.reader.outline import Entry, Section

EARLY = 6  # words of a line in which what it asks for has to be named
LOOKED_AT = 600  # characters of a line; a requirement that is longer says so before
MOST = 0.6  # of the items of a list: these speak for the others
FEWEST = 3  # lines of a list that lost its bullets
SOME = 0.3  # of the items of a list: each of them speaks for itself

_NOUN = any_of(cues.NOUNS)
_OPENING = any_of(cues.OPENINGS, before="^")
_STATEMENT = any_of(cues.STATEMENTS)
_BEING = any_of(cues.BEING)
_DEMAND = any_of(cues.DEMANDS)
_ENDING = any_of(cues.ENDINGS, after="$")
_NICE = any_of(cues.NICE)
_DENIAL = any_of(other_cues.DENIALS)
_TERMS = any_of(other_cues.TERMS)
_SELVES = any_of(other_cues.SELVES, before="^")
_DOING = any_of(other_cues.DOING, before="^")
_GIVEN = any_of(other_cues.GIVEN)
_ATTRIBUTE = any_of(character.ATTRIBUTES)
_SKILL = any_of(character.SKILLS)

_CHARACTER = any_of(cues.NOUNS, character.ATTRIBUTES)
_IF = any_of(other_cues.IF, before="^")
_LONG_ASIDE = re.compile(r"\((?:[^()\s]+\s+){2,}[^()]*\)")

_ASKS = {Topic.REQUIRED, Topic.WISHED}
_SILENT = {Topic.OFFER, Topic.APPLY, Topic.ASIDE}


def chosen(entries: Iterable[Entry]) -> Iterator[Line]:
    """Every entry as a line; of lines that say the same, the first is chosen alone."""
    seen: set[str] = set()
    for section, group in groupby(entries, key=lambda entry: entry.section):
        lines = [_Reading(entry) for entry in group]
        under = _Asks(section, lines)
        for line in lines:
            is_chosen = line.words not in seen and under.asks_for(line)
            if is_chosen:
                seen.add(line.words)
            yield Line(
                line.entry.block.text,
                chosen=is_chosen,
                nice_to_have=is_chosen and under.wishes_for(line),
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
        return bool(_STATEMENT.search(self.words)) or any(
            _CHARACTER.search(_first(self.words[being.end() :]))
            for being in _BEING.finditer(self.words)
        )

    @cached_property
    def names_early(self) -> bool:
        """Whether it begins like a requirement, with what a person has or can."""
        doing = _DOING.match(self.words)
        if doing and not _NOUN.match(self.words, doing.end() + 1):
            return False  # provide training, but not: training experience
        return bool(_NOUN.search(_first(self.words)))

    @cached_property
    def begins_so(self) -> bool:
        """Whether it begins so plainly that a list of duties would not have it by chance."""
        first = self.words.partition(" ")[0]
        return bool(_NOUN.fullmatch(first) or (_OPENING.match(self.words) and self.names_early))

    @property
    def is_denied(self) -> bool:
        return bool(_DENIAL.search(self.words))

    @property
    def is_given(self) -> bool:
        return bool(_GIVEN.search(self.words)) and not self.demands

    @property
    def is_about_us(self) -> bool:
        return bool(_SELVES.match(self.words))

    @property
    def only_asks_back(self) -> bool:
        return self.entry.block.text.endswith("?") and not self.names_early

    @property
    def is_nice(self) -> bool:
        """Whether all of it is nice to have, and not an aside or a last clause alone."""
        text = _LONG_ASIDE.sub(" ", self.entry.block.text[:LOOKED_AT])
        before = plain(text.rpartition(",")[0])
        if _asks_outright(before) and not _NICE.search(before):
            return False  # you speak English, German is a plus
        return all(_NICE.search(words) for words in map(plain, text.split(";")) if words)

    @property
    def is_attribute(self) -> bool:
        return bool(_ATTRIBUTE.search(self.words)) and not _SKILL.search(self.words)


class _Asks:
    """What the lines under one heading ask for.

    What the heading says holds for its items. Where it says nothing, or duties, a list goes by
    the most of its items, because postings put requirements under any heading.
    """

    def __init__(self, section: Section, lines: list[_Reading]) -> None:
        self._topic = section.topic
        items = [line for line in lines if line.entry.block.item]
        self._has_items = bool(items)
        self._share = self._share_of(items)
        whole = [line for line in lines if not line.entry.block.sentence]
        self._has_lost_its_bullets = (
            bool(section.heading)
            and not items
            and len(whole) >= max(FEWEST, MOST * len(lines))
            and self._share_of(whole) >= MOST
        )

    def asks_for(self, line: _Reading) -> bool:
        if line.entry.is_heading or line.entry.label is Topic.FACTS or self._topic in _SILENT:
            return False
        if _TERMS.search(line.words) or line.entry.block.text.endswith(LEADS_IN):
            return False
        if line.entry.block.item:
            return self._for_item(line)
        return self._for_sentence(line)

    def wishes_for(self, line: _Reading) -> bool:
        wished = self._topic is Topic.WISHED and (line.entry.block.item or not self._has_items)
        return bool(wished) or line.is_nice

    def _share_of(self, lines: list[_Reading]) -> float:
        return sum(map(self._seems_to_ask, lines)) / len(lines) if lines else 0.0

    def _seems_to_ask(self, line: _Reading) -> bool:
        if line.demands:
            return True
        if self._topic is Topic.DUTIES:
            return line.begins_so or (line.states and line.names_early)
        return (line.names_early or line.states) and not line.is_given

    def _for_item(self, line: _Reading) -> bool:
        nothing_said = self._topic in {None, Topic.FACTS}
        if self._topic in _ASKS or (nothing_said and line.entry.label in _ASKS):
            return True
        if self._topic is not Topic.COMPANY and self._share >= MOST:
            return True
        return self._asks_by_itself(line) and not line.is_denied

    def _asks_by_itself(self, line: _Reading) -> bool:
        if self._topic in {Topic.DUTIES, Topic.COMPANY}:
            return line.demands
        if self._share < SOME:
            return line.demands or (line.states and not line.is_given)
        return self._seems_to_ask(line)

    def _for_sentence(self, line: _Reading) -> bool:
        if line.is_denied or line.only_asks_back:
            return False
        if line.entry.label in _ASKS and self._topic in _ASKS:
            return True
        asks = line.demands or line.states
        if self._has_lost_its_bullets and not line.entry.block.sentence:
            return self._topic is not Topic.COMPANY
        if self._topic in _ASKS and not self._has_items:
            return asks or not line.is_about_us
        if self._topic is Topic.COMPANY:
            return asks and line.names_early
        return line.demands if self._topic is Topic.DUTIES else asks


def _asks_outright(words: str) -> bool:
    asks = _STATEMENT.search(words) or _DEMAND.search(words)
    return bool(asks) and not _IF.match(words)


def _first(words: str) -> str:
    return " ".join(words.split(maxsplit=EARLY)[:EARLY])
