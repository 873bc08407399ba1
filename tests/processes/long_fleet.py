"""Several processes and machines on one PostgreSQL: leases, fences, one budget, one review."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from support.processes import answer_to

from processes.home import free_port
from processes.judge import judge
from processes.person import Person
from processes.settling import next_monday, settle, until_synced

if TYPE_CHECKING:
    from processes.home import Home

LEASE, GRACE = timedelta(seconds=60), timedelta(minutes=30)
BUDGET, LIMIT = 120, 133
"""What all processes together may ask for in a minute, and what Asana would let them."""
OVERTAKEN = '"error": "LeaseLost"'
"""How the log tells of a run that another worker has ended."""
MONDAYS = 3
ON_THE_WAY = timedelta(seconds=5)


def lease_is_over(home: Home) -> None:
    home.clock.turn_to(home.clock() + LEASE + timedelta(seconds=1))


def test_one_is_cut_off_one_is_paused_one_is_killed_and_the_last_does_the_work(at, url, cables):
    home = at(url, lease_seconds=LEASE.seconds, create_grace_seconds=GRACE.seconds)
    settings, lines = cables(home, "127.0.0.2")

    home.asana.hold("POST", "/projects")
    cut_off = home.worker(**settings)
    answer_to(home.asana.holds, bool)
    for line in lines:
        line.pull()
    home.asana.let_go()
    answer_to(lambda: home.asana.snapshot()["projects"], bool)

    lease_is_over(home)
    home.asana.hold("POST", "/batch")
    paused = home.worker()
    answer_to(home.asana.holds, bool)
    paused.pause()

    lease_is_over(home)
    killed = home.worker()
    home.wait_for_work()
    killed.kill()
    home.programs.remove(killed)
    home.asana.let_go()

    lease_is_over(home)
    until_synced(home)
    asked = home.asana.asked()
    paused.go_on()
    answer_to(home.log, lambda said: OVERTAKEN in said)
    for line in lines:
        line.plug_in()
    home.clock.turn_to(home.clock() + GRACE)
    settle(home)

    assert cut_off.alive()
    assert home.asana.writes(asked) == []
    assert all(home.end())
    assert judge(home) == []


def test_the_budget_of_a_token_is_one_for_all_processes(at, url):
    home = at(url, requests_per_minute=BUDGET)
    home.asana.limit(per_minute=LIMIT)
    person = Person(home, seed=6)
    home.serve(threads=2)
    home.serve(port=free_port(), threads=2)
    home.worker(threads=2)
    with person.flood(0.5):
        for _ in range(3):
            answer_to(home.in_a_turn, bool)
            home.programs.pop().kill()
            home.worker(threads=2)
        answer_to(home.asana.asked, lambda number: number > BUDGET * 3 / 4)
        home.clock.turn(seconds=30)
        answer_to(home.asana.asked, lambda number: number > BUDGET * 5 / 4)

    assert home.asana.refused(429) == 0
    within = timedelta(minutes=1) - ON_THE_WAY
    assert 0 < home.asana.busiest(within) <= BUDGET
    assert all(home.end())


def test_a_fleet_makes_one_review_a_week(at, url):
    home = at(url)
    person = Person(home, seed=7)
    until_synced(home)
    for _ in range(2):
        home.serve(port=free_port(), threads=3)
        home.worker(threads=3)
    for number in range(MONDAYS):
        with person.flood(0.2):
            home.clock.turn_to(next_monday(home))
            home.asana.knock_again()
            answer_to(home.reviews, lambda made, before=number: made > before)
    settle(home)

    assert len(home.asana.webhooks()) == 1
    assert home.reviews() == MONDAYS
    assert all(home.end())
    assert judge(home, person) == []
