"""The rows of webhooks: each step is taken once, whoever else is at it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

import pytest

from service.store import accounts, webhooks
from service.store.database import open_database
from service.store.webhooks import HANDSHAKE, SILENCE, HookState

SECRET = "b537207f20cbfa02357cf448134da559"  # noqa: S105 - no real one


@pytest.fixture
def start(database, account, now):
    def start(nonce="n"):
        with database.begin() as tx:
            return webhooks.start(
                tx, account.id, project="1", target=f"x/{nonce}", nonce=nonce, now=now
            )

    return start


@pytest.fixture
def activate(database, now):
    def activate(hook, secret=SECRET, at=now):
        with database.begin() as tx:
            return webhooks.activate(
                tx, hook.id, gid="7", secret=secret, sealed=b"sealed", now=at, due_at=at
            )

    return activate


@pytest.fixture
def active(database, start, activate, now):
    hook = start()
    with database.begin() as tx:
        assert webhooks.offer(tx, hook.id, SECRET, now)
    assert activate(hook)
    with database.begin() as tx:
        return webhooks.by_nonce(tx, "n")


def test_of_processes_that_begin_at_once_one_makes_a_webhook(database_url, account, now):
    def begin(number):
        with closing(open_database(database_url)) as mine, mine.begin() as tx:
            nonce = str(number)
            return webhooks.start(tx, account.id, project="1", target="x", nonce=nonce, now=now)

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(begin, range(4)))

    assert len([hook for hook in made if hook]) == 1


def test_a_webhook_is_looked_after_by_one_process_at_a_time(database, active, now):
    later = now + timedelta(minutes=1)
    with database.begin() as tx:
        assert webhooks.claim(tx, active, later)
    with database.begin() as tx:
        assert not webhooks.claim(tx, active, later)


def test_only_an_offered_secret_is_trusted_and_only_once(start, activate, database, now):
    hook = start()
    assert not activate(hook)
    with database.begin() as tx:
        webhooks.offer(tx, hook.id, SECRET, now)

    assert not activate(hook, secret=SECRET[:-1])
    assert not activate(hook, at=now + HANDSHAKE)
    assert activate(hook)
    assert not activate(hook)


def test_a_retired_webhook_keeps_no_secret_and_tells_what_went_wrong(database, active, now):
    with database.begin() as tx:
        assert webhooks.retire(tx, active.id, now, problem="It went silent.", hint="Wait.")
        assert not webhooks.retire(tx, active.id, now)
        hook = webhooks.by_nonce(tx, "n")
        assert (hook.state, hook.secret, hook.failures) == (HookState.LEAVING, None, 1)
        webhooks.end(tx, hook, now + timedelta(hours=1))
        gone = webhooks.current(tx, active.account_id)

    assert (gone.state, gone.problem) == (HookState.GONE, "It went silent.")


def test_the_next_one_goes_on_counting_and_takes_the_place_of_the_last(
    database, active, start, now
):
    with database.begin() as tx:
        webhooks.retire(tx, active.id, now, problem="It went silent.")
        webhooks.end(tx, webhooks.by_nonce(tx, "n"), now)

    hook = start("next")

    assert (hook.failures, hook.problem) == (1, "")
    with database.begin() as tx:
        assert [one.id for one in webhooks.of_account(tx, active.account_id)] == [hook.id]


def test_what_went_well_is_forgotten_with_its_webhook(database, active, now):
    with database.begin() as tx:
        webhooks.retire(tx, active.id, now)
        webhooks.end(tx, webhooks.by_nonce(tx, "n"), now)
        assert webhooks.of_account(tx, active.account_id) == []


def test_a_webhook_rings_from_the_first_thing_heard_until_it_is_silent(database, active, now):
    with database.begin() as tx:
        assert not webhooks.rings(tx, active.account_id, now)
        assert webhooks.heard(tx, ["n"], now) == {"n": active.account_id}
        assert webhooks.rings(tx, active.account_id, now + SILENCE)
        assert not webhooks.rings(tx, active.account_id, now + SILENCE + timedelta(seconds=1))


def test_a_failing_webhook_does_not_ring_until_it_is_heard_again(database, active, now):
    with database.begin() as tx:
        webhooks.heard(tx, ["n"], now)
        webhooks.note(tx, active, now, problem="500", hint="Look.")
        assert not webhooks.rings(tx, active.account_id, now)
        webhooks.heard(tx, ["n"], now)
        assert webhooks.rings(tx, active.account_id, now)


def test_a_ring_during_a_run_that_heard_something_is_not_answered_by_it(database, account, now):
    def turn(at, *, rung=False, heard=False):
        with database.begin() as tx:
            lease = accounts.claim(tx, owner="w", now=at, seconds=60)
        with database.begin() as tx:
            if rung:
                accounts.request(tx, account.id, now=at, rung=True)
            accounts.release(tx, lease, now=at, synced=True, heard=heard)
            return accounts.get(tx, account.id).due_at

    assert turn(now, rung=True, heard=True) == now
    assert turn(now) == now + timedelta(seconds=5)
    assert turn(now + timedelta(seconds=5), heard=True) is None
