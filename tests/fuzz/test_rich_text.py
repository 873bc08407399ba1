"""Whatever stands in a task's notes is kept to the letter, or not touched."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from support.mangling import mangled_text

from integrations.asana import richtext
from integrations.asana.richtree import parse, serialise
from service.board.notes import LABELS, edited_notes, new_notes, read_notes

FIELDS = {
    "name": "Listening",
    "notes": "Mine.\nReally.",
    "how": "Ask more.",
    "evidence": "Nothing yet",
    "asked": "Good listener \u2014 Acme\nPatience",
}
OWN = (
    '<body>See <a href="https://example.com">this</a>.\n\n<strong>How</strong>\n<em>old</em>\n'
    "<ul><li>one<ol><li>two</li></ol></li></ul><hr/><h1>H</h1><pre>a  b</pre>"
    '<table><tr><td>x</td></tr></table><a data-asana-gid="1"/>momentum:goal:abc123</body>'
)
NOTES = [
    new_notes(FIELDS, "momentum:goal:abc123"),
    new_notes({**FIELDS, "evidence": "", "asked": ""}, None),
    OWN,
]
WORDS = (
    *("<strong>", "</strong>", "<strong>How</strong>", "<strong>Evidence</strong>", "</body>"),
    *("<ul>", "</ul>", "<li>", "</li>", "<hr/>", "<made-up a='1'>", "</made-up>", "<!-- -->"),
    *("<![CDATA[<b>]]>", "<?a b?>", "&amp;", "&#10;", "&#13;", "&#160;", "&lt;", "\u00a0"),
    *("<!DOCTYPE a>", "momentum:goal:abc123", "\n", "\n\n", "\t", " ", "\r"),
)
BODIES = mangled_text(NOTES, WORDS)
LINES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20)


@given(BODIES)
def test_notes_are_put_together_again_as_they_were(html: str) -> None:
    try:
        parts = richtext.fragments(html)
    except richtext.InvalidRichText:
        assert read_notes(html) is None
        return
    if html:
        assert richtext.body(richtext.join(parts)) == serialise([parse(html)])
    once = richtext.text(html)
    assert richtext.text(richtext.body(richtext.from_text(once))) == once


@given(BODIES, st.sampled_from(["notes", *LABELS]), st.lists(LINES, max_size=3))
def test_an_edit_changes_the_one_field_or_nothing_is_written(
    html: str, key: str, lines: list[str]
) -> None:
    value = richtext.text(richtext.body(richtext.from_text("\n".join(lines))))
    before = read_notes(html)

    edited = edited_notes(html, {key: value})

    if before is None or edited is None:
        return
    after = read_notes(edited)
    assert after is not None
    if key != "asked":  # a list, in which empty lines have no place
        assert (after.fields.get(key) or "") == value
    untouched = {name: text for name, text in before.fields.items() if name != key}
    assert {name: text for name, text in after.fields.items() if name in untouched} == untouched
