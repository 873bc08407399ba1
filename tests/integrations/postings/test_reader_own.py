"""The lines chosen from postings of our own, in five languages and many shapes."""

from __future__ import annotations

import pytest
from support.own_postings import NAMES, own_body, own_lines
from support.reach import Reach, reach
from support.reshaped import as_bare_lines, as_breaks, as_mail

from integrations.postings.reader import read

READS_CHARACTER = 0.95  # of the lines: some words for character are in no vocabulary


@pytest.mark.parametrize("name", NAMES)
def test_what_is_asked_for_is_chosen_as_it_is_written(name):
    chosen = [(line.text, line.nice_to_have) for line in read(own_body(name)) if line.chosen]

    assert chosen == [(line.text, line.nice_to_have) for line in own_lines(name)]


def test_character_is_told_from_skill():
    expected = {line.text: line.attribute for name in NAMES for line in own_lines(name)}
    read_as = {line.text: line.attribute for name in NAMES for line in read(own_body(name))}
    right = [text for text, attribute in expected.items() if read_as[text] == attribute]

    assert len(right) >= READS_CHARACTER * len(expected)
    assert any(expected[text] for text in right)


@pytest.mark.parametrize(
    ("reshape", "goal"), [(as_mail, 0.97), (as_breaks, 0.97), (as_bare_lines, 0.9)]
)
def test_a_posting_is_read_alike_in_another_shape(reshape, goal):
    total = Reach()
    for name in NAMES:
        chosen = [line.text for line in read(reshape(own_body(name))) if line.chosen]
        total += reach([line.text for line in own_lines(name)], chosen)

    assert total.precision >= goal
    assert total.recall >= goal
