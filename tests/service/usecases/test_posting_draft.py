from __future__ import annotations

import json

import pytest
from support.postings import HTML, LINK, MARKDOWN, MUST, OFFER, Shelf

from integrations.postings.errors import TooSlow
from service.errors import InvalidInput, TryLater
from service.store.posting_copies import Came
from service.usecases import posting_draft
from service.usecases.posting_draft import (
    draft_from_file,
    draft_from_link,
    draft_from_text,
)

JOB = {
    "title": "Head of Product",
    "companyName": "Acme",
    "url": "https://example.com/jobs/1",
    "description": "<h2>Requirements</h2><ul><li>Curiosity about people and maps</li></ul>",
}


def lines(draft):
    return {line.text: line for line in draft.lines}


def test_pasted_text_is_read_into_all_its_lines_and_those_that_are_asked_for():
    draft = draft_from_text(MARKDOWN)
    found = lines(draft)

    assert (draft.came, draft.url) == (Came.TEXT, "")
    assert found[MUST].chosen
    assert found[MUST].heading == "Requirements"
    assert not found[OFFER].chosen
    assert MUST in draft.text
    assert OFFER in draft.text


def test_a_file_is_read_by_its_name_and_by_what_is_in_it():
    assert lines(draft_from_file(MARKDOWN.encode(), "job.md"))[MUST].chosen
    page = draft_from_file(HTML.encode(), "job.html")
    assert lines(page)[MUST].chosen
    assert "<li>" not in page.text
    assert OFFER in page.text
    assert (page.came, draft_from_text(HTML).came) == (Came.FILE, Came.TEXT)


def test_a_link_is_fetched_once_and_kept_as_it_was_given():
    web = Shelf()
    draft = draft_from_link(f" {LINK} ", web)

    assert web.asked == [LINK]
    assert (draft.url, draft.came) == (LINK, Came.LINK)
    assert lines(draft)[MUST].chosen


def test_a_boards_answer_tells_the_title_with_the_company():
    draft = draft_from_file(json.dumps(JOB).encode(), "job.json")

    assert draft.title == "Head of Product, Acme"
    assert draft.url == "https://example.com/jobs/1"


def test_a_title_that_names_the_company_is_left_as_it_is():
    job = {**JOB, "title": "Head of Product at ACME"}

    assert draft_from_text(json.dumps(job)).title == "Head of Product at ACME"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a b", "https://" + "a" * 1000])
def test_an_address_that_no_plan_can_hold_is_left_out(url):
    assert draft_from_text(json.dumps({**JOB, "url": url})).url == ""


def test_a_page_that_cannot_be_had_is_told_with_what_to_do_instead():
    with pytest.raises(InvalidInput, match="404") as caught:
        draft_from_link("https://jobs.example.com/gone", Shelf())
    assert "paste" in caught.value.hint


def test_a_page_that_does_not_come_may_be_tried_again():
    with pytest.raises(TryLater, match="within 15 seconds") as caught:
        draft_from_link(LINK, Shelf(broken=TooSlow(15)))
    assert "later" in caught.value.hint


BOARD_LINK = "https://boards.greenhouse.io/acme/jobs/123"
BOARD_DATA = "https://boards-api.greenhouse.io/v1/boards/acme/jobs/123"


def test_a_board_is_asked_for_its_data_and_where_it_has_none_its_page_is_read():
    data = json.dumps({"title": "Head of Product", "content": HTML})
    board = Shelf({BOARD_DATA: data}, media_type="application/json")
    page = Shelf({BOARD_LINK: HTML})

    assert lines(draft_from_link(BOARD_LINK, board))[MUST].chosen
    assert board.asked == [BOARD_DATA]
    found = draft_from_link(BOARD_LINK, page)
    assert lines(found)[MUST].chosen
    assert (found.url, page.asked) == (BOARD_LINK, [BOARD_DATA, BOARD_LINK])


def test_a_link_that_is_too_long_is_not_fetched():
    web = Shelf()
    with pytest.raises(InvalidInput, match="too long"):
        draft_from_link(f"https://example.com/{'a' * 1000}", web)
    assert web.asked == []


HOSTILE = {
    "nothing": b"",
    "spaces": b" \n\t ",
    "nul": b"Requirements:\n- Curiosity\0\n",
    "latin-1": "Anforderungen:\n- Präzise\n".encode("latin-1"),
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00",
    "deep json": b'{"a":' * 3000 + b"1" + b"}" * 3000,
    "deeper json": b"[" * 100_000,
    "5000 digits": b'{"id": ' + b"7" * 5000 + b"}",
    "half a surrogate in json": b'{"title": "a\\ud800", "description": "b"}',
    "too large": b"x" * (2 * 1024 * 1024 + 1),
    "too much text": b"word " * 50_000,
    "too many lines": b"- a\n" * (posting_draft.MOST_LINES + 1),
}


def outcome(data: bytes) -> list[str]:
    """The lines that were read, or what the person is told."""
    try:
        return [line.text for line in draft_from_file(data).lines]
    except InvalidInput as error:
        return [str(error), error.hint]


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_posting_ends_in_words_or_in_clean_lines(data):
    said = outcome(data)

    assert said
    assert all(text and text.isprintable() for text in said)


@pytest.mark.parametrize(
    ("data", "limit"),
    [
        (b"x" * (2 * 1024 * 1024 + 1), "2 MiB"),
        (b"word " * 50_000, "200,000"),
        (b"- a\n" * (posting_draft.MOST_LINES + 1), "3,000"),
    ],
)
def test_the_person_is_told_which_limit_was_hit(data, limit):
    with pytest.raises(InvalidInput, match=limit):
        draft_from_file(data)


def test_marks_and_other_encodings_make_no_difference():
    plain = draft_from_file(MARKDOWN.encode(), "job.md")

    assert draft_from_file(b"\xef\xbb\xbf" + MARKDOWN.encode(), "job.md").lines == plain.lines
    assert draft_from_file(MARKDOWN.encode("utf-16"), "job.md").lines == plain.lines


def test_control_characters_are_taken_out_and_long_lines_are_cut_as_a_plan_needs_it():
    name = "\u202eCuriosity\x1b[31m about people"
    draft = draft_from_text(f"## Requirements\n\n- {name}\n- {'word ' * 400}\n")

    assert all(len(line.text) <= 1000 for line in draft.lines)
    assert any(line.text.endswith("…") for line in draft.lines)
    assert not any("\x1b" in line.text for line in draft.lines)
