"""The JSON of boards, and of whoever writes a posting as JSON, into the posting's body."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from integrations.postings.boards.fields import (
    COMPANIES,
    LINKS,
    NAMES,
    TITLES,
    field,
    ids,
    text_in,
)
from integrations.postings.boards.finish import as_html, finished, name_of, plain
from integrations.postings.errors import ManyPostings, NoPosting
from integrations.postings.models import Body, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from integrations.postings.boards.limits import Json


@dataclass(frozen=True, slots=True)
class Found:
    """One posting in its envelope, before its text is taken out of it."""

    text: str
    shape: Shape
    title: str
    company: str
    url: str
    ids: frozenset[str]


def posting_in(data: Json, *, link: str = "", listed: bool = False) -> Body:
    """The posting in some JSON: the one that the link names, or the only one there is.

    In what is `listed`, the link has to name it. Raises ManyPostings where the link does not
    decide, NoPosting where there is none.
    """
    for reads in (_as_posting, _as_named):
        if found := list(_walk(data, reads)):
            around = field(data, COMPANIES) if isinstance(data, dict) else ""
            told = [one if one.company else replace(one, company=around) for one in found]
            return body_in(told, link=link, listed=listed)
    raise NoPosting("There is no posting in this JSON.")


def linked_data_in(data: Json) -> list[Found]:
    """All of schema.org's JobPosting in some JSON."""
    return list(_walk(data, _linked_data))


def body_in(found: list[Found], *, link: str = "", listed: bool = False) -> Body:
    """The one that the link names, or the only one."""
    named = [one for one in found if any(_names(link, known) for known in one.ids)]
    if listed and not named:
        raise NoPosting("The posting is no longer on the board.")
    chosen = list({(one.title, one.text): one for one in named or found}.values())
    if len(chosen) > 1:
        raise ManyPostings(tuple(name_of(one.title) for one in chosen))
    one = chosen[0]
    return finished(
        one.text, one.shape, title=one.title, company=one.company, url=link or one.url
    )


def _walk(data: Json, reads: Callable[[dict[str, Json]], Found | None]) -> Iterator[Found]:
    waiting = [data]
    while waiting:
        match waiting.pop():
            case dict() as item:
                if one := reads(item):
                    yield one
                else:
                    waiting.extend(reversed(item.values()))
            case list() as items:
                waiting.extend(reversed(items))
            case _:
                pass


def _names(link: str, known: str) -> bool:
    if "://" in known:
        return bool(re.match(rf"{re.escape(known.rstrip('/'))}/?(?:[?#&]|$)", link))
    return bool(re.search(rf"(?<![\w-]){re.escape(known)}(?![\w-])", link))


def _as_posting(item: dict[str, Json]) -> Found | None:
    for reads in (_linked_data, _lever, _smartrecruiters):
        if found := reads(item):
            return found
    return _flat(item, TITLES)


def _as_named(item: dict[str, Json]) -> Found | None:
    return _flat(item, NAMES) or _flat(item, ())


def _flat(item: dict[str, Json], titles: tuple[str, ...]) -> Found | None:
    """Greenhouse, Ashby, Workday, Remotive, Arbeitnow, Jobicy, Recruitee, and many more."""
    title = field(item, titles)
    text, shape = text_in(item) if title or not titles else ("", Shape.TEXT)
    return _found(item, text, shape, title=title) if text else None


def _linked_data(item: dict[str, Json]) -> Found | None:
    """https://schema.org/JobPosting."""
    kinds = item.get("@type")
    if "JobPosting" not in str(kinds).replace("/", " ").replace("'", " ").split():
        return None
    text, shape = text_in(item)
    return _found(item, text, shape, title=field(item, (*TITLES, *NAMES)))


def _lever(item: dict[str, Json]) -> Found | None:
    """https://github.com/lever/postings-api: lists stand beside the description."""
    title, lists = item.get("text"), item.get("lists")
    if not isinstance(title, str) or not isinstance(lists, list) or "hostedUrl" not in item:
        return None
    parts = [_text(item, "description") or _text(item, "descriptionPlain")]
    parts += [
        f"<h3>{plain(_text(part, 'text'))}</h3><ul>{_text(part, 'content')}</ul>"
        for part in lists
        if isinstance(part, dict)
    ]
    parts.append(_text(item, "additional") or _text(item, "additionalPlain"))
    return _found(item, "".join(map(as_html, parts)), Shape.HTML, title=title)


def _smartrecruiters(item: dict[str, Json]) -> Found | None:
    """https://developers.smartrecruiters.com/docs/posting-api: sections with titles."""
    advert = item.get("jobAd")
    sections = advert.get("sections") if isinstance(advert, dict) else None
    if not isinstance(sections, dict):
        return None
    text = "".join(
        f"<h2>{plain(_text(part, 'title'))}</h2>{as_html(_text(part, 'text'))}"
        for part in sections.values()
        if isinstance(part, dict) and _text(part, "text")
    )
    return _found(item, text, Shape.HTML, title=field(item, NAMES))


def _found(item: dict[str, Json], text: str, shape: Shape, *, title: str) -> Found:
    return Found(
        text,
        shape,
        title=title,
        company=field(item, COMPANIES),
        url=field(item, LINKS),
        ids=frozenset(ids(item)),
    )


def _text(item: dict[str, Json], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""
