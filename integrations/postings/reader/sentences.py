"""Paragraphs in sentences, because one sentence asks and the next one tells."""

from __future__ import annotations

import re

from integrations.postings.reader.shallow import names

_END = re.compile(r"[.!?…][\"'”’»)\]]?\s+(?=[\"'“„«(¿¡•]?[^\W_a-zß-öø-ÿ])")  # noqa: RUF001
_ABBREVIATED = names(
    "e.g i.e etc incl excl approx dr mr mrs ms prof st sr jr inc ltd no vs dept min max ca ggf"
    " bzw inkl evtl usw u.a d.h z.b z.t o.ä s.o zzgl abs nr tel str ing mind p.ex ex env cf"
    " n.b sra srta aprox núm pág ej p.ej av art fla cal u.s u.k ph.d b.sc m.sc b.a m.a dipl"
)
_INITIAL = 1
_DAY = 2  # digits, at most: "15. März" is no end of a sentence


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph on one line; nothing is lost but the space between."""
    start, found = 0, []
    for end in _END.finditer(paragraph):
        if paragraph[end.start()] != "." or not _goes_on(paragraph[start : end.start()]):
            found.append(paragraph[start : end.end()].strip())
            start = end.end()
    return [*found, paragraph[start:].strip()] if paragraph[start:].strip() else found


def _goes_on(before: str) -> bool:
    """Whether the dot after these words belongs to the last of them."""
    word = before[-20:].rpartition(" ")[2].lstrip("(\"'“„").casefold()
    if word.isdigit():
        return len(word) <= _DAY
    return (len(word) == _INITIAL and word.isalpha()) or word in _ABBREVIATED
