"""SIGTERM: what has begun comes to a safe end within ten seconds, and nothing is lost."""

from __future__ import annotations

from processes.judge import judge
from processes.person import Person
from processes.settling import next_monday, settle, until_synced

SLOW = 0.7
"""Seconds for each request, so that a turn takes longer than the process may."""


def test_in_the_middle_of_a_first_sync(moved_in):
    moved_in.asana.slow(SLOW)
    moved_in.serve()
    moved_in.worker()
    moved_in.wait_for_work()

    assert moved_in.end() == [True, True]

    moved_in.asana.calm()
    settle(moved_in)
    assert moved_in.end() == [True, True]
    assert judge(moved_in) == []


def test_in_the_middle_of_a_review(moved_in):
    until_synced(moved_in)
    moved_in.asana.slow(SLOW)
    asked = moved_in.asana.asked()
    moved_in.clock.turn_to(next_monday(moved_in))
    moved_in.wait_for_work()

    assert all(moved_in.end())

    assert moved_in.asana.asked() > asked
    assert moved_in.reviews() == 0
    moved_in.asana.calm()
    settle(moved_in)
    assert moved_in.reviews() == 1
    assert all(moved_in.end())
    assert judge(moved_in) == []


def test_in_the_middle_of_a_flood(moved_in):
    until_synced(moved_in)
    person = Person(moved_in, seed=0)
    moved_in.asana.slow(SLOW / 4)
    with person.flood(0.05):
        moved_in.wait_for_work()
        ended = moved_in.end()

    assert all(ended)
    assert person.tickets
    moved_in.asana.calm()
    settle(moved_in)
    assert all(moved_in.end())
    assert judge(moved_in, person) == []
