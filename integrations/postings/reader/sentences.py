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
_LETTERED = names("klasse permis permiso carnet carné carta cnh categoria class category plan")
_INITIAL = 1
_BEFORE_A_DAY = names("am ab bis zum vom im der den dem das die seit und start: beginn:")


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
    before, _, word = before[-40:].casefold().rpartition(" ")
    word = word.lstrip("(\"'“„")
    if word.isdigit():
        return before.rpartition(" ")[2] in _BEFORE_A_DAY  # am 15. März
    if len(word) == _INITIAL and word.isalpha():
        return before.rpartition(" ")[2] not in _LETTERED  # a driving licence ends with one
    return word in _ABBREVIATED
