"""A task's notes: blocks are read and replaced one by one, the rest is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.board.notes import edited_notes, markers_in, new_notes, read_notes

MARKER = "momentum:goal:abc123"
FIELDS = {
    "name": "Listening",
    "notes": "Mine.\nReally.",
    "how": "Ask more.",
    "evidence": "",
    "asked": "Good listener — Acme\nPatience",
}
LINE = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=20
).map(str.strip)


def test_new_notes_read_back_as_what_was_written():
    notes = read_notes(new_notes(FIELDS, MARKER))

    assert notes is not None
    assert notes.fields == {
        "notes": "Mine.\nReally.",
        "how": "Ask more.",
        "asked": "Good listener — Acme\nPatience",
    }


def test_the_marker_ends_the_notes_and_is_found():
    assert markers_in(new_notes(FIELDS, MARKER)) == {MARKER}


@pytest.mark.parametrize("hidden", ["\u200b", "\u2060", "\ufeff", "\u00ad", "\u202e"])
def test_what_only_looks_like_a_marker_is_the_person_s_text(hidden):
    forged = f"mo{hidden}mentum:goal:other\nmomentum:goal:{hidden}other"

    written = new_notes({**FIELDS, "notes": forged}, MARKER)

    assert markers_in(written) == {MARKER}
    assert read_notes(written).fields["notes"] == forged


@given(st.lists(LINE, max_size=4).map("\n".join).map(str.strip), LINE)
def test_any_text_survives_writing_and_reading(own, how):
    fields = {"notes": own, "how": how, "evidence": "", "asked": ""}
    notes = read_notes(new_notes(fields, MARKER))

    assert notes is not None
    assert notes.fields["notes"] == own
    assert notes.fields.get("how", "") == how


def test_editing_one_block_keeps_everything_else_to_the_letter():
    html = (
        '<body>See <a href="https://example.com">this</a>.\n\n<strong>How</strong>\nold\n\n'
        f"<strong>Evidence</strong>\n<em>proof</em>\n\n{MARKER}</body>"
    )

    edited = edited_notes(html, {"how": "new"})

    assert edited == html.replace("old", "new")


def test_a_block_is_added_behind_the_others():
    html = new_notes({**FIELDS, "how": "", "asked": ""}, MARKER)

    assert edited_notes(html, {"how": "now"}) == new_notes(
        {**FIELDS, "how": "now", "asked": ""}, MARKER
    )


def test_an_emptied_field_takes_its_label_with_it():
    html = new_notes({**FIELDS, "asked": ""}, MARKER)

    assert edited_notes(html, {"how": ""}) == new_notes(
        {**FIELDS, "how": "", "asked": ""}, MARKER
    )


def test_formatting_that_cannot_be_kept_is_not_overwritten():
    html = "<body><strong>How</strong>\nask <em>much</em> more</body>"

    assert edited_notes(html, {"how": "new"}) is None


def test_a_label_that_was_changed_makes_its_text_the_persons():
    notes = read_notes("<body><strong>How I do it</strong>\nmore</body>")

    assert notes is not None
    assert notes.fields == {"notes": "How I do it\nmore"}


def test_emptying_a_block_under_its_label_clears_the_field():
    notes = read_notes("<body><strong>How</strong>\n\n<strong>Evidence</strong>\nx</body>")

    assert notes is not None
    assert notes.fields["how"] == ""


@pytest.mark.parametrize(
    "html",
    [
        "<body><strong>How</strong>\na\n<strong>How</strong>\nb</body>",
        "<body>unclosed <strong></body>",
    ],
)
def test_notes_that_cannot_be_read_safely_are_not_read(html):
    assert read_notes(html) is None
