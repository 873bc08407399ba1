"""A plan is written by ourselves as PyYAML would write it, to the byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hostile_input import TEXTS
from support.plans import FULL

from service.domain.planfile import plan_as_dict, read_plan
from service.domain.planfile_write import WIDTH, as_yaml, by_library

PIECES = (
    *("a", "Zoë", "知识", "🧭", "_", "0", "17", "1.5", "1e3", "0x1F", "2026-10-05", "12:30"),
    *("yes", "No", "on", "null", "~", "<<", "=", "true", ".inf", "-", "--- ", "...", "?"),
    *(" ", "  ", ":", ": ", " #", "#", "'", '"', "|", ">", "&", "*", "!", "%", "@", "`"),
    *("[", "]", "{", "}", ",", ", ", "\\", "\n", "\n\n", "\r", "\t", "\x85", "\u2028"),
    *("\xa0", "\ufeff", "\ufffe", "\ud800", "\0", "\x7f", "word " * 30, "w" * 120),
)
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
    st.text(),
    st.sampled_from(PIECES),
)
names = st.sampled_from(["id", "text", "steps", "on", "no", "y", "not_before", "in: two", "5"])
leaves = st.one_of(texts, st.booleans(), st.integers(), st.none())


def mappings(values: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.dictionaries(names, values, max_size=4)


data = mappings(
    st.recursive(
        leaves,
        lambda inner: st.one_of(
            mappings(inner), st.lists(st.one_of(leaves, mappings(inner)), max_size=3)
        ),
        max_leaves=12,
    )
)


@given(data)
def test_whatever_the_texts_it_is_the_same_to_the_byte(plain: dict[str, object]) -> None:
    assert as_yaml(plain) == by_library(plain)


@pytest.mark.parametrize("length", range(WIDTH - 16, WIDTH + 4))
def test_lines_are_folded_where_the_library_folds_them(length: int) -> None:
    text = ("word " * WIDTH)[: length - 1] + "x"
    plain = {"goals": [{"skill": text, "answers": [text, {"text": text}]}], "purpose": text}

    assert as_yaml(plain) == by_library(plain)


def test_a_whole_plan_is_the_same_to_the_byte() -> None:
    plain = plan_as_dict(read_plan(FULL))

    assert as_yaml(plain) == by_library(plain)


@pytest.mark.parametrize("name", TEXTS)
def test_every_hostile_text_is_the_same_to_the_byte(name: str) -> None:
    plain = {"goals": [{"skill": TEXTS[name], "answers": [TEXTS[name]]}]}

    assert as_yaml(plain) == by_library(plain)
