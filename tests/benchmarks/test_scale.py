"""A share of what `make scale` measures: the same programs, with few accounts."""

from __future__ import annotations

from contextlib import closing

import pytest
from benchmarks.scale import draining, growing, killing, monday, ringing
from benchmarks.scale.bell import ACCOUNTS

from service.store import accounts
from service.store.database import open_database

FEW = 300


@pytest.fixture
def kind(database_url):
    return "sqlite" if database_url.startswith("sqlite") else "postgresql"


def test_the_queue_is_drained_by_processes_of_many_threads(database_url, kind):
    draining.fill(database_url, FEW)

    found = draining.drained(database_url, FEW, 2, 8)

    print(f"{draining.HEAD}\n{draining.line(kind, found)}")
    assert (found.left, found.runs) == (0, FEW)


@pytest.fixture(scope="module")
def bare():
    with ringing.serving("bare") as server:
        return ringing.flood(server, FEW)


def test_every_ring_is_taken_and_asks_for_work(database_url, kind, bare):
    draining.fill(database_url, ACCOUNTS)
    with ringing.serving("door", database_url) as server:
        found = ringing.flood(server, FEW)

    print(f"\n  Rings on {kind}: {found.rate:,.0f} a second, {found.rate / bare.rate:.0%}")
    with closing(open_database(database_url)) as database, database.begin() as tx:
        wanted = [accounts.get(tx, 1 + number).wanted for number in range(ACCOUNTS)]
    assert [number for number, count in enumerate(wanted) if count > 1] == list(range(FEW))


def test_everybody_has_one_review_on_monday(database_url, kind):
    found = monday.monday(database_url, 4, 1, 4, 0)

    print(f"{monday.HEAD}\n{monday.line(kind, found, 0)}")
    assert (found.reviews, found.made.left) == (4, 0)
    assert found.made.requests == 4 * 12


def test_what_is_looked_for_over_and_over_finds_nothing_where_nothing_is(database_url, kind):
    found = growing.grown(database_url, FEW)

    print(f"{growing.HEAD}\n{growing.line(kind, found)}")
    assert found.due == 0


def test_workers_are_killed_and_nothing_is_lost_or_done_twice_at_once(database_url, kind):
    found = killing.suffer(database_url, 12)

    print(f"{killing.HEAD}\n{killing.line(kind, found)}")
    assert (found.lost, found.at_once) == (0, 0)
    assert found.kills > 1
    assert found.ended >= found.begun - found.kills * killing.THREADS
