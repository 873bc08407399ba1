"""What is uploaded, pasted or fetched has limits, and a person is told which one was hit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from integrations.postings.boards import ask_further, body_from_file, body_from_text, body_of
from integrations.postings.boards.limits import (
    DEEPEST_HTML,
    DEEPEST_JSON,
    MOST_BRANCHES,
    MOST_NODES,
    MOST_TAGS,
    parse_html,
    safe_html,
)
from integrations.postings.errors import PostingError, TooComplex, TooLarge
from integrations.postings.models import MOST_BYTES, Body, Page

if TYPE_CHECKING:
    from collections.abc import Callable

SOME = 40_000
"""Characters: a reading whose time grows with their square would not end."""


def test_the_largest_file_is_read_and_one_byte_more_is_not():
    assert len(body_from_file(b"x" * MOST_BYTES).text) == MOST_BYTES

    with pytest.raises(TooLarge, match="larger than 2 MiB"):
        body_from_file(b"x" * (MOST_BYTES + 1))
    with pytest.raises(TooLarge):
        body_from_text("x" * (MOST_BYTES + 1))


def test_json_is_read_to_a_depth_and_no_deeper():
    def nested(deep: int) -> str:
        inner = json.dumps({"title": "Nurse [[[", "content": 'A "license" {{{'})
        return "[" * (deep - 1) + inner + "]" * (deep - 1)

    assert body_from_text(nested(DEEPEST_JSON)).title == "Nurse [[["
    with pytest.raises(TooComplex, match=f"nested more than {DEEPEST_JSON} deep"):
        body_from_text(nested(DEEPEST_JSON + 1))
    with pytest.raises(TooComplex):
        body_from_text(nested(100_000))


def test_json_of_too_many_parts_is_not_read():
    with pytest.raises(TooComplex, match="more than 50,000 lists and objects"):
        body_from_text("[" + "[]," * MOST_BRANCHES + "[]]")


def test_html_is_read_to_a_depth_and_no_deeper():
    body_from_text("<div>" * (DEEPEST_HTML - 10) + "License")

    with pytest.raises(TooComplex, match=f"nested more than {DEEPEST_HTML} deep"):
        body_from_text("<div>" * (DEEPEST_HTML + 1) + "License")


def test_html_of_too_many_elements_is_not_even_parsed():
    with pytest.raises(TooComplex, match="more than 20,000 elements"):
        body_from_text("<p>License" * (MOST_TAGS + 1))


def test_html_that_a_parser_would_multiply_is_not():
    bomb = "<p>" + "".join(f"<b a='{n}'>" for n in range(150)) + "<p>License" * 500

    # As it stands, each paragraph would begin with all 150 of them.
    assert body_from_text(bomb).text.count("<b>") <= 150 + 500 * 3
    assert safe_html("<b class=x>A</b><A href='x'>B</A><body class=x>") == (
        "<b>A</b><A>B</A><body class=x>"
    )


def test_html_that_is_multiplied_all_the_same_is_refused():
    opened = "".join(f"<{name}>" * 3 for name in ("b", "i", "u", "s", "em", "code"))

    with pytest.raises(TooComplex, match="more than 100,000 parts"):
        parse_html(f"<p>{opened}" + "<p>License" * (MOST_NODES // 15))


HOSTILE = [
    *(
        "<",
        "</",
        "<a ",
        "<b a=1><p>",
        "<script ",
        "<script>",
        "<!--",
        "<div>",
        "<p a='",
        "&",
        "&lt;p",
    ),
    *('{"', '"', '{"\\', '{"a":', "[", "[],", "[a](", "-", "-- a ", "# ", "# a\n", "a\n=\n"),
    *(
        "*",
        "**a",
        "_",
        "```\n",
        "to:\n",
        "a:",
        " ",
        "\n",
        "\u200b",
        "greenhouse.io/embed/job_b?",
    ),
    *("<script type=application/ld+json>", "<script type=application/ld+json>{}</script>"),
    *(
        "<nav><footer>",
        "<h1>x",
        "<table><tr><td>",
        "<svg><g>",
        "<select><option>",
        "---\na: b\n",
    ),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_repetition_ends_in_a_body_or_in_an_error_a_person_can_read(piece):
    text = piece * (SOME // len(piece))
    page = Page("https://acme.example/", "text/html", text)
    field = json.dumps({"title": text, "description": text, "requirements": text})

    assert outcome(lambda: body_from_text(text))
    assert outcome(lambda: body_of(page, "https://acme.example/?gh_jid=1"))
    assert outcome(lambda: body_from_text(field))
    assert ask_further(page, "https://acme.example/?gh_jid=1") == ""


def outcome(read: Callable[[], Body]) -> str:
    try:
        return read().text
    except PostingError as refusal:
        return refusal.hint and str(refusal)
