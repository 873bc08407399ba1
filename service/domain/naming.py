"""A requirement line as a short name for a goal: what it asks for, without how much of it.

It is a suggestion and rough on purpose; the person changes it where it does not fit.
"""

from __future__ import annotations

import re

LONGEST_NAME = 60
"""In characters: what stays readable in a list of tasks."""

_EDGES = " .,;:-\N{EN DASH}\N{EM DASH}"
_BULLET = re.compile(r"^[\s•·▪◦‣*\u2013\u2014\-]+")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_STUB = re.compile(
    r"[\s,]+(?:a|an|and|as|at|by|for|from|in|of|on|or|the|their|to|that|using|which|with|und|oder|"
    r"der|die|das|mit|von|zu|et|ou|de|du|des|le|la|les|avec|y|o|con|el|los|e|com|do|da|em)$",
    re.IGNORECASE,
)
_DETAIL = re.compile(
    r"(?:;|\.\s|\s[\u2013\u2014-]\s|,?\s(?:such as|like|including|e\.g\.|i\.e\.|across|"
    r"wie z|z\. ?B\.|zum Beispiel|tels? que|par exemple|tales como|por ejemplo|tais como|"
    r"por exemplo)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_CLOSERS = re.compile(
    r"[\s,]*\b(?:(?:is |are |would be |as |ist |sind |est |es |é )?"
    r"(?:an? )?(?:strong |big |un |um |uma |ein |von )?"
    r"(?:plus|asset|advantage|bonus|must(?:[- ]have)?|nice[- ]to[- ]have|preferred|required|"
    r"desir(?:ed|able)|essential|vorteil|wünschenswert|erforderlich|souhaitée?s?|exigée?s?|"
    r"requise?s?|appréciée?s?|atout|deseables?|imprescindibles?|valorables?|requeridos?|"
    r"desejável|desejáveis|obrigatóri[oa]s?|diferencial))[.!]*$",
    re.IGNORECASE,
)

_HOW_MUCH = (
    r"proven|strong|excellent|good|very good|solid|deep|extensive|demonstrated|demonstrable|"
    r"outstanding|exceptional|great|sound|thorough|profound|in-depth|hands-on|practical|prior|"
    r"previous|relevant|broad|sehr gute[rns]?|gute[rns]?|fundierte[rns]?|umfassende[rns]?|"
    r"ausgeprägte[rns]?|nachgewiesene[rns]?|mehrjährige[rns]?|hervorragende[rns]?|"
    r"ausgezeichnete[rns]?|solides?|excellente?s?|très bonnes?|bonnes?|fortes?|"
    r"s[óo]lid[oa]s?|excelentes?|buen[oa]s?|muy buen[oa]s?|amplia|ampl[oa]s?|fuertes?|"
    r"bo[am]s?|bons|comprobada|comprovada|demostrada"
)
_YEARS = (
    r"(?:(?:at least|a minimum of|minimum(?: of)?|over|more than|mindestens|au moins|minimum|"
    r"al menos|m[ií]nimo(?: de)?|pelo menos)\s+)?"
    r"\d+\s*(?:(?:[-\u2013]|to|bis|à|a)\s*\d+\s*)?\+?\s*"
    r"(?:years?['\u2019]?|jahren?|ans|années|años|anos)"
    r"(?:\s+(?:of|de|d['\u2019]))?"
    r"(?:\s+(?:proven|professional|relevant|hands-on|work|working|industry|commercial))*"
)
_WHAT_OF = (
    r"(?:work(?:ing)? |professional )?(?:experience|expertise)"
    r"(?: (?:in|with|of|as an?|working (?:in|with|on|as an?)|using))?|"
    r"(?:working )?knowledge (?:of|in)|understanding of|(?:the )?ability to|able to|"
    r"capable of|(?:a )?track record (?:of|in)|familiarity with|familiar with|"
    r"proficien(?:cy|t) (?:in|with|at)|skilled (?:in|at)|background in|willingness to|"
    r"you(?:['\u2019]ve| have| are| bring)|"
    r"(?:berufs)?erfahrung(?:en)? (?:in|mit|im|als)(?: (?:der|dem|den|einem|einer))?|"
    r"kenntnisse (?:in|im|der|über|von)(?: (?:der|dem|den))?|fähigkeit,? zur?|"
    r"verständnis (?:für|von|der)|"
    r"(?:d['\u2019])?expérience (?:en|dans|avec|de|du|des|comme)|"
    r"connaissances? (?:de|en|du|des)(?: la)?|maîtrise (?:de|du|des)(?: la)?|capacité (?:à|de)|"
    r"compétences? en|(?:de )?experiencia (?:en|con|como)|conocimientos? (?:de|en)|"
    r"dominio (?:de|del)|capacidad (?:de|para)|(?:de )?experiência (?:em|com|como|na|no)|"
    r"conhecimentos? (?:de|em)|domínio (?:de|do|da)|capacidade (?:de|para)"
)
_OPENERS = re.compile(
    rf"^(?:an? |the )?(?:(?:very )?(?:{_HOW_MUCH})(?:,| and| und| et| y| e)?(?=\s)|"
    rf"{_YEARS}(?=\s)|(?:{_WHAT_OF})(?=\s)|(?:the|in|mit|im|en|em|com|con|with|of|als)(?=\s))\s+",
    re.IGNORECASE,
)


def short_name(line: str) -> str:
    """Suggest what to call the goal that a line becomes; at most `LONGEST_NAME` characters.

    Nothing is left of a line that only says how much: then it is taken as it is.
    """
    whole = _BULLET.sub("", " ".join(line.split()))
    name = _without_detail(whole)
    while (shorter := _OPENERS.sub("", name, count=1)) != name and shorter:
        name = shorter
    while (shorter := _CLOSERS.sub("", name)) != name and shorter:
        name = shorter
    name = name.strip(_EDGES) or whole or line.strip()
    return _capital(_cut(name))


def _without_detail(text: str) -> str:
    for detail in (_BRACKETS, _DETAIL):
        text = detail.sub("", text).strip() or text
    return text


def _cut(name: str) -> str:
    """Take the first part of a long name; at a comma, or else between two words."""
    if len(name) <= LONGEST_NAME:
        return name
    start = name[: LONGEST_NAME + 1]
    end = start.rfind(",") if "," in start else start.rfind(" ")
    cut = start[: end if end > 0 else LONGEST_NAME].rstrip(_EDGES)
    while (shorter := _STUB.sub("", cut)) != cut:
        cut = shorter
    return cut


def _capital(name: str) -> str:
    """Begin with a capital, but leave iOS and eBay as they are."""
    is_plain = name[:1].islower() and not name[1:2].isupper()
    return name[:1].upper() + name[1:] if is_plain else name
