"""Texts as plain words, so that one vocabulary meets every spelling."""

from __future__ import annotations

import re
import unicodedata
from typing import TypeAlias

Vocabulary: TypeAlias = dict[str, str]
"""Phrases by language, with commas between, written as `plain` has them."""

_WORD = re.compile(r"[a-z0-9+#]+")

_CONTINUED = re.compile(r"\|\n\s*")


def plain(text: str) -> str:
    """Small letters and digits without accents, a space between words: `you ve`, `exige`."""
    small = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    return " ".join(_WORD.findall("".join(c for c in small if not unicodedata.combining(c))))


def any_of(*vocabularies: Vocabulary, before: str = "", after: str = "") -> re.Pattern[str]:
    """A pattern that finds any phrase of any language, as whole words.

    A phrase may hold a fragment of pattern. `before` and `after` say what has to be around.
    """
    phrases = {
        phrase
        for vocabulary in vocabularies
        for language in vocabulary.values()
        for phrase in listed(language)
    }
    longest_first = "|".join(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
    return re.compile(rf"(?<![a-z0-9]){before}(?:{longest_first})(?![a-z0-9]){after}")


def listed(phrases: str) -> list[str]:
    """The phrases between the commas; a phrase may go on in the next line after a bar."""
    on_one_line = " ".join(_CONTINUED.sub("|", phrases).split())
    return [phrase.strip(" ,") for phrase in on_one_line.split(", ") if phrase.strip(" ,")]
