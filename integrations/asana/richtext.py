"""html_notes: write XML that Asana takes, read it back to lines and to one canonical text.

https://developers.asana.com/docs/rich-text
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from integrations.asana.richlines import Fragment, canonical, cut, join
from integrations.asana.richtree import (
    InvalidRichText,
    parse,
    quote_attribute,
    quote_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Fragment",
    "InvalidRichText",
    "body",
    "bullets",
    "em",
    "escape",
    "fragments",
    "from_text",
    "join",
    "link",
    "strong",
    "task_link",
    "text",
]

# What XML 1.0 cannot hold, not even escaped: https://www.w3.org/TR/xml/#charsets
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """Plain text as rich text: no tag, no entity, and nothing that XML cannot hold."""
    return quote_text(_legal(text))


def body(*parts: str) -> str:
    """Rich text whole, as Asana wants it."""
    return f"<body>{''.join(parts)}</body>"


def strong(text: str) -> str:
    """Plain text, bold."""
    return f"<strong>{escape(text)}</strong>"


def em(text: str) -> str:
    """Plain text, slanted."""
    return f"<em>{escape(text)}</em>"


def link(href: str, text: str) -> str:
    """Plain text that leads to a web page or an address; any other scheme stays text."""
    href = _legal(href).strip()
    if not _leads_somewhere(href):
        return escape(text)
    return f'<a href="{quote_attribute(href)}">{escape(text)}</a>'


def task_link(gid: str) -> str:
    """A link to an object of Asana, which fills in its name."""
    return f'<a data-asana-gid="{quote_attribute(_legal(gid))}"/>'


def bullets(items: Iterable[str]) -> str:
    """A list of items that are rich text already; nothing where there are none."""
    inner = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{inner}</ul>" if inner else ""


@lru_cache(maxsize=256)  # each full reading takes the same notes apart again
def fragments(html: str) -> tuple[Fragment, ...]:
    """A body cut into its lines and blocks. Nothing is lost: `join` puts it together."""
    if not html:
        return ()
    root = parse(html)
    if root.tag != "body":
        raise InvalidRichText("rich text is wrapped in <body>")
    return cut(root.children)


def text(html: str) -> str:
    """The one canonical plain text of a body: no markup, no trailing space, `- item`."""
    return canonical(part.text for part in fragments(html))


def from_text(text: str) -> str:
    """The inside of a body that reads back as this text, once that is canonical."""
    return escape(text)


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _leads_somewhere(href: str) -> bool:
    try:
        url = urlsplit(href)
    except ValueError:
        return False
    if url.scheme == "mailto":
        return bool(url.path)
    return url.scheme in {"http", "https"} and bool(url.netloc)
