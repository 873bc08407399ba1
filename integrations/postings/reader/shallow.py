"""HTML made shallow, so that no page can keep a parser busy for minutes.

A parser of HTML looks through all open elements at every tag, and through all attributes of
a tag at every attribute: 2 MiB of `<div>` take it minutes. What leaves here is balanced, at
most `DEPTH` deep, and keeps only attributes that say something about a posting.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPTH = 64
LONGEST_TAG = 2_000  # of a longer one only the name is kept


def names(written: str) -> frozenset[str]:
    """The names between the spaces, as a set."""
    return frozenset(written.split())


ATTRIBUTES = names(
    "class content href hidden id itemprop itemtype name property rel style type"
)

_VOID = names("area base br col embed hr img input link meta param source track wbr")
_CLOSED_BY_THE_NEXT = names("dd dt li option p tbody td tfoot th thead tr")
_RAW = names("iframe noembed noframes script style textarea title xmp")
_SWALLOWS = names("frame frameset plaintext")  # these would hide all that comes after them
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:-]{0,30})")
_ATTRIBUTE = re.compile(
    r"""([a-zA-Z][\w:-]{0,60}+)(?:\s{0,9}+=\s{0,9}+("[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?"""
)


def shallow(html: str) -> str:
    """The same page in text, order and structure, at most `DEPTH` elements deep.

    Takes time in proportion to the page's length. Tags that are nested deeper are left out,
    their text is kept; comments are left out.
    """
    return "".join(_pieces(html))


def _pieces(html: str) -> Iterator[str]:
    elements = _Elements()
    position = 0
    while (start := html.find("<", position)) >= 0:
        yield html[position:start]
        name = _NAME.match(html, start + 1)
        if name is None:
            position, literal = _not_an_element(html, start)
            yield literal
            continue
        end = _end_of_tag(html, start)
        if end < 0:
            position = start
            break
        tag, closing = name[1].lower(), html[start + 1] == "/"
        position = end + 1
        if tag in _RAW and not closing:
            position, raw = _raw(html, tag, _attributes(html[name.end() : end]), position)
            yield raw
        else:
            yield from (
                elements.close(tag)
                if closing
                else elements.open(tag, _attributes(html[name.end() : end]))
            )
    yield html[position:].replace("<", "&lt;")
    yield from elements.close_all()


class _Elements:
    """What is open at a point of the page; too deep a tag is not opened at all."""

    def __init__(self) -> None:
        self._open: list[str] = []

    def open(self, tag: str, attributes: str) -> Iterator[str]:
        if tag in _SWALLOWS:
            return
        if tag in _VOID:
            yield f"<{tag}{attributes}>"
            return
        if tag in _CLOSED_BY_THE_NEXT:
            yield from self._close_before(tag)
        if len(self._open) < DEPTH:
            self._open.append(tag)
            yield f"<{tag}{attributes}>"

    def close(self, tag: str) -> Iterator[str]:
        if tag in self._open:
            while (last := self._open.pop()) != tag:
                yield f"</{last}>"
            yield f"</{tag}>"

    def close_all(self) -> Iterator[str]:
        while self._open:
            yield f"</{self._open.pop()}>"

    def _close_before(self, tag: str) -> Iterator[str]:
        """Close an earlier one of the same name that nobody closed: `<li>a<li>b`."""
        for last in reversed(self._open):
            if last == tag:
                yield from self.close(tag)
                return
            if last not in _CLOSED_BY_THE_NEXT:
                return


def _not_an_element(html: str, start: int) -> tuple[int, str]:
    """Step over a comment or a declaration; any other `<` is text."""
    if html.startswith("<!--", start):
        end = html.find("-->", start + 2)
        return (len(html) if end < 0 else end + 3), ""
    if html.startswith(("<!", "<?", "</"), start):
        end = html.find(">", start)
        return (len(html) if end < 0 else end + 1), ""
    return start + 1, "&lt;"


def _end_of_tag(html: str, start: int) -> int:
    """Where the tag ends; a `>` between quotes is looked past, a few times."""
    end = html.find(">", start)
    for _ in range(4):
        if end < 0 or end - start > LONGEST_TAG:
            break
        if html.count('"', start, end) % 2 == 0:
            return end
        further = html.find(">", end + 1, end + LONGEST_TAG)
        if further < 0:
            break
        end = further
    return html.find(">", start)


def _attributes(written: str) -> str:
    if len(written) > LONGEST_TAG:
        return ""
    kept: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(written):
        if name.lower() in ATTRIBUTES:
            kept.setdefault(name.lower(), value.strip("\"'"))
    # Only the quote is escaped: character references in the value are the page's own.
    return "".join(
        f''' {name}="{value.replace('"', "&quot;")}"''' for name, value in kept.items()
    )


def _raw(html: str, tag: str, attributes: str, start: int) -> tuple[int, str]:
    """An element whose content is not markup, whole; without its end it goes to the page's."""
    closing = re.compile(rf"</{tag}[\s/>]", re.IGNORECASE).search(html, start)
    if closing is None:
        return len(html), ""
    end = html.find(">", closing.start())
    after = len(html) if end < 0 else end + 1
    return after, f"<{tag}{attributes}>{html[start : closing.start()]}</{tag}>"
