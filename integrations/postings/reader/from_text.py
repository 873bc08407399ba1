"""Plain text as blocks: bullets, underlined headings, cut lines joined again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.postings.reader.blocks import (
    BULLETS,
    Block,
    at_bullets,
    fold,
    nested_by_marks,
    without_bullet,
)
from integrations.postings.reader.wrapping import Wrapping

if TYPE_CHECKING:
    from collections.abc import Iterator

_RULE = re.compile(r"\s*+([=_*~#+-])(?:\s*+\1){2,}+\s*+$")
_UNDERLINED = 2  # the rank of a heading with a rule below it


@dataclass(slots=True)
class _Stretch:
    """Lines that belong together; `gap` says that there is space above them."""

    lines: list[str]
    indent: int
    bullet: bool
    gap: bool
    underlined: bool = False


def blocks_of_text(text: str) -> list[Block]:
    """The blocks of a plain text, in reading order."""
    stretches = _stretches(text)
    blocks: list[Block] = []
    indents: list[int] = []  # of the bullets that this line may be nested in
    for at, stretch in enumerate(stretches):
        below = stretches[at + 1] if at + 1 < len(stretches) else None
        alone = stretch.gap and (below is None or below.gap or below.bullet)
        depth = _depth(indents, stretch) if stretch.bullet else 0
        if not stretch.bullet:
            indents.clear()
        blocks.extend(_blocks(stretch, depth, alone=alone))
    return nested_by_marks(blocks)


def _blocks(stretch: _Stretch, depth: int, *, alone: bool) -> Iterator[Block]:
    rank = _UNDERLINED if stretch.underlined else 0
    for piece in at_bullets(fold(" ".join(stretch.lines))):
        text, mark = without_bullet(piece)
        item = depth or int(bool(mark))
        if text:
            yield Block(text, item, rank, alone=alone and not item, mark=mark)


def _depth(indents: list[int], stretch: _Stretch) -> int:
    while indents and indents[-1] > stretch.indent:
        indents.pop()
    if not indents or indents[-1] < stretch.indent:
        indents.append(stretch.indent)
    return len(indents)


def _stretches(text: str) -> list[_Stretch]:
    wrapping = Wrapping(text)
    stretches: list[_Stretch] = []
    gap, orphan = True, False  # orphan: a bullet on a line of its own
    for line in text.expandtabs(4).split("\n"):
        above = stretches[-1] if stretches and not gap else None
        bullet = bool(without_bullet(line)[1])
        if not line.strip() or _RULE.match(line):
            if above and line.strip():
                above.underlined = not above.bullet and len(above.lines) == 1
            gap = True
        elif line.strip() in BULLETS:
            orphan = True
        elif above and not bullet and not orphan and _goes_on(above, line, wrapping):
            above.lines.append(line)
        else:
            indent = len(line) - len(line.lstrip())
            stretches.append(_Stretch([line], indent, bullet or orphan, gap))
            gap = orphan = False
    return stretches


def _goes_on(above: _Stretch, line: str, wrapping: Wrapping) -> bool:
    indent = len(line) - len(line.lstrip())
    return (above.bullet and indent > above.indent) or wrapping.joins(above.lines[-1], line)
