"""Files and pasted texts, in the shapes that people have them."""

from __future__ import annotations

import pytest

from integrations.postings.boards import body_from_file, body_from_text
from integrations.postings.errors import Malformed, NoPosting, NotText
from integrations.postings.models import Body, Shape

FRONT_MATTER = """---
title: "Night nurse: Oslo"
company: Acme Health
url: https://acme.example/jobs/1
contact:
    name: The ward
    title: Head nurse
created: !!timestamp '2026-04-05'
---

# About

* A license
"""


def test_front_matter_tells_and_is_taken_off():
    assert body_from_text(FRONT_MATTER) == Body(
        "# About\n\n* A license",
        Shape.MARKDOWN,
        title="Night nurse: Oslo",
        company="Acme Health",
        url="https://acme.example/jobs/1",
    )


def test_windows_line_ends_change_nothing():
    data = FRONT_MATTER.replace("\n", "\r\n").encode()

    assert body_from_file(data) == body_from_text(FRONT_MATTER)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Night nurse #\n\n## You\n\n- License", "Night nurse"),
        ("Night nurse\n===========\n\n- **License**", "Night nurse"),
        ("# About us\n\n# You\n\n- License", ""),
        ("```\n# a comment\n```\n\n# Night nurse", "Night nurse"),
        ("---\ntitle: >\n  folded\ncompany: Acme\n---\n\n# Night nurse", "Night nurse"),
        ("## You\n\n- License", ""),
        ("**Job title:** Night nurse\n\n## You", "Night nurse"),
        ("Night nurse\n\nYou bring a license.", "Night nurse"),
        ("Night nurse (Oslo)\n \nYou bring a license.", "Night nurse (Oslo)"),
        ("Stelle: Nachtschwester\nFirma: Acme\n\nSie sind da.", "Nachtschwester"),
        ("We look for a nurse.\n\nYou bring a license.", ""),
        ("- License\n\n- Patience", ""),
        ("Night nurse\nYou bring a license", ""),
        ("Night nurse", ""),
        ("A nurse " * 20 + "\n\nLicense", ""),
    ],
)
def test_a_title_is_taken_only_where_the_text_has_one(text, title):
    assert body_from_text(text).title == title


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("# Nurse\n\n**Company:** Acme Health\n", "Acme Health"),
        ("Nurse\nEmployer : Acme Health\nLicense", "Acme Health"),
        ("Nurse\n\nEntreprise : Acme Santé\n", "Acme Santé"),
        ("# Nurse — Acme\n\nJoin our company: it is fine\n", ""),
        ("\n" * 2 + "Nurse\n\n" + "License\n" * 20 + "Company: Acme\n", ""),
    ],
)
def test_a_company_is_taken_only_where_it_is_labelled(text, company):
    assert body_from_text(text).company == company


@pytest.mark.parametrize(
    "headers",
    [
        "From: Me <me@acme.example>\nSent: Monday\nTo: You\nSubject: Fwd: RE: Night nurse\n",
        "---------- Forwarded message -----\nVon: Ich\nDatum: Mo.\nBetreff: WG: Night nurse\n",
        "De : Moi\nÀ : Toi\nObjet : TR: Night nurse\n",
    ],
)
def test_a_mails_headers_are_taken_off_and_its_subject_is_a_title(headers):
    body = body_from_text(f"{headers}\nYou bring:\n- A license\n")

    assert body == Body("You bring:\n- A license", Shape.TEXT, title="Night nurse")


def test_one_line_like_a_header_is_no_mail():
    assert body_from_text("Date: May\n\nLicense").text == "Date: May\n\nLicense"


@pytest.mark.parametrize(
    ("text", "name", "shape"),
    [
        ("You bring:\n\n- a license\n- C < D", "", Shape.TEXT),
        ("5 years of C++ & <T> templates", "", Shape.TEXT),
        ("[Remote] Nurse\n\nLicense", "", Shape.TEXT),
        ("{team} Nurse", "", Shape.TEXT),
        ("null", "", Shape.TEXT),
        ("You bring:\n\n- a license", "job.md", Shape.MARKDOWN),
        ("<p align=center>Us</p>\n\n- a license", "job.md", Shape.MARKDOWN),
        ("## You\n\n- a license", "job.txt", Shape.MARKDOWN),
        ("**You**\n- a license<br>- patience", "", Shape.MARKDOWN),
        ("[apply](https://acme.example) now", "", Shape.MARKDOWN),
        ("<!DOCTYPE html><html><p>License", "", Shape.HTML),
        ("<div>License</div>", "", Shape.HTML),
        ("Nurse<p>You</p><ul><li>License</li></ul>", "", Shape.HTML),
        ("&lt;p&gt;You&lt;/p&gt;&lt;p&gt;License&lt;/p&gt;", "", Shape.HTML),
        ("License", "job.HTML", Shape.HTML),
    ],
)
def test_a_text_is_read_in_the_shape_that_it_has(text, name, shape):
    assert body_from_text(text, name).shape is shape


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{"title": "Nurse", "content": "cut', ""),
        ("License", "job.json"),
        ('[{"title": "Nurse"', "x.txt"),
        ('{"title": ' + "9" * 5000 + "}", ""),
    ],
)
def test_broken_json_is_said_to_be(text, name):
    with pytest.raises(Malformed, match="JSON"):
        body_from_text(text, name)


@pytest.mark.parametrize("text", ["", " \n\t", "\u0000", "\ufeff", "---\ntitle: x\n---\n"])
def test_nothing_is_no_posting(text):
    with pytest.raises((NoPosting, NotText)):
        body_from_text(text)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04...", "Word"),
        (b"\xd0\xcf\x11\xe0...", "Word"),
        (rb"{\rtf1 Nurse}", "RTF"),
        (b"\x89PNG\r\n", "picture"),
        (bytes(range(32)) * 20, "control characters"),
    ],
)
def test_a_file_that_is_no_text_is_told_by_its_kind(data, kind):
    with pytest.raises(NotText, match=kind) as no_text:
        body_from_file(data, "job.txt")

    assert "paste" in no_text.value.hint
