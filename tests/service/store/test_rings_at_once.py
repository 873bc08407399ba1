"""Rings from several processes at once: all are counted, and none for an ended webhook."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from sqlalchemy import insert, text

from service.store import accounts, tables, webhooks
from service.store.database import open_database
from service.store.webhooks import HookState

PROCESSES, TIMES = 4, 10


@pytest.fixture
def hooked(database, many, now):
    """Accounts with a webhook each that rings: the accounts by their nonces."""
    mine = {f"n{account_id}": account_id for account_id in many(20)}
    rows = [
        {
            "account_id": account_id,
            "project_gid": "1",
            "target": nonce,
            "nonce": nonce,
            "state": HookState.ACTIVE,
            "candidates": "",
            "expires_at": now,
            "secret": b"sealed",
            "made_at": now,
            "due_at": now,
            "failures": 0,
            "problem": "",
            "hint": "",
        }
        for nonce, account_id in mine.items()
    ]
    with database.begin() as tx:
        tx.execute(insert(tables.webhooks), rows)
    return mine


def ring(tx, nonces, now):
    whose = webhooks.heard(tx, nonces, now)
    accounts.ring_for(tx, whose.values(), now)
    return whose


def test_rings_for_the_same_accounts_in_any_order_never_wait_for_each_other(
    database, database_url, hooked, now
):
    def ring_often(number):
        chance = random.Random(number)  # noqa: S311 - to be repeated
        with closing(open_database(database_url)) as mine:
            for _ in range(TIMES):
                nonces = chance.sample(sorted(hooked), len(hooked))
                with mine.begin() as tx:
                    assert ring(tx, nonces, now) == hooked

    with ThreadPoolExecutor(PROCESSES) as pool:
        list(pool.map(ring_often, range(PROCESSES)))

    with database.begin() as tx:
        found = {accounts.get(tx, account_id).wanted for account_id in hooked.values()}
    assert found == {PROCESSES * TIMES}


@pytest.mark.parametrize("ends", [True, False])
def test_a_ring_that_had_to_wait_counts_unless_its_webhook_has_ended_meanwhile(
    database, database_url, hooked, now, ends
):
    (first, *_) = hooked
    with closing(open_database(database_url)) as other, ThreadPoolExecutor(1) as pool:

        def ring_there():
            with other.begin() as tx:
                return ring(tx, hooked, now)

        with database.begin() as tx:
            hook = webhooks.by_nonce(tx, first)
            if ends:
                webhooks.retire(tx, hook.id, now)
            else:
                ring(tx, hooked, now)
            waiting = pool.submit(ring_there)
            until_it_waits(tx, waiting)
        rung = waiting.result()

    assert rung == {nonce: hooked[nonce] for nonce in hooked if not (ends and nonce == first)}


def until_it_waits(tx, waiting):
    """On SQLite it waits before it has read anything, whenever that is."""
    locks = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    while tx.dialect.name == "postgresql" and not tx.execute(locks).scalar():
        assert not waiting.done()
