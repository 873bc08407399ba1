"""Finding by its name what a posting's fields mean, whoever has named them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from integrations.postings.boards.finish import as_html, plain, shaped
from integrations.postings.models import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.postings.boards.limits import Json

TITLES = (
    *("title", "jobtitle", "positiontitle", "postingtitle", "vacancytitle", "position", "role"),
    *("titel", "stellentitel", "jobtitel", "intitule", "titre", "titulo", "puesto"),
)
NAMES = ("name", "headline", "label")
"""These may name anything: they count as titles only where nothing else does."""

COMPANIES = (
    *("companyname", "company", "hiringorganization", "employer", "employername"),
    *("organization", "organizationname", "organisation", "entreprise", "empresa"),
    *("unternehmen", "arbeitgeber", "firma"),
)

LINKS = ("absoluteurl", "hostedurl", "joburl", "externalurl", "url", "link", "sameas")
IDS = ("id", "slug", "jobslug", "shortcode", "jobid", "jobreqid", "identifier", *LINKS)

BODY = re.compile("descri|content|body|stellenbeschreibung|texthtml|htmltext|^text$|^html$")
SECTION = re.compile(
    "requirement|qualification|responsib|skills|experience|benefit|anforderung|aufgaben|profil$"
    "|nicetohave|musthave|whatyou"
)
NO_BODY = re.compile("short|excerpt|meta|company|organi|level|type|url|category|id$")


def field(found: dict[str, Json], names: tuple[str, ...]) -> str:
    """The first of these fields that holds a text, or a name in an object."""
    by_name = {_bare(key): value for key, value in reversed(found.items())}
    for name in names:
        value = by_name.get(name)
        if isinstance(value, dict):
            value = value.get("name") or value.get("nom") or value.get("title")
        if isinstance(value, str) and value.strip():
            return value
    return ""


def ids(found: dict[str, Json]) -> set[str]:
    """By what a link can name this one."""
    known = {str(value) for key, value in found.items() if _bare(key) in IDS}
    return {value for value in known if len(value) > 3}  # noqa: PLR2004 - too short to tell


def text_in(found: dict[str, Json]) -> tuple[str, Shape]:
    """The longest text of a posting, with the sections that have fields of their own."""
    bodies = [value for key, value in _texts(found) if BODY.search(key)]
    main = max(bodies, key=_weight, default="")
    known = plain(main)
    sections = [
        f"<h3>{_heading(key)}</h3>{as_html(value)}"
        for key, value in _texts(found, spelled=True)
        if SECTION.search(_bare(key)) and plain(value)[:80] not in known
    ]
    return (as_html(main) + "".join(sections), Shape.HTML) if sections else shaped(main)


def _weight(text: str) -> tuple[bool, int]:
    """HTML says more than the same without its tags, which may be longer."""
    return shaped(text)[1] is Shape.HTML, len(text)


def _texts(found: dict[str, Json], *, spelled: bool = False) -> Iterator[tuple[str, str]]:
    for key, value in found.items():
        bare = _bare(key)
        if NO_BODY.search(bare):
            continue
        if isinstance(value, list):
            items = [item for item in value if isinstance(item, str) and item.strip()]
            text = "".join(f"<li>{plain(item)}</li>" for item in items)
            value = f"<ul>{text}</ul>" if items else ""  # noqa: PLW2901 - the same, as one text
        if isinstance(value, str) and value.strip():
            yield (key if spelled else bare), value


def _bare(key: str) -> str:
    return re.sub(r"[^a-z]", "", key.lower())


def _heading(key: str) -> str:
    words = re.sub(r"([a-z])([A-Z])", r"\1 \2", key).replace("_", " ").replace("-", " ")
    return plain(words).capitalize()
