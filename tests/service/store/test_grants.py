"""What consent gave: who may ask for more of it, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service.errors import AccountStopped, NotConnected
from service.store import accounts, grants
from service.store.accounts import AccountState
from service.store.grants import Consent, Grant

HOUR = timedelta(hours=1)


@pytest.fixture
def consented(database, account, now):
    """The account's id; its consent is new."""
    with database.begin() as tx:
        grants.keep(tx, account.id, Consent(b"refresh", b"access", now + HOUR))
    return account.id


def current(database, account_id):
    with database.begin() as tx:
        return grants.current(tx, account_id)


def test_a_personal_token_is_no_grant(database, account):
    assert current(database, account.id) == Grant(None, None, None, None)


def test_a_new_consent_takes_the_account_from_whoever_is_at_it(database, account, now):
    with database.begin() as tx:
        lease = accounts.claim(tx, owner="w", now=now, seconds=60)
        grants.keep(tx, account.id, Consent(b"refresh", b"access", now + HOUR))
        with pytest.raises(accounts.LeaseLost):
            accounts.renew(tx, lease, now, 60)
        assert accounts.get(tx, account.id).auth == "oauth"


def test_one_asks_and_only_it_may_keep_what_it_got(database, consented, now):
    with database.begin() as tx:
        former = grants.begin(tx, consented, now)
        owner = grants.begin(tx, consented, now)
        new = {"access": b"new", "until": now + 2 * HOUR, "refresh": None}

        assert not grants.renewed(tx, consented, former, **new)
        assert grants.current(tx, consented).access == b"access"
        assert grants.renewed(tx, consented, owner, **new)
        assert grants.current(tx, consented) == Grant(b"refresh", b"new", now + 2 * HOUR, None)


def test_a_new_refresh_token_takes_the_place_of_the_old(database, consented, now):
    with database.begin() as tx:
        owner = grants.begin(tx, consented, now)
        new = {"access": b"new", "until": now + 2 * HOUR, "refresh": b"rotated"}
        grants.renewed(tx, consented, owner, **new)

    assert current(database, consented).refresh == b"rotated"


def test_what_has_ended_is_forgotten_and_the_person_is_told(database, consented, now):
    with database.begin() as tx:
        owner = grants.begin(tx, consented, now)
        grants.ended(tx, consented, owner, "It has ended.", "Sign in again.")
        found = accounts.get(tx, consented)

    assert current(database, consented) == Grant(None, None, None, None)
    assert (found.state, found.state_message) == (AccountState.TOKEN_INVALID, "It has ended.")
    with database.begin() as tx, pytest.raises(AccountStopped) as caught:
        accounts.token(tx, consented)
    assert caught.value.hint == "Sign in again."


def test_a_consent_that_came_meanwhile_is_not_ended_by_the_former_one(database, consented, now):
    with database.begin() as tx:
        owner = grants.begin(tx, consented, now)
        grants.keep(tx, consented, Consent(b"second", b"access 2", now + HOUR))
        grants.ended(tx, consented, owner, "It has ended.", "Sign in again.")

        assert grants.current(tx, consented).refresh == b"second"
        assert accounts.get(tx, consented).state is AccountState.OK


def test_disconnecting_forgets_all_of_it(database, consented):
    with database.begin() as tx:
        accounts.disconnect(tx, consented)
        with pytest.raises(NotConnected):
            accounts.token(tx, consented)

    assert current(database, consented) == Grant(None, None, None, None)


def test_a_personal_token_takes_the_place_of_consent(database, consented, now):
    with database.begin() as tx:
        accounts.connect(
            tx,
            consented,
            name="Ada Example",
            email="ada@example.com",
            user_gid="11",
            workspace_gid="12",
            workspace_name="Home",
            auth="pat",
            token=b"personal",
            now=now,
        )
        assert accounts.token(tx, consented) == b"personal"

    assert current(database, consented) == Grant(None, None, None, None)


def test_the_same_asana_user_has_one_account_however_often_they_come(database, now):
    person = {"user_gid": "7", "name": "Bo", "email": "bo@example.com", "now": now}
    with database.begin() as tx:
        first = accounts.add(tx, **person)
        assert accounts.add(tx, **person) == first == accounts.find(tx, "7")
        assert accounts.find(tx, "8") is None


def test_a_paused_account_stays_so_whatever_the_person_does(database, consented, now):
    with database.begin() as tx:
        accounts.set_state(tx, consented, AccountState.PAUSED, "For now.")
        accounts.disconnect(tx, consented)
        assert accounts.get(tx, consented).state is AccountState.PAUSED
        grants.keep(tx, consented, Consent(b"refresh", b"access", now + HOUR))
        grants.go_on(tx, consented, now)
        found = accounts.get(tx, consented)

    assert (found.state, found.state_message) == (AccountState.PAUSED, "For now.")
