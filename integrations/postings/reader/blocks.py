"""The parts of a posting, whatever shape it was written in: headings, items, paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from integrations.postings.decoding import clean

BULLETS = "•●▪▫■□◦○‣⁃∙·➤➢►▶▸➜➔➡→⇒⟹⟶☛☞»✓✔✅☑★☆◆◇❖♦–—*+-"  # noqa: RUF001
# These need no space behind them; the others may be text.
_SURE_BULLETS = "•●▪▫■◦○‣⁃∙➤➢►▶▸➜➔☛☞✓✔✅☑◆◇❖♦"  # noqa: RUF001
_DASHES = "-–—"  # noqa: RUF001
_NUMBER = r"\(?(?:\d{1,2}[.)]|[a-hA-H]\))(?=\s)"
_CHECKBOX = r"\[[ xX]?\]\s++"
BULLET = re.compile(
    rf"\s{{0,40}}+(?:(?P<mark>[{re.escape(_SURE_BULLETS)}])[{re.escape(_SURE_BULLETS)}]*+\s*+"
    rf"|(?P<dash>[{re.escape(BULLETS)}])\s++|(?P<number>{_NUMBER})\s++|(?={_CHECKBOX}))"
    rf"(?:{_CHECKBOX})?+(?=\S)"
)
_BEFORE_BULLET = re.compile(
    rf"(?<![{re.escape(_SURE_BULLETS)}])\s*+(?=[{re.escape(_SURE_BULLETS)}])"
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe0e\ufe0f]")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that stands by itself, on one line, without its bullet.

    `item` is its depth in lists (0 is none), `rank` that of a heading that says so (1 to 6,
    else 0), `strong` whether all of it is bold, `label` what is bold at its beginning up to
    a colon, `alone` whether nothing but space is above and below it, `mark` the kind of bullet,
    `sentence` its place in its paragraph, from 1 (0 where it is all of it).
    """

    text: str
    item: int = 0
    rank: int = 0
    strong: bool = False
    label: str = ""
    alone: bool = False
    mark: str = ""
    sentence: int = 0


def seen(text: str) -> str:
    """The text without what cannot be seen, its lines ended by a newline each."""
    return _UNSEEN.sub("", clean(text))


def fold(text: str) -> str:
    """The text on one line, every stretch of space as one."""
    return " ".join(text.split())


def without_bullet(text: str) -> tuple[str, str]:
    """The text without a bullet or number before it, and the kind of that; empty if none."""
    bullet = BULLET.match(text)
    if bullet is None:
        return text, ""
    mark = bullet["mark"] or bullet["dash"] or ("1" if bullet["number"] else "[]")
    return text[bullet.end() :], "-" if mark in _DASHES else mark


def nested_by_marks(blocks: list[Block]) -> list[Block]:
    """The blocks, with items one deeper after an item that has another kind of bullet."""
    nested: list[Block] = []
    marks: list[str] = []
    for block in blocks:
        if block.item != 1 or not block.mark:
            marks.clear()
        elif block.mark in marks:
            del marks[marks.index(block.mark) + 1 :]
        else:
            marks.append(block.mark)
        nested.append(replace(block, item=len(marks)) if len(marks) > 1 else block)
    return nested


def at_bullets(text: str) -> list[str]:
    """The text in pieces, each with its bullet, when bullets stand in the middle of it."""
    pieces = _BEFORE_BULLET.split(text)
    return [piece for piece in pieces if piece.strip(_SURE_BULLETS + " ")] or [text]
