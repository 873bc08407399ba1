"""JSON and HTML from elsewhere, read within limits that a person is told."""

from __future__ import annotations

import json
import re
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode

from integrations.postings.errors import Malformed, TooComplex, TooLarge
from integrations.postings.models import MOST_BYTES

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

DEEPEST_JSON = 60
MOST_BRANCHES = 50_000
MOST_TAGS = 20_000
MOST_NODES = 100_000
DEEPEST_HTML = 200

# Possessive, so that no quote is tried twice.
JSON_TOKENS = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
NO_TEXT = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript)\b.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
START_TAG = re.compile(r"<[a-z]", re.IGNORECASE)
# A browser opens these again in each paragraph that follows until they are closed, as often
# as they differ: 300 of them and 1,000 paragraphs are 300,000 elements. Alike, three at most.
FORMATTING = re.compile(
    r"<(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/][^>]*+(?:>|\Z)",
    re.IGNORECASE,
)


def within(size: int) -> None:
    """Raise TooLarge if so many bytes are more than is read."""
    if size > MOST_BYTES:
        raise TooLarge(MOST_BYTES)


def read_json(text: str) -> Json:
    """Read JSON, or raise Malformed; or TooComplex before it is read."""
    depth = branches = 0
    for token in JSON_TOKENS.finditer(text):
        match token[0]:
            case "[" | "{":
                depth, branches = depth + 1, branches + 1
            case "]" | "}":
                depth -= 1
        if depth > DEEPEST_JSON:
            raise TooComplex(f"The JSON is nested more than {DEEPEST_JSON} deep.")
        if branches > MOST_BRANCHES:
            raise TooComplex(f"The JSON has more than {MOST_BRANCHES:,} lists and objects.")
    try:
        found: Json = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        raise Malformed(f"The JSON breaks off or is broken in line {error.lineno}.") from error
    except ValueError as error:
        raise Malformed("The JSON holds a number that no computer needs.") from error
    return found


def safe_html(text: str) -> str:
    """The HTML without what no one reads: scripts, comments, attributes of bold text."""
    return FORMATTING.sub(r"<\1>", NO_TEXT.sub(" ", text))


def parse_html(text: str) -> LexborHTMLParser:
    """Parse what `safe_html` gave, or raise TooComplex."""
    if sum(1 for _ in START_TAG.finditer(text)) > MOST_TAGS:
        raise TooComplex(f"The page has more than {MOST_TAGS:,} elements.")
    tree = LexborHTMLParser(text)
    nodes, depth = _measured(tree.root)
    if nodes > MOST_NODES:
        raise TooComplex(f"The page has more than {MOST_NODES:,} parts.")
    if depth > DEEPEST_HTML:
        raise TooComplex(f"The page is nested more than {DEEPEST_HTML} deep.")
    return tree


def _measured(root: LexborNode | None) -> tuple[int, int]:
    """How many nodes there are, and how deep; it stops counting where either is too much."""
    nodes = deepest = 0
    level = [] if root is None else [root]
    while level and nodes <= MOST_NODES and deepest <= DEEPEST_HTML:
        nodes, deepest = nodes + len(level), deepest + 1
        level = [child for node in level for child in node.iter(include_text=True)]
    return nodes, deepest
