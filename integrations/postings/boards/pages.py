"""HTML, a whole page or a piece of one, into the posting's body."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from integrations.postings.boards.envelopes import body_in, linked_data_in
from integrations.postings.boards.finish import finished
from integrations.postings.boards.limits import parse_html, read_json, safe_html
from integrations.postings.errors import Malformed
from integrations.postings.models import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from integrations.postings.boards.envelopes import Found
    from integrations.postings.models import Body

SCRIPT = re.compile(
    r"<script\b([^>]*+)(?:>|\Z)(.*?)(?:</script\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
LINKED_DATA = re.compile(r"\btype\s*=\s*[\"']?\s*application/ld\+json\b", re.IGNORECASE)
WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)\s*$")

MAIN = "[itemprop=description], main, [role=main], article, #content, #main, #main-content"
NOT_MAIN = (
    "nav, aside, footer, form, dialog, button, select, iframe, template, svg, [hidden], "
    "[role=navigation], [role=contentinfo], [role=search], [role=dialog], body > header, "
    "[id*=cookie], [class*=cookie], [id*=consent], [class*=consent]"
)
HALF = 0.5
ENOUGH = 200
"""Characters of a page's main part that can hold a posting."""


def body_of_html(text: str, *, link: str = "") -> Body:
    """What the page says to machines (JobPosting), else what it shows."""
    if told := _linked_data(text):
        return body_in(told, link=link)
    tree = parse_html(safe_html(text))
    called = _called(tree)
    company = _content(tree, "[itemprop=hiringOrganization] [itemprop=name]")
    main = _main(tree)
    if main is None:
        return finished("", Shape.HTML)
    title = _only_heading(main) or called
    return finished(main.html or "", Shape.HTML, title=title, company=company, url=link)


def _linked_data(text: str) -> list[Found]:
    found: list[Found] = []
    for attributes, script in SCRIPT.findall(text):
        if not LINKED_DATA.search(attributes):
            continue
        inner = WRAPPING.sub("", script)
        for spelling in (inner, unescape(inner)):
            try:
                found += linked_data_in(read_json(spelling))
            except Malformed:
                continue
            break
    return [one for one in found if one.text.strip()]


def _main(tree: LexborHTMLParser) -> LexborNode | None:
    """The longest of what says to be the main part, else all but what surrounds it."""
    body = tree.body
    if body is None:
        return None
    most = len(body.text()) * HALF
    surrounding = [node for node in tree.css(NOT_MAIN) if len(node.text()) < most]
    for node in _outermost(surrounding):
        node.decompose()
    parts = sorted(tree.css(MAIN), key=lambda node: len(node.text()), reverse=True)
    left = len(body.text())
    return parts[0] if parts and len(parts[0].text()) >= min(ENOUGH, left * HALF) else body


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Those that are in none of the others: what is taken away takes its inside along."""
    known = {node.mem_id for node in nodes}
    return [node for node in nodes if not known.intersection(_ancestors(node))]


def _ancestors(node: LexborNode) -> Iterator[int]:
    above = node.parent
    while above is not None:
        yield above.mem_id
        above = above.parent


def _called(tree: LexborHTMLParser) -> str:
    """What the page calls itself."""
    named = _content(tree, "meta[property='og:title']") or _content(tree, "title")
    return named or (_only_heading(tree.body) if tree.body else "")


def _only_heading(node: LexborNode) -> str:
    headings = {heading.text().strip() for heading in node.css("h1")} - {""}
    return headings.pop() if len(headings) == 1 else ""


def _content(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    if node is None:
        return ""
    return (node.attributes.get("content") or node.text()).strip()
