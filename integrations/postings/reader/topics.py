"""What a heading says that the lines under it are about."""

from __future__ import annotations

from functools import lru_cache

from integrations.postings.reader.headings import MUST, PHRASES, Topic
from integrations.postings.reader.single_words import ALONE, PRAISE, SMALL
from integrations.postings.reader.words import any_of, listed, plain

LONGEST = 200  # characters of a heading that are looked at

_MUST = any_of(MUST)
_PRAISE = any_of(PRAISE, before="^")
_PHRASES = {topic: any_of(words) for topic, words in PHRASES.items()}
_ALONE = {topic: any_of(words) for topic, words in ALONE.items()}
_SMALL = frozenset(word for language in SMALL.values() for word in listed(language))
_STAYS = {Topic.OFFER, Topic.APPLY, Topic.ASIDE, Topic.COMPANY}
_FULL = 0.6  # of a heading's letters, for a line that nothing but its words makes a heading


@lru_cache(maxsize=4096)
def topic_of(heading: str, around: Topic | None = None) -> Topic | None:
    """The topic of what is known to be a heading; None if it tells of two.

    A heading that does not tell has the topic of the section around it. Single words like
    Education tell something else among benefits than anywhere else.
    """
    words = plain(heading[:LONGEST])
    found = {topic: span for topic in PHRASES if (span := _longest(topic, words))}
    if not found:
        return around if around in _STAYS else _by_itself(words) or around
    if Topic.WISHED in found and around is Topic.OFFER:
        return around  # even an offer has extras
    if Topic.REQUIRED in found:
        if Topic.WISHED in found:
            return Topic.REQUIRED if _MUST.search(words) else Topic.WISHED
        if Topic.DUTIES in found and not _overlap(found[Topic.REQUIRED], found[Topic.DUTIES]):
            return None
    return max(found, key=lambda topic: found[topic][1] - found[topic][0])


def is_plain(heading: str) -> bool:
    """Whether a phrase says the topic, which a single word by itself may say by chance."""
    words = plain(heading[:LONGEST])
    return any(pattern.search(words) for pattern in _PHRASES.values())


@lru_cache(maxsize=4096)
def reads_as_heading(line: str) -> bool:
    """Whether a line that nothing marks as a heading consists of a heading's words."""
    words = plain(line[:LONGEST])
    if _PRAISE.match(words):
        return False
    spans = [span for topic in PHRASES if (span := _longest(topic, words))]
    if any(end - start >= len(words) * _FULL for start, end in spans):
        return True
    rest = words
    for pattern in (*_PHRASES.values(), *_ALONE.values()):
        rest = pattern.sub(" ", rest)
    return rest != words and _is_small(rest)


def _longest(topic: Topic, words: str) -> tuple[int, int] | None:
    spans = (match.span() for match in _PHRASES[topic].finditer(words))
    return max(spans, key=lambda span: span[1] - span[0], default=None)


def _by_itself(words: str) -> Topic | None:
    for topic, pattern in _ALONE.items():
        rest, count = pattern.subn("", words)
        if count and _is_small(rest):
            return topic
    return None


def _is_small(words: str) -> bool:
    return all(word in _SMALL for word in words.split())


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
