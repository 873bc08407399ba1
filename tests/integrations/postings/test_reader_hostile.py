"""Texts made to keep a reader busy: time grows with their length, and nothing breaks."""

from __future__ import annotations

import re
from time import process_time

import pytest

from integrations.postings.models import Body, Shape
from integrations.postings.reader import marks, read
from integrations.postings.reader.shallow import DEPTH, shallow

LARGEST = 2 * 1024 * 1024
TIMES = 8  # the length; what is linear takes 8 times as long, what is quadratic 64
MOST = 32

NASTY = [
    ("<div>", Shape.HTML),
    ("<ul><li>", Shape.HTML),
    ("<div><table></div></table>", Shape.HTML),
    ('<div><i a=x" b="></div><i ">', Shape.HTML),
    ('<a "', Shape.HTML),
    ("<!--", Shape.HTML),
    ("[a](", Shape.MARKDOWN),
    ("![", Shape.MARKDOWN),
    ("*a **a ", Shape.MARKDOWN),
    ("> ", Shape.MARKDOWN),
    ("- ", Shape.MARKDOWN),
    ("|a", Shape.MARKDOWN),
    ("**a:** ", Shape.TEXT),
    ("A. B", Shape.TEXT),
    ("you are a ", Shape.TEXT),
    ("((a b c ", Shape.TEXT),
    ("•", Shape.TEXT),
    ("e", Shape.TEXT),
    ("- a\n  ", Shape.TEXT),
]


@pytest.mark.parametrize(("nasty", "shape"), NASTY)
def test_time_grows_with_the_length_and_not_with_its_square(nasty, shape):
    short = nasty * (8_192 // len(nasty))
    once = max(seconds(short, shape), 0.002)

    # A busy machine may take its time once, and not three times.
    assert any(seconds(short * TIMES, shape) < MOST * once for _ in range(3))


def test_the_deepest_page_of_2_mib_is_read_in_seconds():
    deep = "<div>" * (LARGEST // 5) + "Knots"

    assert seconds(deep[-LARGEST:], Shape.HTML) < 15  # a parser of HTML takes minutes
    assert [line.text for line in read(Body(deep, Shape.HTML))] == ["Knots"]


def test_a_tag_of_2_mib_is_read_in_seconds():
    wide = "<a " + " ".join(f"b{number}" for number in range(200_000)) + ">Knots</a>"

    assert seconds(wide, Shape.HTML) < 15
    assert [line.text for line in read(Body(wide, Shape.HTML))] == ["Knots"]


def test_marks_of_an_endless_line_are_read_in_no_time():
    before = process_time()
    marks("5 to 6 or 7 a1 German and " * 50_000)

    assert process_time() - before < 1


def test_no_element_is_deeper_than_the_limit_whatever_is_closed_in_between():
    for nasty in ("<div>", "<div><table></div></table>", '<div><i a=x" b="></div><i ">'):
        assert deepest(shallow(nasty * 1_000)) <= DEPTH


def test_a_shallow_page_keeps_its_structure_and_what_its_scripts_hold():
    page = (
        '<ul class="a"><li hidden>One<li>Two</ul><script type="application/ld+json">'
        '{"a": "<b>"}</script><p title="x > y">Three < four<br>'
    )

    assert shallow(page) == (
        '<ul class="a"><li hidden="">One</li><li>Two</li></ul>'
        '<script type="application/ld+json">{"a": "<b>"}</script>'
        "<p>Three &lt; four<br></p>"
    )


def test_what_would_swallow_the_rest_of_a_page_does_not():
    lines = read(Body("<p>One</p><plaintext><frameset><p>Two", Shape.HTML))

    assert [line.text for line in lines] == ["One", "Two"]


def seconds(text: str, shape: Shape) -> float:
    before = process_time()
    read(Body(text, shape))
    return process_time() - before


def deepest(html: str) -> int:
    depth = most = 0
    for closing in re.findall(r"<(/?)[a-z]", html):
        depth += -1 if closing else 1
        most = max(most, depth)
    return most
