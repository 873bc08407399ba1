"""Bytes of a plan file into text that is safe to parse."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from unicodedata import category

from service.domain.planfile_problems import MOST_SHOWN, Mark

if TYPE_CHECKING:
    from service.domain.planfile_problems import Problems

MOST_BYTES = 2 * 1024 * 1024
BOM = "\ufeff"

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS_UTF_8 = "Save it as a text file in UTF-8."
# Everything that YAML does not allow: https://yaml.org/spec/1.2.2/#51-character-set
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNSEEN_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and symbols by their category
_PAIR = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
)


def decode(source: str | bytes, problems: Problems) -> str:
    """Return the text of a file; raises all `problems` where it cannot be read.

    UTF-8 is read, and UTF-16 where the file says so in its first bytes. The size is looked
    at before anything else.
    """
    size = len(source.encode("utf-8", "replace") if isinstance(source, str) else source)
    if size > MOST_BYTES:
        message = f"The file is too big: {size:,} bytes, and the limit is {MOST_BYTES:,}."
        hint = "A plan of a thousand goals fits. Is this the right file?"
        problems.add(Mark(), message, hint)
        raise problems.error()
    text = source if isinstance(source, str) else _decoded(source, problems)
    text = text.removeprefix(BOM)
    for found in islice(_FORBIDDEN.finditer(text), MOST_SHOWN):
        problems.add(_place(text, found.start()), *_unwanted(found[0]))
        if found[0] == "\0":
            break
    problems.check()
    if not text.strip():
        problems.add(Mark(), "The file is empty.", "Begin with `momentum: 1` and `goals:`.")
        raise problems.error()
    return _with_whole_characters(text) if text.lstrip().startswith("{") else text


def is_printable(text: str) -> bool:
    """Whether a value holds nothing that a file may not hold."""
    return _FORBIDDEN.search(text) is None


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen: spaces, marks without a width, fillers."""
    return not any(
        category(char)[0] not in "CZ" and char not in _UNSEEN_LETTERS for char in text
    )


def printable(text: str) -> str:
    """The text without what a file may not hold."""
    return _FORBIDDEN.sub("", text)


def _decoded(source: bytes, problems: Problems) -> str:
    encoding = "utf-16" if source.startswith(_UTF_16) else "utf-8"
    try:
        return source.decode(encoding)
    except UnicodeDecodeError as error:
        before = source[: error.start].decode(encoding, errors="replace")
        problems.add(_place(before, len(before)), "This is no text.", _SAVE_AS_UTF_8)
        raise problems.error() from None


def _place(text: str, index: int) -> Mark:
    start = text.rfind("\n", 0, index) + 1
    return Mark(text.count("\n", 0, index) + 1, index - start + 1)


def _unwanted(character: str) -> tuple[str, str]:
    if character == "\0":
        return "There is a NUL here: this is no text.", _SAVE_AS_UTF_8
    return f"There is a character that no text holds: {character!a}.", "Take it out."


def _with_whole_characters(json: str) -> str:
    r"""JSON writes some characters as two halves (`\ud83d\ude00`), YAML never does."""

    def whole(pair: re.Match[str]) -> str:
        high, low = int(pair[2], 16), int(pair[3], 16)
        code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
        return f"{pair[1]}\\U{code:08x}"

    return _PAIR.sub(whole, json)
