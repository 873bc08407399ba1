"""What stands before a posting's text and tells of it: front matter, labels, mail headers."""

from __future__ import annotations

import re
from dataclasses import dataclass

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
ENTRY = re.compile(r"^([a-z][\w -]{0,30}):[ \t]*([^\s>|].*)$", re.MULTILINE | re.IGNORECASE)
# Mail programs translate their headers.
HEADER = re.compile(
    r"(?:from|to|cc|bcc|date|sent|subject|reply-to|von|an|gesendet|datum|betreff|de|à|para|envoyé"
    r"|enviado|objet|asunto|assunto|fecha|data)\s?:.*",
    re.IGNORECASE,
)
SUBJECT = re.compile(r"(?:subject|betreff|objet|asunto|assunto)\s?:[ \t]*(.*)", re.IGNORECASE)
REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv|enc)\s?:\s*)+", re.IGNORECASE)
FORWARDED = re.compile(r"-{2,}[^-]{3,40}-{2,}|begin forwarded message:", re.IGNORECASE)
HEADERS = 2
"""So many lines that read like a mail's headers are headers."""

LABELS = re.compile(
    r"^[\s*_#>-]*(?P<label>[^\W\d][\w ]{2,20}?)[\s*_]*:[\s*_]*(?P<value>\S.{0,150}?)[\s*_]*$",
    re.IGNORECASE,
)
HEADING = re.compile(r"^# +(\S.*)$|^(\S.*)\n=+[ \t]*$", re.MULTILINE)
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
NO_TITLE = re.compile(r"[.:;!?,]$|^[-*•·>#\d|(]|https?://")
LONGEST_TITLE = 90
LONGEST_LINE = 300
LABELLED_LINES = 15

TITLES = (
    *("title", "job title", "job_title", "position", "role", "stelle", "titel", "poste"),
    *("puesto", "cargo", "vaga", "intitulé du poste", "stellenbezeichnung"),
)
COMPANIES = (
    *("company", "company name", "company_name", "employer", "organization"),
    *("organisation", "firma", "unternehmen", "arbeitgeber", "entreprise", "empresa"),
)
URLS = ("url", "link", "source")


@dataclass(frozen=True, slots=True)
class Preamble:
    """The text without what is no part of it, and what that told."""

    text: str
    title: str = ""
    company: str = ""
    url: str = ""
    front_matter: bool = False


def read_preamble(text: str) -> Preamble:
    """Take off front matter or mail headers; title and company only where they are told."""
    text, told, front_matter = _front_matter(text)
    text, subject = _mail(text)
    labelled = _labelled(text)
    return Preamble(
        text,
        title=_first(told, TITLES) or _first(labelled, TITLES) or _heading(text) or subject,
        company=_first(told, COMPANIES) or _first(labelled, COMPANIES),
        url=_first(told, URLS) or _first(labelled, URLS),
        front_matter=front_matter,
    )


def _front_matter(text: str) -> tuple[str, dict[str, str], bool]:
    found = FRONT_MATTER.match(text)
    if not found or not ENTRY.search(found[1]):
        return text, {}, False
    told = {key.lower(): value.strip(" \t\"'") for key, value in ENTRY.findall(found[1])}
    return text[found.end() :].lstrip("\n"), told, True


def _mail(text: str) -> tuple[str, str]:
    """The text below a mail's headers, and its subject."""
    lines = text.lstrip().split("\n")
    body = next((at for at, line in enumerate(lines) if not _is_header(line)), len(lines))
    headers = [line.strip() for line in lines[:body] if HEADER.fullmatch(line.strip())]
    if len(headers) < HEADERS:
        return text, ""
    subjects = [found[1] for line in headers if (found := SUBJECT.fullmatch(line))]
    return "\n".join(lines[body:]), REPLY.sub("", subjects[-1]) if subjects else ""


def _is_header(line: str) -> bool:
    line = line.strip()
    if not line or HEADER.fullmatch(line):
        return True
    return len(line) <= LONGEST_LINE and bool(FORWARDED.fullmatch(line))


def _labelled(text: str) -> dict[str, str]:
    """`Company: Acme` and its like, near the top."""
    found = [
        LABELS.match(line)
        for line in text.split("\n", LABELLED_LINES)[:LABELLED_LINES]
        if len(line) <= LONGEST_LINE
    ]
    return {one["label"].strip().lower(): one["value"] for one in found if one}


def _heading(text: str) -> str:
    """The only heading of the first level, or a first line that stands alone like one."""
    headings = [
        (one or other).rstrip(" #") for one, other in HEADING.findall(FENCE.sub("", text))
    ]
    if headings:
        return headings[0] if len(headings) == 1 else ""
    first, _, rest = text.strip().partition("\n")
    alone = rest.startswith("\n") or not rest.split("\n", 1)[0].strip()
    fits = len(first) <= LONGEST_TITLE and not NO_TITLE.search(first.strip())
    return first.strip() if rest and alone and fits else ""


def _first(told: dict[str, str], names: tuple[str, ...]) -> str:
    return next((told[name] for name in names if told.get(name)), "")
