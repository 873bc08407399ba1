"""Many workers at one queue: nothing twice at once, nothing lost."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import event

from service.store import accounts
from service.store.accounts import LeaseLost, Priority
from service.store.database import open_database

WORKERS = 6


@pytest.fixture
def processes(database_url):
    """Databases as several processes would open them: nothing is shared but the file."""
    opened = [open_database(database_url) for _ in range(WORKERS)]
    yield opened
    for database in opened:
        database.close()


def all_at_once(work, *things):
    ready = Barrier(len(things))

    def begin(thing):
        ready.wait()
        return work(thing)

    with ThreadPoolExecutor(len(things)) as pool:
        return list(pool.map(begin, things))


def test_every_account_is_claimed_exactly_once(database, processes, many, now):
    wanted = many(40)
    with database.begin() as tx:
        for account_id in wanted:
            accounts.request(tx, account_id, now=now)

    def claim_all(process):
        taken = []
        while True:
            with process.begin() as tx:
                lease = accounts.claim(tx, owner="w", now=now, seconds=60)
            if lease is None:
                return taken
            taken.append(lease.account_id)

    taken = [one for found in all_at_once(claim_all, *processes) for one in found]

    assert sorted(taken) == wanted


def test_every_account_is_claimed_once_and_given_back_by_many_who_take_several(
    database, processes, many, now
):
    wanted = many(60)
    with database.begin() as tx:
        for account_id in wanted:
            accounts.request(tx, account_id, now=now)

    def work(process):
        taken, held = [], []
        while True:
            with process.begin() as tx:
                assert accounts.release_many(tx, [(one, {}) for one in held], now) == []
                held = accounts.claim_many(tx, 7, owner="w", now=now, seconds=60)
            if not held:
                return taken
            taken += [lease.account_id for lease in held]

    taken = [one for found in all_at_once(work, *processes) for one in found]

    assert sorted(taken) == wanted
    with database.begin() as tx:
        assert [accounts.get(tx, one).waiting for one in wanted] == [0] * len(wanted)


def test_requests_and_runs_at_once_lose_nothing_and_never_overlap(
    database, processes, many, now
):
    ids = many(3)
    answered = Counter()
    at_work = dict.fromkeys(ids, 0)

    def run_all(process):
        while True:
            with process.begin() as tx:
                lease = accounts.claim(tx, owner="w", now=now, seconds=60)
            if lease is None:
                return
            at_work[lease.account_id] += 1
            assert at_work[lease.account_id] == 1
            answered[lease.account_id] = max(answered[lease.account_id], lease.covers)
            at_work[lease.account_id] -= 1
            with process.begin() as tx:
                accounts.release(tx, lease, now=now)

    def ask_and_run(process):
        for _ in range(5):
            for account_id in ids:
                with process.begin() as tx:
                    accounts.request(tx, account_id, now=now)
            run_all(process)

    all_at_once(ask_and_run, *processes)
    run_all(database)

    assert answered == dict.fromkeys(ids, 5 * WORKERS)
    with database.begin() as tx:
        assert [accounts.get(tx, one).waiting for one in ids] == [0, 0, 0]


@pytest.mark.usefixtures("account")
def test_a_dead_workers_account_goes_to_one_successor(database, processes, now):
    with database.begin() as tx:
        dead = accounts.claim(tx, owner="dead", now=now, seconds=60)
    later = now + timedelta(seconds=61)

    def take_over(process):
        with process.begin() as tx:
            return accounts.claim(tx, owner="w", now=later, seconds=60)

    leases = [lease for lease in all_at_once(take_over, *processes) if lease]

    assert len(leases) == 1
    with database.begin() as tx, pytest.raises(LeaseLost):
        accounts.release(tx, dead, now=later)


def test_a_locked_account_waits_and_the_others_do_not(database, processes, many, now):
    if database.dialect == "sqlite":
        pytest.skip("SQLite locks the whole file")
    held, free = many(2)
    with database.begin() as tx:
        accounts.request(tx, held, now=now - timedelta(hours=1))
        accounts.request(tx, free, now=now)

    with processes[0].begin() as locking, processes[1].begin() as claiming:
        accounts.lock(locking, held)
        lease = accounts.claim(claiming, owner="w", now=now, seconds=60)

    assert lease.account_id == free


def test_a_claim_and_a_release_take_few_statements(database, many, now):
    (account_id,) = many(1)
    with database.begin() as tx:
        accounts.request(tx, account_id, now=now)

    with database.begin() as tx, counted(tx) as statements:
        lease = accounts.claim(tx, owner="w", now=now, seconds=60)
        assert len(statements) == 1
        accounts.release(tx, lease, now=now)
        assert len(statements) == 3
        accounts.claim(tx, owner="w", now=now, seconds=60)
        assert len(statements) == 3 + len(Priority)


def test_looking_for_work_reads_the_index_and_not_the_table_and_sorts_nothing(
    database, many, now
):
    """Also where everybody is due at the same instant: else each look would sort them all."""
    many(1)
    explain = "EXPLAIN QUERY PLAN" if database.dialect == "sqlite" else "EXPLAIN"
    with database.begin() as tx, counted(tx) as statements:
        accounts.claim(tx, owner="w", now=now, seconds=60)
        statement, values = statements[0]
        if database.dialect == "postgresql":
            # It would read a table this small whole.
            tx.exec_driver_sql("SET LOCAL enable_seqscan = off")
        plan = tx.exec_driver_sql(f"{explain} {statement}", values).all()

    assert any("ix_accounts_priority_due_at" in str(line) for line in plan)
    assert not any("Sort" in str(line) or "TEMP B-TREE FOR ORDER" in str(line) for line in plan)


@contextmanager
def counted(tx):
    statements = []

    def note(_connection, _cursor, statement, values, _context, _many):
        statements.append((statement, values))

    event.listen(tx, "before_cursor_execute", note)
    yield statements
    event.remove(tx, "before_cursor_execute", note)
