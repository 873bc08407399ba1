"""What holds for every text and every tree."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from integrations.asana import richtext
from integrations.asana.richtree import Element, parse, serialise

ANY_TEXT = st.text(st.characters(), max_size=60)
AWKWARD = st.text(st.sampled_from("ab \t\n\r&<>\"'\x00\x0b\ud800\ufffe\u00a0-"), max_size=30)
# A carriage return never gets out of the parser, so no tree holds one.
LEGAL_TEXT = st.text(st.sampled_from("ab \t\n&<>\"'\u00a0-"), min_size=1, max_size=12)
INLINE = ["strong", "em", "a", "code", "made-up"]
BLOCKS = ["ul", "ol", "li", "h1", "blockquote", "pre", "hr", "table", "tr", "td"]


def element(children: st.SearchStrategy[list[Element | str]]) -> st.SearchStrategy[Element]:
    attributes = st.dictionaries(st.sampled_from(["href", "data-asana-gid"]), LEGAL_TEXT)
    return st.builds(Element, st.sampled_from(INLINE + BLOCKS), attributes, children)


NODES = st.recursive(
    st.lists(LEGAL_TEXT, max_size=1),
    lambda children: st.lists(st.one_of(LEGAL_TEXT, element(children)), max_size=4),
    max_leaves=12,
)
BODIES = NODES.map(lambda nodes: richtext.body(serialise(nodes)))


@given(st.one_of(ANY_TEXT, AWKWARD))
def test_escaped_text_is_always_valid_xml_without_tags(text):
    root = ET.fromstring(  # noqa: S314 - another judge of what we wrote ourselves
        richtext.body(richtext.escape(text))
    )

    assert list(root) == []


@given(st.one_of(ANY_TEXT, AWKWARD), st.one_of(ANY_TEXT, AWKWARD))
def test_a_link_is_always_valid_xml(href, text):
    richtext.fragments(richtext.body(richtext.link(f"https://example.com/{href}", text)))
    richtext.fragments(richtext.body(richtext.task_link(href)))


@given(st.one_of(ANY_TEXT, AWKWARD))
def test_canonical_text_goes_there_and_back(text):
    canonical = richtext.text(richtext.body(richtext.from_text(text)))

    assert richtext.text(richtext.body(richtext.from_text(canonical))) == canonical


@given(BODIES)
def test_the_text_of_any_body_is_canonical(html):
    canonical = richtext.text(html)

    assert richtext.text(richtext.body(richtext.from_text(canonical))) == canonical


@given(BODIES)
def test_joined_fragments_are_the_body_they_were_cut_from(html):
    assert richtext.body(richtext.join(richtext.fragments(html))) == serialise([parse(html)])


@given(st.lists(BODIES, max_size=4))
def test_fragments_in_any_company_keep_their_texts(bodies):
    parts = [part for html in bodies for part in richtext.fragments(html)]

    joined = richtext.body(richtext.join(parts))

    said = [part.text for part in parts if part.text]
    assert [part.text for part in richtext.fragments(joined) if part.text] == said
    assert richtext.body(richtext.join(richtext.fragments(joined))) == joined


@given(st.text(max_size=80))
def test_anything_at_all_is_read_or_called_invalid(html):
    try:
        richtext.fragments(html)
    except richtext.InvalidRichText:
        return
    richtext.text(html)
