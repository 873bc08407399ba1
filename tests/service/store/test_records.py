"""What is recorded of the work: runs, history, reviews."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from service.store import accounts, history, reviews, runs
from service.store.runs import INTERRUPTED, RUNNING

MINUTE = timedelta(minutes=1)


@pytest.fixture
def begin_run(database, account, now):
    def begin(at=now):
        with database.begin() as tx:
            accounts.request(tx, account.id, now=at)
            lease = accounts.claim(tx, owner="w", now=at, seconds=60)
            return runs.start(tx, lease, "test", at)

    return begin


def test_a_run_is_followed_from_its_start_to_its_end(database, begin_run, now):
    run_id = begin_run()
    with database.begin() as tx:
        runs.progress(tx, run_id, 3, 10, "Creating tasks")
        running = runs.get(tx, run_id)
        runs.finish(tx, run_id, "done", result={"created": 3}, now=now + MINUTE)
        done = runs.get(tx, run_id)

    assert running.status == RUNNING
    assert running.progress == {"done": 3, "total": 10, "what": "Creating tasks"}
    assert running.finished_at is None
    assert (done.status, done.result, done.error) == ("done", {"created": 3}, None)
    assert done.finished_at == now + MINUTE


def test_a_failed_run_says_what_was_wrong(database, begin_run, now):
    run_id = begin_run()
    with database.begin() as tx:
        runs.finish(tx, run_id, "failed", error={"message": "No.", "hint": "Do."}, now=now)

        assert runs.get(tx, run_id).error == {"message": "No.", "hint": "Do."}


def test_a_dead_workers_run_is_closed_when_the_next_begins(database, account, begin_run, now):
    dead, alive = begin_run(), begin_run(now + 2 * MINUTE)
    with database.begin() as tx:
        runs.finish(tx, dead, "done", now=now + 3 * MINUTE)
        newest, oldest = runs.latest(tx, account.id, 5)

    assert (newest.id, newest.status) == (alive, RUNNING)
    assert (oldest.id, oldest.status) == (dead, INTERRUPTED)


def test_a_ticket_is_answered_by_the_first_whole_run_after_it(
    database, account, begin_run, now
):
    ticket = account.wanted + 1  # the next request
    cut_off = begin_run()
    with database.begin() as tx:
        assert runs.covering(tx, account.id, ticket).id == cut_off
        assert runs.covering(tx, account.id, ticket + 1) is None
    whole = begin_run(now + 2 * MINUTE)
    with database.begin() as tx:
        runs.finish(tx, whole, "done", now=now + 3 * MINUTE)
    begin_run(now + 4 * MINUTE)
    with database.begin() as tx:
        assert runs.covering(tx, account.id, ticket).id == whole
        assert runs.covering(tx, account.id, ticket + 3) is None


def test_the_history_is_read_from_its_end(database, account, begin_run, now):
    run_id = begin_run()
    with database.begin() as tx:
        for minute, text in enumerate(("first", "second", "third")):
            history.note(
                tx,
                account.id,
                run_id,
                now + minute * MINUTE,
                kind="conflicts",
                text=text,
                goal_id="g1",
                field="name",
                old="a",
                new="b",
            )

        newest = history.recent(tx, account.id, 2)
        young = history.recent(tx, account.id, 9, since=now + MINUTE)
    assert [entry.text for entry in newest] == ["third", "second"]
    assert [entry.text for entry in young] == ["third"]
    assert (young[0].run_id, young[0].goal_id, young[0].kind) == (run_id, "g1", "conflicts")
    assert (young[0].field, young[0].old, young[0].new) == ("name", "a", "b")


def test_a_week_is_taken_once(database, account, now):
    def begin(_):
        with database.begin() as tx:
            return reviews.begin(tx, account.id, 2026, 53, now)

    with ThreadPoolExecutor(6) as pool:
        taken = list(pool.map(begin, range(6)))

    assert sorted(taken) == [False] * 5 + [True]


def test_a_review_is_begun_and_finished(database, account, now):
    with database.begin() as tx:
        reviews.begin(tx, account.id, 2026, 53, now)
        begun = reviews.get(tx, account.id, 2026, 53)
        reviews.finish(
            tx, account.id, 2026, 53, gid="900", facts={"mastered": 2}, now=now + MINUTE
        )
        finished = reviews.get(tx, account.id, 2026, 53)

    assert (begun.gid, begun.facts, begun.finished_at) == (None, None, None)
    assert (finished.gid, finished.facts) == ("900", {"mastered": 2})
    assert finished.finished_at == now + MINUTE


def test_reviews_are_read_newest_first_across_the_turn_of_the_year(database, account, now):
    with database.begin() as tx:
        for year, week in ((2026, 52), (2027, 1), (2026, 53)):
            reviews.begin(tx, account.id, year, week, now)
        found = [(one.iso_year, one.iso_week) for one in reviews.latest(tx, account.id, 2)]

        assert reviews.get(tx, account.id, 2027, 2) is None
    assert found == [(2027, 1), (2026, 53)]
