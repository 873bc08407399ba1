"""Whatever is brought as a posting ends in clean lines, or in an error a person can read."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from support.mangling import mangled
from support.postings import HTML, MARKDOWN

from integrations.postings.boards import body_from_file, body_from_text, body_of
from integrations.postings.decoding import clean
from integrations.postings.errors import PostingError
from integrations.postings.models import Body, Page
from integrations.postings.reader import marks, read

TABLE = (
    "<table><tr><th>Skills<td>Curiosity<tr><td colspan=2><ul><li>a<li>b</table><dl><dt>A<dd>B"
)
LAZY = "Title: Nurse\nCompany: Acme\n\nRequirements:\n\u2022 Care\n  \u2022 More\n1. One\n---\n"
BOARD = json.dumps(
    {
        "title": "Nurse",
        "text": "Nurse",
        "content": "&lt;ul&gt;&lt;li&gt;Care&lt;/li&gt;&lt;/ul&gt;",
        "descriptionHtml": HTML,
        "lists": [{"text": "Requirements", "content": "<li>Care</li>"}],
        "jobAd": {"sections": {"qualifications": {"title": "Q", "text": "<p>Care"}}},
        "hiringOrganization": {"name": "Acme"},
    }
)
TOLD = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@type":"JobPosting",'
    '"title":"Nurse","description":"&lt;p&gt;Care for people&lt;/p&gt;"}</script><main>' + HTML
)
WORDS = (
    *("<p>", "</p>", "<li>", "<ul>", "<div hidden>", "<!--", "-->", "<![CDATA[", "<script>"),
    *("<template>", "<svg>", "<math>", "<plaintext>", "&lt;", "&#0;", "&#xD800;", "&amp;amp;"),
    *('"', "{", "[", "\\", "# ", "- ", "* ", "\n\n", "\n", "| a | b |\n|---|---|\n", "```\n"),
    *("Requirements:", "Nice to have", "5+ years of ", "Bachelor ", "C1 German"),
)
NAMES = st.sampled_from(["", "a.html", "a.json", "a.md", "a.txt", "a.eml", "../\x00"])
TYPES = st.sampled_from(["text/html", "text/plain", "text/markdown", "application/json", ""])
POSTINGS = mangled([MARKDOWN, HTML, TABLE, LAZY, BOARD, TOLD], WORDS)


def check(bring, *args) -> None:
    try:
        body = bring(*args)
    except PostingError as refusal:
        said = str(refusal)
    else:
        said = body.text
        check_lines(body)
    assert said
    assert clean(said) == said


def check_lines(body: Body) -> None:
    for line in read(body):
        assert line.text == " ".join(line.text.split())
        assert clean(line.text) == line.text
        marks(line.text)


@given(POSTINGS, NAMES)
def test_a_file_is_read_or_refused(data: bytes, name: str) -> None:
    check(body_from_file, data, name)


@given(POSTINGS, TYPES)
def test_a_text_and_a_page_are_read_or_refused(data: bytes, media_type: str) -> None:
    text = data.decode("utf-8", "replace")

    check(body_from_text, text)
    link = "https://boards.greenhouse.io/acme/jobs/1"
    check(body_of, Page(link, media_type, text), link)
