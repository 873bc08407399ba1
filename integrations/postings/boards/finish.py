"""What every road to a body ends with: unescaped, clean, within limits, and not empty."""

from __future__ import annotations

import re
from html import escape, unescape

from integrations.postings.boards.limits import parse_html, safe_html, within
from integrations.postings.decoding import clean
from integrations.postings.errors import NoPosting
from integrations.postings.models import Body, Shape

TAGS = re.compile(
    r"</?(?:p|div|ul|ol|li|br|h[1-6]|strong|em|b|i|span|section|table|article|main|body|html)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
BLOCKS = re.compile(r"<(?:p|div|ul|ol|li|br|h[1-6]|table|section|html|body)\b", re.IGNORECASE)
"""Without one of these it is text with some bold in it, and its lines are lines."""

# Some boards escape twice, and add a line of their own that is not.
ESCAPED_TAGS = re.compile(
    r"&(?:amp;)?lt;/?(?:p|div|ul|ol|li|br|h[1-6]|strong|em|b|i|span|section|table|article)\b",
    re.IGNORECASE,
)
MARKDOWN = re.compile(
    r"^#{1,6} \S|\*\*\S[^*\n]*\*\*|__\S[^_\n]*__|\[[^\[\]\n]+\]\(https?://",
    re.MULTILINE,
)
LINK = re.compile(r"https?://\S+$", re.IGNORECASE)
ESCAPED_TIMES = 2
LONGEST_NAME = 200


def finished(
    text: str, shape: Shape, *, title: str = "", company: str = "", url: str = ""
) -> Body:
    """The body, or TooLarge, TooComplex or NoPosting."""
    text = clean(text).strip()
    within(len(text))
    if shape is Shape.HTML:
        text = safe_html(text)
        tree = parse_html(text)
        seen = tree.body.text() if tree.body else ""
    else:
        seen = text
    if not any(map(str.isalnum, seen)):
        raise NoPosting("There is no text in it.")
    url = url.strip() if LINK.match(url.strip()) else ""
    return Body(text, shape, title=name_of(title), company=name_of(company), url=url)


def shaped(text: str) -> tuple[str, Shape]:
    """The text of a field, out of its escapes, and how it is written."""
    for _ in range(ESCAPED_TIMES):
        if len(ESCAPED_TAGS.findall(text)) <= len(TAGS.findall(text)):
            break
        text = unescape(text)
    if TAGS.search(text):
        return text if BLOCKS.search(text) else text.replace("\n", "<br>\n"), Shape.HTML
    text = unescape(text)
    return text, Shape.MARKDOWN if MARKDOWN.search(text) else Shape.TEXT


def as_html(text: str) -> str:
    """The same as HTML, whatever it was written in: a line is a paragraph."""
    text, shape = shaped(text)
    if shape is Shape.HTML:
        return text
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)


def plain(text: str) -> str:
    """What is there to read of a field, on one line."""
    return " ".join(re.sub(r"<[^<>]*>", " ", as_html(text)).split())


def name_of(text: str) -> str:
    """A title or a name: one line, without markup, and not a whole text."""
    found = unescape(plain(clean(text)))
    return found if len(found) <= LONGEST_NAME else found[: LONGEST_NAME - 1].rstrip() + "…"
