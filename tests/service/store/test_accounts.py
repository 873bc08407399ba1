"""Accounts: connecting, disconnecting, and how they stand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from service.errors import Conflict, NotConnected, NotFound
from service.store import accounts, sealed
from service.store.accounts import AccountState


def test_a_laptop_has_one_account_from_the_start_and_it_is_not_connected(database, now):
    with database.begin() as tx:
        first = accounts.ensure(tx, now)
        second = accounts.ensure(tx, now)

    assert first == second
    assert first.state is AccountState.NOT_CONNECTED
    assert first.due_at is None


def test_processes_that_start_at_once_make_one_account(database, now):
    def start(_: int) -> int:
        with database.begin() as tx:
            return accounts.ensure(tx, now).id

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(start, range(8)))

    assert len(found) == 1


def test_connecting_stores_who_and_where_and_wants_a_run(database, account, now):
    assert account.state is AccountState.OK
    assert (account.name, account.email) == ("Ada Example", "ada@example.com")
    assert (account.workspace_gid, account.workspace_name) == ("12", "Home")
    assert (account.due_at, account.waiting) == (now, 1)
    with database.begin() as tx:
        assert accounts.token(tx, account.id) == b"sealed"
        assert accounts.the_only(tx) == account


def test_disconnecting_forgets_the_token_and_keeps_the_account(database, account):
    with database.begin() as tx:
        assert sealed.any(tx)
        accounts.disconnect(tx, account.id)

        assert accounts.get(tx, account.id).state is AccountState.NOT_CONNECTED
        assert accounts.get(tx, account.id).name == "Ada Example"
        assert not sealed.any(tx)
        with pytest.raises(NotConnected):
            accounts.token(tx, account.id)


def test_disconnecting_takes_the_account_from_a_worker_that_is_at_it(database, account, now):
    with database.begin() as tx:
        lease = accounts.claim(tx, owner="w", now=now, seconds=60)
        accounts.disconnect(tx, account.id)
        with pytest.raises(accounts.LeaseLost):
            accounts.renew(tx, lease, now, 60)


def test_a_state_comes_with_words_for_the_person(database, account):
    with database.begin() as tx:
        accounts.set_state(
            tx, account.id, AccountState.PROJECT_GONE, "It is gone.", "Restore it."
        )
        found = accounts.get(tx, account.id)

    assert (found.state, found.state_message) == (AccountState.PROJECT_GONE, "It is gone.")
    assert found.state_hint == "Restore it."


def test_what_a_sync_remembers_for_the_next_one_is_kept(database, account):
    with database.begin() as tx:
        accounts.set_last_day(tx, account.id, date(2026, 10, 5))
        accounts.set_event_token(tx, account.id, "abc")
        found = accounts.get(tx, account.id)

    assert (found.last_day, found.event_token) == (date(2026, 10, 5), "abc")


def test_the_only_account_must_be_there_and_the_only_one(database, many):
    with database.begin() as tx, pytest.raises(NotConnected):
        accounts.the_only(tx)
    many(2)
    with database.begin() as tx, pytest.raises(Conflict):
        accounts.the_only(tx)


@pytest.mark.parametrize("ask", [accounts.get, accounts.lock])
def test_an_account_that_is_not_there_is_not_found(database, ask):
    with database.begin() as tx, pytest.raises(NotFound):
        ask(tx, 99)
