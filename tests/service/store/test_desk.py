"""Threads that meet at the desk are served together, and nobody waits for company."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Thread

import pytest

from service.errors import TryLater
from service.store.desk import Desk

PEOPLE = 8


class Counter:
    """Serves numbers, notes who came together, and may be held up or fail."""

    def __init__(self, left=1000):
        self.left, self.times = left, []
        self.busy, self.go_on = Event(), Event()
        self.go_on.set()
        self.trouble = {}

    def serve(self, done, wanted):
        self.busy.set()
        assert self.go_on.wait(20)
        self.times.append((list(done), wanted))
        for what, error in self.trouble.items():
            if what in done:
                raise error
        given = min(wanted, self.left)
        self.left -= given
        return list(range(self.left, self.left + given))


def meet(desk, counter, *brought, **how):
    """Let all of them come while somebody is being served; return what each got."""
    counter.busy.clear()
    counter.go_on.clear()
    first = Thread(target=desk.visit, args=("first",), kwargs={"wants": False})
    first.start()
    assert counter.busy.wait(20)
    with ThreadPoolExecutor(len(brought)) as pool:
        got = [pool.submit(desk.visit, one, **how) for one in brought]
        while len(desk._coming) < len(brought):
            assert first.is_alive()
        counter.go_on.set()
    first.join()
    return got


def test_who_comes_alone_is_served_at_once():
    counter = Counter()
    desk = Desk(counter.serve)

    assert desk.visit() == 999
    assert desk.visit("done") == 998
    assert desk.visit("done", wants=False) is None
    assert counter.times == [([], 1), (["done"], 1), (["done"], 0)]


def test_who_comes_meanwhile_is_served_together():
    counter = Counter()

    got = meet(Desk(counter.serve), counter, *range(PEOPLE))

    assert len(counter.times) == 2
    assert sorted(counter.times[1][0]) == list(range(PEOPLE))
    assert len({one.result() for one in got}) == PEOPLE


def test_no_more_is_given_out_than_there_is():
    counter = Counter(left=3)

    got = [one.result() for one in meet(Desk(counter.serve), counter, *range(PEOPLE))]

    assert sorted(one for one in got if one is not None) == [0, 1, 2]
    assert got.count(None) == PEOPLE - 3


def test_what_is_wrong_with_one_is_nobody_elses_trouble():
    counter = Counter()
    counter.trouble = {3: RuntimeError("3 cannot be recorded")}

    got = meet(Desk(counter.serve), counter, *range(PEOPLE))

    with pytest.raises(RuntimeError, match="3 cannot"):
        got[3].result()
    assert len({one.result() for one in got if one is not got[3]}) == PEOPLE - 1


def test_a_database_that_does_not_answer_is_asked_once_for_all():
    counter = Counter()
    counter.trouble = {3: TryLater("The database is locked.", hint="Later.")}

    got = meet(Desk(counter.serve), counter, *range(PEOPLE))

    assert [type(one.exception()) for one in got] == [TryLater] * PEOPLE
    assert len(counter.times) == 2


def test_everything_brought_is_recorded_and_everything_taken_once():
    counter = Counter(left=500)
    desk = Desk(counter.serve)
    ready = Barrier(PEOPLE)

    def work():
        mine, taken = [], None
        ready.wait()
        while (taken := desk.visit(taken)) is not None:
            mine.append(taken)
        return mine

    with ThreadPoolExecutor(PEOPLE) as pool:
        taken = [one for mine in pool.map(lambda _: work(), range(PEOPLE)) for one in mine]

    assert sorted(taken) == list(range(500))
    assert sorted(one for done, _ in counter.times for one in done) == sorted(taken)
