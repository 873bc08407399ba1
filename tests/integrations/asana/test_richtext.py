"""Rich text: what is written, what is read, and what hostile text cannot do."""

from __future__ import annotations

import pytest

from integrations.asana import richtext
from integrations.asana.richtext import InvalidRichText

NOTES = (
    "<body>My own words, <em>slanted</em>\n\n"
    '<strong>How</strong>\nAsk <a href="https://example.com/a?b=1&amp;c=2">Ada</a>\n'
    "<strong>Asked for by</strong><ul><li>Head of Product: <u>lead</u></li>"
    "<li>Second<ul><li>nested</li></ul></li></ul>"
    "tail<hr/><ol><li>one</li><li>two</li></ol></body>"
)


def lines(html: str) -> list[str]:
    return [part.text for part in richtext.fragments(html)]


def test_a_body_is_cut_into_lines_and_blocks():
    assert lines(NOTES) == [
        "My own words, slanted",
        "",
        "How",
        "Ask Ada",
        "Asked for by",
        "- Head of Product: lead\n- Second\n  - nested",
        "tail",
        "---",
        "1. one\n2. two",
    ]


def test_the_text_of_a_body_is_its_lines():
    assert richtext.text(NOTES) == "\n".join(lines(NOTES))


def test_labels_and_lists_are_told():
    parts = richtext.fragments(NOTES)

    assert [part.text for part in parts if part.bold_only] == ["How", "Asked for by"]
    assert [part.items for part in parts if part.items] == [
        ("Head of Product: lead", "Second\n- nested"),
        ("one", "two"),
    ]


@pytest.mark.parametrize(
    ("line", "bold"),
    [
        ("<strong>How</strong>", True),
        ("<b>How</b> ", True),
        ("<strong>Ho</strong><strong>w</strong>", True),
        ("<strong>How</strong>: soon", False),
        ("How", False),
        ("<em>How</em>", False),
        (" ", False),
    ],
)
def test_a_label_is_a_line_with_nothing_but_bold_text(line, bold):
    [part] = richtext.fragments(f"<body>{line}</body>")

    assert part.bold_only is bold


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("a<ul><li>x</li></ul>b", ["a", "- x", "b"]),
        ("a\n<ul><li>x</li></ul>\nb", ["a", "- x", "b"]),
        ("a\n\n<ul><li>x</li></ul>\n\nb", ["a", "", "- x", "", "b"]),
        ("<ul><li>x</li></ul>\n<ol><li>y</li></ol>", ["- x", "1. y"]),
        ("<h1>Title</h1>text", ["Title", "text"]),
        ("<em>one\ntwo</em>", ["one\ntwo"]),
        ("<pre>a\n  b</pre>", ["a\n  b"]),
        ("<blockquote>said\nso</blockquote>", ["said\nso"]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", ["a | b\nc"]),
        ('<a data-asana-gid="1" href="https://example.com">Task</a>', ["Task"]),
        ("a<br/>b", ["a\nb"]),
        ("<mark>unknown</mark>", ["unknown"]),
        ("a\u00a0b", ["a\u00a0b"]),
        ("trailing  \nspace ", ["trailing", "space"]),
        ("", []),
    ],
)
def test_newlines_beside_a_block_only_end_its_line(inside, expected):
    assert lines(f"<body>{inside}</body>") == expected


@pytest.mark.parametrize(
    "inside",
    [
        NOTES.removeprefix("<body>").removesuffix("</body>"),
        "\n\na\n",
        "a\n\n<ul><li>x</li></ul>\n\n\nb\n",
        "<ul></ul>\n<ol></ol>\n\n<hr/><h1>t</h1>",
        '<img data-asana-gid="1" src="https://example.com/a.png"/>',
        '<x:y z="&lt;&quot;&#10;"><made-up>kept</made-up></x:y>',
        "<code>a &lt; b &amp;&amp; c</code>",
    ],
)
def test_nothing_is_lost_between_cutting_and_joining(inside):
    assert richtext.join(richtext.fragments(f"<body>{inside}</body>")) == inside


def test_an_empty_line_stays_when_blocks_are_put_around_it():
    listing, line = "<ul><li>x</li></ul>", richtext.Fragment(html="", text="")
    block = richtext.fragments(f"<body>{listing}</body>")[0]

    assert richtext.join([block, line, block]) == f"{listing}\n\n{listing}"


def test_no_notes_at_all_have_no_lines():
    assert richtext.fragments("") == ()
    assert richtext.text("<body></body>") == ""


@pytest.mark.parametrize(
    "html",
    [
        "<body>",
        "plain",
        "<p>no body</p>",
        "<body>&nbsp;</body>",
        "<body/><body/>",
        '<!DOCTYPE b [<!ENTITY a "b">]><body>&a;</body>',
        '<!DOCTYPE body SYSTEM "file:///etc/passwd"><body/>',
        "<body>" + "<em>" * 5_000 + "</em>" * 5_000 + "</body>",
        "<body>\x00</body>",
        "<body>\ud800</body>",
    ],
)
def test_what_is_not_rich_text_is_said_to_be_so(html):
    with pytest.raises(InvalidRichText):
        richtext.fragments(html)


def test_plain_text_becomes_no_tag():
    assert richtext.escape('<a href="x">&amp;') == '&lt;a href="x"&gt;&amp;amp;'
    assert richtext.strong("<b>") == "<strong>&lt;b&gt;</strong>"
    assert richtext.em("a & b") == "<em>a &amp; b</em>"


def test_what_xml_cannot_hold_is_left_out():
    assert richtext.escape("a\x00\x0b\ud83d\ufffe\uffffb\r\nc\rd\te") == "ab\nc\nd\te"


def test_a_link_is_a_link():
    html = richtext.link('https://example.com/?a=1&b="2"', "A & B")

    assert html == '<a href="https://example.com/?a=1&amp;b=&quot;2&quot;">A &amp; B</a>'


@pytest.mark.parametrize("href", ["https://example.com", "HTTP://example.com", "mailto:a@b.c"])
def test_web_pages_and_addresses_are_linked(href):
    assert richtext.link(href, "x").startswith(f'<a href="{href}"')


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript://example.com/%0aalert(1)",
        "ftp://example.com",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "/relative",
        "example.com",
        "https://",
        "http://[",
        "mailto:",
        "",
    ],
)
def test_anything_else_stays_text(href):
    assert richtext.link(href, "<x>") == "&lt;x&gt;"


def test_a_task_is_linked_by_its_gid_alone():
    assert richtext.task_link("123") == '<a data-asana-gid="123"/>'
    assert richtext.task_link('1"/>') == '<a data-asana-gid="1&quot;/&gt;"/>'


def test_a_list_without_items_is_nothing():
    assert richtext.bullets([]) == ""
    assert richtext.bullets(["a", richtext.em("b")]) == "<ul><li>a</li><li><em>b</em></li></ul>"
