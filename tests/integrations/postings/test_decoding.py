"""Bytes become text, whatever program has written them."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.postings.decoding import clean, text_of
from integrations.postings.errors import NotText

TEXT = "Prüfung für „Pflege“ … 5 €"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
)
def test_text_is_found_without_being_told_how_it_is_written(data):
    assert text_of(data) == TEXT


@pytest.mark.parametrize(
    ("declared", "data", "text"),
    [
        ("utf-8", "für".encode("utf-8-sig"), "für"),
        ("latin-1", "5 €".encode("cp1252"), "5 €"),
        ("us-ascii", "5 €".encode("cp1252"), "5 €"),
        ("ISO-8859-2", "łąka".encode("iso8859-2"), "łąka"),
        ("windows-1251", "опыт".encode("cp1251"), "опыт"),
        ("utf-8", b"f\xfcr", "f\ufffdr"),
        (
            "",
            b'<?xml version="1.0" encoding="iso-8859-5"?>' + "опыт".encode("iso8859-5"),
            "опыт",
        ),
        ("", b"<meta charset=utf-16>f\xc3\xbcr", "für"),
        ("no-such-charset", "für".encode(), "für"),
        ("unicode_escape", rb"\x41", r"\x41"),
        ("utf-7", b"+AEE-", "+AEE-"),
        ("rot13", b"Nurse", "Nurse"),
        ("hex", b"41", "41"),
        ("a" * 500, b"Nurse", "Nurse"),
        ("../../x", b"Nurse", "Nurse"),
    ],
)
def test_a_declared_charset_is_taken_if_it_is_one_for_text(declared, data, text):
    assert text_of(data, declared=declared).endswith(text)


def test_control_characters_are_dropped_and_lines_end_alike():
    assert clean("a\x00b\x1bc\u0085d\r\ne\rf\u2028g\x0ch\ud800i\ufeff\tj") == (
        "abc\nd\ne\nf\ngh" + "i\tj"
    )


def test_what_is_full_of_zeros_is_no_text():
    with pytest.raises(NotText):
        text_of(b"ab\x00" * 100)


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_are_text_that_can_be_stored_or_are_refused(data, declared):
    try:
        text = text_of(data, declared=declared)
    except NotText:
        return

    assert text.encode("utf-8").decode("utf-8") == text
    assert "\x00" not in text
    assert clean(text) == text
