"""How a posting becomes lines, whatever it was written in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.postings.models import Body, Shape
from integrations.postings.reader import read

ASKED = "<h2>Requirements</h2>"


def texts(text: str, shape: Shape = Shape.HTML) -> list[str]:
    return [line.text for line in read(Body(text, shape))]


def chosen(text: str, shape: Shape = Shape.HTML) -> list[str]:
    return [line.text for line in read(Body(text, shape)) if line.chosen]


@given(st.text(alphabet="aB1 \n\t.:;-*•#|<>&[]()_`'é\u200b\x00", max_size=200))
def test_no_word_of_a_plain_text_is_lost(text):
    visible = re.sub("[\x00\u200b]", "", text)
    words = re.findall(r"[a-zé]{2,}", visible, re.IGNORECASE)

    assert re.findall(r"[a-zé]{2,}", "\n".join(texts(text, Shape.TEXT)), re.IGNORECASE) == words


@given(st.text(max_size=200), st.sampled_from(Shape))
def test_any_text_is_read_in_any_shape(text, shape):
    for line in read(Body(text, shape)):
        assert line.text == " ".join(line.text.split())
        assert line.text


def test_every_line_is_there_in_order_and_under_its_heading():
    lines = read(
        Body(
            "# Cook\n\nWe eat at six.\n\n## You have\n\n- Knives\n\n## Pay\n\nFair.",
            Shape.MARKDOWN,
        )
    )

    assert [(line.text, line.heading, line.chosen) for line in lines] == [
        ("Cook", "", False),
        ("We eat at six.", "Cook", False),
        ("You have", "", False),
        ("Knives", "You have", True),
        ("Pay", "", False),
        ("Fair.", "Pay", False),
    ]


def test_lines_cut_to_a_width_are_joined_and_short_ones_are_not():
    wrapped = (
        "We are a workshop for clocks in a town with eleven churches, and all\n"
        "of them want to be right. You will repair, wind and sometimes climb,\n"
        "in every weather and at every hour that the bells happen to strike in\n"
        "our town.\n\n"
        "Requirements\n- Steady hands and good eyes, or good glasses, and a head for\nheights\n"
        "- Patience"
    )

    assert chosen(wrapped, Shape.TEXT) == [
        "Steady hands and good eyes, or good glasses, and a head for heights",
        "Patience",
    ]


def test_lines_of_a_pasted_list_stay_apart():
    pasted = (
        "Requirements\nTwo years as a diver\nA boat licence\nGood lungs\n\nBenefits\nThe sea"
    )

    assert chosen(pasted, Shape.TEXT) == [
        "Two years as a diver",
        "A boat licence",
        "Good lungs",
    ]


@pytest.mark.parametrize(
    "bullet",
    ["-", "*", "•", "–", "·", "▪", "→", "✓", "1.", "2)", "(3)", "a)", "- [ ]"],  # noqa: RUF001
)
def test_bullets_and_numbers_are_stripped(bullet):
    assert chosen(f"Requirements:\n{bullet} Knots\n{bullet} Sails", Shape.TEXT) == [
        "Knots",
        "Sails",
    ]


def test_a_bullet_on_a_line_of_its_own_belongs_to_the_next_line():
    assert chosen("Requirements:\n•\nKnots\n•\nSails", Shape.TEXT) == ["Knots", "Sails"]


def test_lines_of_a_paragraph_with_breaks_are_lines():
    html = "<p><b>Requirements:</b><br>• Knots<br>&nbsp;• Sails</p><p><b>Pay</b><br>Fair</p>"

    assert chosen(html) == ["Knots", "Sails"]


def test_bullets_within_a_line_part_it():
    assert chosen(f"{ASKED}<p>• Knots • Sails</p>") == ["Knots", "Sails"]


def test_an_item_that_leads_in_is_the_heading_of_those_below_it():
    html = (
        f"{ASKED}<ul><li>Either of:<ul><li>Knots</li><li>Sails</li></ul></li><li>Maps</li></ul>"
    )
    lines = [line for line in read(Body(html, Shape.HTML)) if line.chosen]

    assert [(line.text, line.heading) for line in lines] == [
        ("Knots", "Either of"),
        ("Sails", "Either of"),
        ("Maps", "Requirements"),
    ]


def test_an_item_that_says_something_itself_is_asked_for_beside_those_below_it():
    html = f"{ASKED}<ul><li>You can sail<ul><li>Dinghies</li></ul></li></ul>"

    assert chosen(html) == ["You can sail", "Dinghies"]


def test_a_row_of_a_table_is_a_line():
    html = f"{ASKED}<table><tr><td>Sails</td><td>Three years</td></tr></table>"

    assert chosen(html) == ["Sails: Three years"]


def test_a_table_that_only_lays_out_a_page_is_read_like_a_page():
    html = (
        f"<table><tr><td>{ASKED}<ul><li>Knots</li></ul></td><td><p>Menu</p></td></tr></table>"
    )

    assert "Knots" in chosen(html)


def test_what_a_page_hides_is_not_read():
    html = (
        "<head><title>Job</title></head><p>Seen</p><script>You must</script><style>p{}</style>"
        "<p hidden>You must</p><div style='display: none'>You must</div><template>x</template>"
        "<!-- You must -->"
    )

    assert texts(html) == ["Seen"]


def test_what_cannot_be_seen_in_a_text_is_gone():
    assert texts("Kn\u200bo\u00adts\x00 and\u00a0\u202esails", Shape.TEXT) == [
        "Knots and sails"
    ]


def test_html_within_markdown_is_html():
    markdown = (
        "**Requirements**\n<ul><li>Knots</li>\n<li><b>Sails</b></li></ul>\n\n**Pay**\n\n- Fair"
    )

    assert chosen(markdown, Shape.MARKDOWN) == ["Knots", "Sails"]


def test_html_that_was_escaped_once_more_is_html():
    assert chosen(
        "&lt;h2&gt;Requirements&lt;/h2&gt;&lt;ul&gt;&lt;li&gt;Knots&lt;/li&gt;&lt;/ul&gt;"
    ) == ["Knots"]


def test_html_without_any_markup_is_plain_text():
    assert chosen("Requirements:\n- Knots &amp; sails\n- Maps") == ["Knots & sails", "Maps"]


def test_labelled_lines_of_markdown_stay_apart():
    markdown = "**Place:** Harbour\n**Requirements:** You can swim\n**Pay:** Fair"

    assert chosen(markdown, Shape.MARKDOWN) == ["Requirements: You can swim"]


def test_links_of_markdown_are_read_as_their_text():
    assert texts("See [our boats](https://example.com/boats).", Shape.MARKDOWN) == [
        "See our boats."
    ]


def test_front_matter_comes_as_lines_that_ask_for_nothing():
    markdown = "---\ntitle: Diver\ntags:\n  - python\n---\n\n# Requirements\n\n- Good lungs"

    assert chosen(markdown, Shape.MARKDOWN) == ["Good lungs"]
    assert "title: Diver" in texts(markdown, Shape.MARKDOWN)


def test_a_line_said_twice_is_chosen_once():
    html = f"<p>A licence is required.</p>{ASKED}<ul><li>A licence is required</li></ul>"

    assert texts(html).count("A licence is required") == 1
    assert chosen(html) == ["A licence is required."]


def test_sentences_keep_their_abbreviations():
    assert texts(
        "Bring tools, e.g. Saws, i.e. Yours. Start: 1. Mai. Dr. Ott waits.", Shape.TEXT
    ) == [
        "Bring tools, e.g. Saws, i.e. Yours.",
        "Start: 1. Mai.",
        "Dr. Ott waits.",
    ]


def test_nothing_is_made_of_nothing():
    assert [read(Body("", shape)) for shape in Shape] == [(), (), ()]
