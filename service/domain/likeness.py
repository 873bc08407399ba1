"""Whether two lines ask for nearly the same, so that a person may be asked about it.

It is meant to be missed rather than to be wrong: lines that differ in a number, a language, a
degree, a negation or a tool are never alike, however much of the rest they share.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from service.domain.likeness_words import (
    DEGREES,
    LANGUAGES,
    LITTLE,
    NEGATIONS,
    NUMBERS,
    SAME,
    TOOLS,
    folded,
    words_of,
)
from service.domain.plan import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHARED = 0.75
"""Two lines are alike when they share this much of what they say (0 to 1)."""
NAMED = 0.5
"""A name fits a line when it says this much of what the line says."""
TYPO = 93
LONG_WORD = 8
STEM, SLIPS = 4, 1
"""Forms of a word share their first letters, but for so many slips of the pen in a line."""
MOST_WORDS, MOST_LOOKS = 25, 20
"""A line of more words is not compared, nor one with more others: it would take too long."""

_TOKEN = re.compile(r"\.?[^\W_]+(?:[+#]+|['\u2019.][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?:^|[.:;!?(]\s+|^\W+)$")
_NOT = re.compile(r"n['\u2019]t$")
_ELIDED = re.compile(r"^(?:d|l|qu|s|c|j|m|t)['\u2019](?=\w{2})")
_OWNED = re.compile(r"['\u2019]s?$")
_BRITISH = re.compile(r"is(e|ed|es|er|ers|ing|ation|ations)$")

_WHOLE = words_of("s es e d ed ing er ers ment ments n en em keit keiten") | {""}
_CUT = words_of("e es ed ing er ers ement ements ion ions on or ors ive ve y ies ied t cy ce")
_PLURAL = frozenset({"", "s", "es", "e", "n", "en"})


@dataclass(frozen=True, slots=True)
class Says:
    """What a line says: its telling words, names as written, and facts that must be the same.

    `first` are telling words with the capital of a beginning: they may be names or not. `all`
    holds every word of it; `stems` how the telling ones begin.
    """

    words: frozenset[str]
    names: frozenset[str]
    first: frozenset[str]
    facts: frozenset[str]
    all: frozenset[str]
    stems: frozenset[str]


def alike(one: str, other: str) -> bool:
    """Whether both ask for nearly the same: one says what the other says, or little more."""
    if wording(one) == wording(other):
        return True
    first, second = says(one), says(other)
    if max(len(first.words), len(second.words)) > MOST_WORDS:
        return False
    if first.facts != second.facts or not _same_names(first, second):
        return False
    if not first.words or not second.words:
        return first.words == second.words and bool(first.facts)
    less, more = sorted((first, second), key=lambda said: len(said.words))
    return _share(less, more) >= SHARED and _all_in(less, more)


def fits(name: str, line: str) -> bool:
    """Whether a goal of this name seems to be about what the line asks for.

    The line may say more: how many years, or how well.
    """
    if wording(name) == wording(line):
        return True
    short, long = says(name), says(line)
    if len(long.words) > MOST_WORDS:
        return False
    kinds = ("tool:", "language:", "degree:", "not")
    telling = {fact for fact in long.facts if fact.startswith(kinds)}
    if not short.words or not short.facts <= long.facts or not telling <= short.facts:
        return False
    return len(short.words) >= NAMED * len(long.words) and _all_in(short, long)


def grouped(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Put lines together in which each is like every other; in order of their first ones."""
    groups: list[list[str]] = []
    for line in lines:
        said = says(line)
        near = (group for group in groups if _may_be(said, says(group[0])))
        for group in islice(near, MOST_LOOKS):
            if all(alike(line, other) for other in group):
                group.append(line)
                break
        else:
            groups.append([line])
    return (tuple(group) for group in groups)


@lru_cache(maxsize=4096)
def says(line: str) -> Says:
    """Read what a line says."""
    words, names, first, facts, every = set(), set(), set(), set(), set()
    for token in _TOKEN.finditer(line):
        written = token[0]
        word = _word(written)
        every.add(word)
        if fact := _fact(word, written):
            facts.add(fact)
        if word in LITTLE or word in NEGATIONS or word.isdigit() or word in NUMBERS:
            continue
        words.add(word)
        if _is_name(written, line[: token.start()]):
            names.add(word)
        elif written[:1].isupper():
            first.add(word)
    stems = {word[:STEM] for word in words}
    return Says(*map(frozenset, (words, names, first, facts, every, stems)))


def _word(written: str) -> str:
    word = _OWNED.sub("", _NOT.sub("nt", _ELIDED.sub("", folded(written))))
    word = SAME.get(word, word)
    number = word.rstrip("+")
    return number if number.isdigit() else _BRITISH.sub(r"iz\1", word)


def _fact(word: str, written: str) -> str:
    if word in NEGATIONS or _NOT.search(written.casefold()):
        return "not"
    if word in NUMBERS or any(char.isdigit() for char in word):
        return f"number:{NUMBERS.get(word, word)}"
    if word in TOOLS and not _is_plain(word, written):
        return f"tool:{word}"
    if language := _language(word):
        return f"language:{language}"
    return f"degree:{DEGREES[word]}" if word in DEGREES else ""


def _is_plain(word: str, written: str) -> bool:
    """A tool's name that is a word of everyday as well, written as one: to go, not Go."""
    return word in {"access", "c", "express", "go", "node", "r", "spring", "word"} and (
        written == word
    )


def _language(word: str) -> str:
    if word in LANGUAGES:
        return LANGUAGES[word]
    if word.endswith(("kenntnisse", "kenntnissen")):
        return LANGUAGES.get(word.partition("kenntnis")[0], "")
    return ""


def _is_name(written: str, before: str) -> bool:
    """Whether it is written as a name: in capitals, or with signs and digits in it."""
    inner = written[1:]
    if inner != inner.lower() or any(not char.isalpha() for char in written.strip("'\u2019")):
        return not _OWNED.search(written) or inner != inner.lower()
    return written[:1].isupper() and not _SENTENCE_END.search(before)


def _same_names(first: Says, second: Says) -> bool:
    for here, there in ((first, second), (second, first)):
        if not all(
            any(_agrees(name, word, _PLURAL, _PLURAL) for word in there.all)
            for name in here.names
        ):
            return False
        if not all(_is_in(word, there.all) for word in here.first):
            return False
    return True


def _may_be(one: Says, other: Says) -> bool:
    """Quickly rule out most pairs."""
    if one.facts != other.facts:
        return False
    less, more = sorted((one.stems, other.stems), key=len)
    return bool(more) == bool(less) and len(less - more) <= SLIPS


def _share(less: Says, more: Says) -> float:
    return 2 * len(less.words) / (len(less.words) + len(more.words))


def _all_in(less: Says, more: Says) -> bool:
    if len(less.stems - more.stems) > SLIPS:
        return False
    return all(_is_in(word, more.words) for word in less.words)


def _is_in(word: str, words: frozenset[str]) -> bool:
    return word in words or any(_same_word(word, other) for other in words)


def _same_word(one: str, other: str) -> bool:
    """Whether they are forms of one word, or a slip of the pen apart."""
    if _agrees(one, other, _WHOLE, _CUT):
        return True
    if min(len(one), len(other)) < LONG_WORD or one[0] != other[0]:
        return False
    return fuzz.ratio(one, other, score_cutoff=TYPO) > 0


def _agrees(one: str, other: str, whole: frozenset[str], cut: frozenset[str]) -> bool:
    if one == other:
        return True
    stem = _common(one, other)
    if stem < STEM:
        return False
    ends = {one[stem:], other[stem:]}
    return ends <= whole or ends <= cut


def _common(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))
