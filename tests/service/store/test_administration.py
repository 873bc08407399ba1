"""All accounts at a glance, paused, resumed and removed; nobody's plan is in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from service.errors import Conflict, NotFound
from service.store import accounts, administration, history, keys, plans
from service.store.accounts import AccountState
from service.store.tables import metadata


def see(database, **which):
    with database.begin() as tx:
        return administration.overviews(tx, **which)


def test_the_list_says_how_each_stands_in_the_order_of_their_numbers(database, account, many):
    others = many(2)[1:]
    with database.begin() as tx:
        accounts.set_state(tx, others[0], AccountState.TOKEN_INVALID, "It has ended.")

    first, second, third = see(database)

    assert [first.id, second.id, third.id] == [account.id, *others]
    assert (first.name, first.workspace, first.state) == ("Ada Example", "Home", "ok")
    assert (first.waiting, first.due_at) == (1, account.due_at)
    assert (second.state, second.message) == (AccountState.TOKEN_INVALID, "It has ended.")
    assert see(database, states=[AccountState.TOKEN_INVALID]) == (second,)
    assert see(database, after=first.id, most=1) == (second,)
    assert first.as_dict()["due_at"] == account.due_at.isoformat()


def test_the_list_holds_nothing_of_a_plan(database, account):
    with database.begin() as tx:
        plans.remember_file(tx, account.id, "a canary of a plan")

    assert "canary" not in repr(see(database))


def test_no_work_is_done_for_a_paused_account_and_the_person_is_told_why(
    database, account, now
):
    with database.begin() as tx:
        lease = accounts.claim(tx, owner="w", now=now, seconds=60)
        administration.pause(tx, account.id, " the board is being moved. ")
        with pytest.raises(accounts.LeaseLost):
            accounts.release(tx, lease, now=now)
        accounts.request(tx, account.id, now=now)
        found = accounts.get(tx, account.id)

        assert accounts.claim(tx, owner="w", now=now, seconds=60) is None
    assert found.state is AccountState.PAUSED
    assert found.state_message.endswith("runs the service: the board is being moved.")
    assert found.state_hint


def test_after_a_pause_work_goes_on_at_once(database, account, now):
    later = now + timedelta(days=3)
    with database.begin() as tx:
        administration.pause(tx, account.id, "")
        administration.resume(tx, account.id, later)
        assert accounts.claim(tx, owner="w", now=later, seconds=60)
        with pytest.raises(Conflict, match="not paused"):
            administration.resume(tx, account.id, later)


def test_whoever_disconnected_meanwhile_is_not_connected_afterwards(database, account, now):
    with database.begin() as tx:
        administration.pause(tx, account.id, "")
        accounts.disconnect(tx, account.id)
        administration.resume(tx, account.id, now)

        assert accounts.get(tx, account.id).state is AccountState.NOT_CONNECTED


def test_what_is_removed_leaves_nothing_and_the_others_stay(database, account, many, now):
    (other,) = many(1)[1:]
    with database.begin() as tx:
        for one in (account.id, other):
            keys.create(tx, one, "script", now)
            plans.remember_file(tx, one, "a file")
            history.note(tx, one, None, now, kind="created", text="made")
        administration.remove(tx, account.id)
        left = {
            table.name: tx.execute(
                select(func.count()).where(table.c.account_id == account.id)
            ).scalar()
            for table in metadata.sorted_tables
            if "account_id" in table.c
        }

        assert set(left.values()) == {0}
        assert accounts.ids(tx) == [other]
        assert len(keys.every(tx, other)) == 1


def test_an_account_that_is_not_there_is_said_so(database, now):
    with database.begin() as tx:
        for act in (
            lambda: administration.pause(tx, 99, ""),
            lambda: administration.resume(tx, 99, now),
            lambda: administration.remove(tx, 99),
        ):
            with pytest.raises(NotFound, match="no account 99"):
                act()
