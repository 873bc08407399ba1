"""Dated copies of postings survive both databases, and the posting itself."""

from __future__ import annotations

from datetime import timedelta

from service.domain.plan import Kind, Posting, Requirement
from service.domain.posting_lines import PostingLine
from service.store import posting_copies
from service.store.posting_copies import Came, PostingCopy

LINES = (
    PostingLine("Zoë 漢字 \u202e", chosen=True, kind=Kind.ATTRIBUTE, heading="Nötig"),
    PostingLine("Rest", nice_to_have=True),
)
ASKED = (Requirement("Zoë 漢字 \u202e", Kind.ATTRIBUTE),)
POSTING = Posting("Head of Product", ASKED, "https://example.com/1")


def test_a_copy_comes_back_as_it_was_kept(database, account, now):
    copy = PostingCopy(POSTING, now, Came.LINK, "Zoë\nRest", LINES)
    with database.begin() as tx:
        posting_copies.put(tx, account.id, copy)
        assert posting_copies.get(tx, account.id, POSTING.id) == copy
        assert posting_copies.get(tx, account.id, "another") is None


def test_the_youngest_copy_comes_first(database, account, now):
    with database.begin() as tx:
        for days, title in ((1, "B"), (2, "A"), (0, "C")):
            then = now + timedelta(days=days)
            copy = PostingCopy(Posting(title), then, Came.TEXT, title, ())
            posting_copies.put(tx, account.id, copy)
        found = posting_copies.all_of(tx, account.id)

    assert [one.posting.title for one in found] == ["A", "B", "C"]


def test_what_leaves_the_plan_is_remembered_as_it_last_stood(database, account, now):
    later = now + timedelta(days=9)
    stands = Posting("Renamed", (Requirement("Rest"),), id=POSTING.id)
    with database.begin() as tx:
        copy = PostingCopy(POSTING, now, Came.FILE, "Zoë\nRest", LINES)
        posting_copies.put(tx, account.id, copy)
        posting_copies.leave(tx, account.id, stands, later)
        left = posting_copies.get(tx, account.id, POSTING.id)

    assert left == PostingCopy(stands, now, Came.FILE, "Zoë\nRest", LINES)


def test_one_that_had_no_copy_gets_one_when_it_leaves(database, account, now):
    with database.begin() as tx:
        posting_copies.leave(tx, account.id, POSTING, now)
        left = posting_copies.get(tx, account.id, POSTING.id)

    assert left is not None
    assert (left.posting, left.came, left.brought_at) == (POSTING, Came.PLAN, now)
    assert left.lines == (PostingLine(ASKED[0].text, chosen=True, kind=Kind.ATTRIBUTE),)
