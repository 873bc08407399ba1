"""Decisions as they are kept: asked once, answered once, and read for two reviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from service.domain.decision import Choice, Decision, Status
from service.domain.plan import State
from service.domain.quarter import Quarter
from service.domain.review_week import IsoWeek
from service.store import decisions, reviews

NOW = datetime(2026, 12, 21, 9, tzinfo=UTC)
WEEKS = [IsoWeek(2026, 52), IsoWeek(2026, 53), IsoWeek(2027, 1)]
FIRST = Decision(Choice.DEFER, "g1", "Defer it?", "it is late", Quarter(2027, 1), State.ACTIVE)
SECOND = Decision(Choice.LET_GO_POSTING, "p1", "Let go of “P”?", "nothing is left")


@pytest.fixture
def review(database, account):
    """Make a week's review that asks two things."""

    def made(week, now=NOW):
        with database.begin() as tx:
            reviews.begin(tx, account.id, week.year, week.week, now)
            gid = f"task {week}"
            reviews.finish(tx, account.id, week.year, week.week, gid=gid, facts={}, now=now)
            decisions.ask(tx, account.id, week, [FIRST, SECOND], now)

    return made


def test_what_a_review_asks_comes_back_in_order(database, account, review):
    review(WEEKS[0])

    with database.begin() as tx:
        found = decisions.read_still(tx, account.id)
    assert [one.decision for one in found] == [FIRST, SECOND]
    assert [one.key for one in found] == ["2026-W52-1", "2026-W52-2"]
    assert {one.review for one in found} == {"task 2026-W52"}


def test_a_review_asks_once(database, account, review):
    review(WEEKS[0])
    with database.begin() as tx:
        (first, _) = decisions.read_still(tx, account.id)
        decisions.keep(tx, account.id, replace(first, gid="78", status=Status.DONE), NOW)
    review(WEEKS[0])

    with database.begin() as tx:
        found = decisions.read_still(tx, account.id)
    assert [one.gid for one in found] == ["78", None]
    assert [one.status for one in found] == [Status.DONE, Status.OPEN]


def test_only_the_last_two_reviews_are_read_and_what_is_open_in_older_ones_is_a_no(
    database, account, review
):
    for number, week in enumerate(WEEKS):
        review(week, NOW + timedelta(weeks=number))

    with database.begin() as tx:
        assert {one.week for one in decisions.read_still(tx, account.id)} == set(WEEKS[1:])
        (oldest, _) = decisions.of_reviews(tx, account.id, WEEKS[:1])
    assert (oldest.status, oldest.answered_at) == (Status.NO, NOW + timedelta(weeks=2))


def test_the_moment_of_an_answer_stays(database, account, review):
    review(WEEKS[0])
    later = NOW + timedelta(hours=1)
    with database.begin() as tx:
        (first, _) = decisions.read_still(tx, account.id)
        done = replace(first, status=Status.DONE, ticked=True)
        decisions.keep(tx, account.id, done, later)
        decisions.keep(tx, account.id, replace(done, ticked=False), later + timedelta(hours=1))

        assert [one.answered_at for one in decisions.read_still(tx, account.id)] == [
            later,
            None,
        ]
        told = decisions.answered_since(tx, account.id, NOW)
        assert [one.decision for one in told] == [FIRST]
        assert decisions.answered_since(tx, account.id, later) == ()


def test_what_was_declined_since_a_moment_is_found_whatever_review_it_is_of(
    database, account, review
):
    for number, week in enumerate(WEEKS):
        review(week, NOW + timedelta(weeks=number))
    later = NOW + timedelta(weeks=2, hours=1)
    with database.begin() as tx:
        (first, second, *_) = decisions.read_still(tx, account.id)
        no = replace(first, status=Status.NO, declined=True)
        decisions.keep(tx, account.id, no, later)
        decisions.keep(tx, account.id, replace(second, status=Status.NO), later)

        (found,) = decisions.declined_since(tx, account.id, NOW)
        assert (found.key, found.answered_at) == (first.key, later)
        assert decisions.declined_since(tx, account.id, later) == ()
        decisions.keep(tx, account.id, replace(no, ticked=True, declined=False), later)
        assert decisions.declined_since(tx, account.id, NOW) == ()


def test_what_was_declined_can_be_put_back_and_is_then_no_question(database, account):
    with database.begin() as tx:
        decisions.restore(tx, account.id, WEEKS[0], [(FIRST, NOW), (SECOND, NOW)])

        found = decisions.of_reviews(tx, account.id, WEEKS[:1])
        assert [(one.decision, one.status, one.gid) for one in found] == [
            (FIRST, Status.NO, None),
            (SECOND, Status.NO, None),
        ]
        before = NOW - timedelta(seconds=1)
        assert decisions.declined_since(tx, account.id, before) == found
