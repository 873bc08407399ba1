"""Which lines of a plain text were cut to a width, and belong together."""

from __future__ import annotations

import re
from itertools import pairwise

from integrations.postings.reader.blocks import BULLET

WIDEST = 100  # text that was cut to a width was cut to no more than this,
NARROWEST = 50  # and to no less than this
_ENOUGH = 3  # cut lines, before a text counts as cut to its width
_ENDS = (":", ".", "!", "?", "…")
_LINK = re.compile(r"https?://\S{1,2000}+")


class Wrapping:
    """Tells by the widest line whether the next word would have had room on the line before."""

    def __init__(self, text: str) -> None:
        lines = [line.rstrip() for line in text.split("\n")]
        widest = max((len(_LINK.sub("", line)) for line in lines), default=0)
        self._width = widest if NARROWEST <= widest <= WIDEST else 0
        followed = [
            self._had_room(above, below)
            for above, below in pairwise(lines)
            if above.strip() and below.strip() and not BULLET.match(below)
        ]
        cut = followed.count(False)
        self._is_cut = cut >= _ENOUGH and cut * 2 >= len(followed)

    def joins(self, above: str, below: str) -> bool:
        """Whether the line below goes on with the sentence of the line above it."""
        if not self._width:
            return False
        above, lower = above.rstrip(), below.lstrip()[:1].islower()
        if self._is_cut and lower and len(above) * 2 > self._width:
            return not above.endswith(_ENDS)  # cut by hand, and not quite to the width
        return (self._is_cut or lower) and not self._had_room(above, below)

    def _had_room(self, above: str, below: str) -> bool:
        word = below.split(maxsplit=1)[0]
        return len(above.rstrip()) + 1 + len(word) <= self._width
