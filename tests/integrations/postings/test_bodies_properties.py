"""Whatever is brought, it ends in a body that can be kept, or in an error a person can read."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.postings.boards import ask_for, body_from_file, body_from_text, body_of
from integrations.postings.decoding import clean
from integrations.postings.errors import PostingError
from integrations.postings.models import Page

MARKUP = (
    *(
        "<p>",
        "</p>",
        "<b>",
        "<li>",
        "<ul>",
        "</div>",
        "<h1>",
        "&lt;p&gt;",
        "&amp;",
        "<!--",
        "-->",
    ),
    *("<script type=application/ld+json>", "</script>", '{"@type": "JobPosting",', '"title":'),
    *(
        "# ",
        "\n---\n",
        "title: ",
        "From: ",
        "\n",
        " ",
        "{",
        "}",
        "[",
        '"',
        "\\",
        "Nurse",
        "\ud800",
    ),
)
KEYS = (
    *(
        "title",
        "text",
        "name",
        "content",
        "description",
        "lists",
        "hostedUrl",
        "jobAd",
        "sections",
    ),
    *("@type", "@graph", "company", "hiringOrganization", "requirements", "id", "url", "jobs"),
)
VALUES = (
    st.none()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["JobPosting", "<p>x"])
)
DATA = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=12,
)


def check(read, *args) -> None:
    try:
        body = read(*args)
    except PostingError as refusal:
        kept = f"{refusal} {refusal.hint}"
    else:
        kept = body.text + body.title + body.company + body.url
        assert body.text.strip()
        assert "\n" not in body.title + body.company
    assert clean(kept) == kept


@settings(max_examples=150)
@given(st.lists(st.sampled_from(MARKUP), max_size=20).map("".join))
def test_any_markup(text):
    check(body_from_text, text)
    check(body_of, Page("https://acme.example/", "text/html", text), "https://acme.example/")


@settings(max_examples=150)
@given(DATA)
def test_any_json(data):
    check(body_from_text, json.dumps(data))
    check(body_from_text, f'<script type="application/ld+json">{json.dumps(data)}</script>')


@given(st.binary(max_size=300), st.sampled_from(["", "a.json", "a.html", "a.md", "\x00/.json"]))
def test_any_bytes(data, name):
    check(body_from_file, data, name)


@given(st.text() | st.text().map("https://jobs.lever.co/".__add__))
def test_any_link(link):
    assert isinstance(ask_for(link), str)
