"""What can be measured in a line: years, degrees, languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from integrations.postings.models import Marks
from integrations.postings.reader import measures
from integrations.postings.reader.sentences import sentences
from integrations.postings.reader.words import any_of, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 2_000  # characters of a line that are looked at

_NUMBER = rf"(?:[0-9]{{1,2}}|{'|'.join(sorted(measures.NUMBERS, key=len, reverse=True))})"
_OR_MORE = r"to|or|and|bis|oder|und|a|ou|o|y|e|et|more|plus|mehr|mas|mais"
_YEARS = re.compile(
    rf"(?<![a-z0-9])({_NUMBER})[+]?(?: (?:{_OR_MORE})| {_NUMBER}[+]?){{0,4}}"
    rf" (?:{any_of(measures.YEARS).pattern})"
    rf"(?! (?:{any_of(measures.OTHER_YEARS).pattern}))"
)
_ADJECTIVE = re.compile(
    rf"(?<![a-z0-9])({_NUMBER}) ?jahrige[rnms]?(?![a-z]) (?:[a-z]+ )?[a-z]*erfahrung"
)
_DEGREES = {degree: any_of(words) for degree, words in measures.DEGREES.items()}
_LANGUAGES = {
    language: any_of({language: names}) for language, names in measures.LANGUAGES.items()
}
_SPOKEN = any_of(measures.SPOKEN)
_NATIVE = any_of(measures.NATIVE)
_COUNTRY_BEHIND = re.compile(rf"\s(?:[a-z]+ )?(?:{any_of(measures.OF_A_COUNTRY).pattern})")
_COUNTRY_BEFORE = any_of(measures.A_COUNTRY_S, after=" $")
_LEVEL = re.compile(r"(?<![a-z0-9])[abc][12](?![a-z0-9])")
_CLAUSE = re.compile(r"[;,]")
_FEW = 4  # words of a line that may be nothing but languages


def marks(text: str) -> Marks:
    """The years, the least degree and the languages that a line asks for, where it does."""
    text = text[:LONGEST]
    words = plain(text)
    return Marks(_years(words), _degree(words), tuple(_languages(text, words)))


def _years(words: str) -> int | None:
    found = _YEARS.search(words) or _ADJECTIVE.search(words)
    if found is None:
        return None
    return measures.NUMBERS.get(found[1]) or int(found[1])


def _degree(words: str) -> str | None:
    return next((degree for degree, named in _DEGREES.items() if named.search(words)), None)


def _languages(text: str, words: str) -> Iterator[tuple[str, str | None]]:
    """Each language once, in the order of the line."""
    if not (_SPOKEN.search(words) or _LEVEL.search(words) or len(words.split()) <= _FEW):
        return
    seen: set[str] = set()
    clauses = (clause for sentence in sentences(text) for clause in _CLAUSE.split(sentence))
    for clause in clauses:
        for language, level in _in_clause(plain(clause)):
            if language not in seen and not (language == "Polish" and "polish" in text):
                seen.add(language)
                yield language, level


def _in_clause(words: str) -> Iterator[tuple[str, str | None]]:
    """A level behind languages is that of each of them, a level before them too."""
    named = sorted([*_named(words), *_levels(words)])
    level_comes_first = bool(named) and named[0][2] == ""
    waiting: list[str] = []
    level: str | None = None
    for _, said, language in named:
        if language and level_comes_first:
            yield language, level
        elif language:
            waiting.append(language)
        else:
            level = said or None
            yield from ((each, level) for each in waiting)
            waiting.clear()
    yield from ((each, None) for each in waiting)


def _named(words: str) -> Iterator[tuple[int, str, str]]:
    for language, names in _LANGUAGES.items():
        for match in names.finditer(words):
            behind, before = words[match.end() :], words[: match.start()]
            if not _COUNTRY_BEHIND.match(behind) and not _COUNTRY_BEFORE.search(before):
                yield match.start(), "", language


def _levels(words: str) -> Iterator[tuple[int, str, str]]:
    """Levels by name; who is native needs none, and hands none on."""
    for match in _LEVEL.finditer(words):
        yield match.start(), match[0].upper(), ""
    for match in _NATIVE.finditer(words):
        yield match.start(), "", ""
