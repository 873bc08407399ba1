"""One thread keeps every lease of its process."""

from __future__ import annotations

from datetime import timedelta
from queue import SimpleQueue

import pytest
from support.house import NOW

from service.store import accounts
from service.store.accounts import LeaseLost
from service.worker.heartbeat import Heartbeat


class Pulse:
    """The time between beats, which passes when a test says so."""

    def __init__(self, house):
        self.house, self.waits = house, []
        self._begun, self._over = SimpleQueue(), SimpleQueue()

    def wait(self, seconds):
        self.waits.append(seconds)
        self._begun.put(seconds)
        self._over.get(timeout=20)
        self.house.now += timedelta(seconds=seconds)

    def beat(self):
        """Let the time pass, and the beat, until the next wait has begun."""
        self._over.put("over")
        self._begun.get(timeout=20)

    def end(self):
        self._over.put("over")


@pytest.fixture
def pulse(house):
    return Pulse(house)


@pytest.fixture
def heartbeat(house, pulse):
    return Heartbeat(house.database, clock=house.clock, seconds=60, wait=pulse.wait)


def claimed(house, account_id=None):
    with house.database.begin() as tx:
        return accounts.claim(tx, owner="me", now=house.now, seconds=60, account_id=account_id)


def test_a_lease_is_kept_three_times_in_its_length(house, heartbeat, pulse):
    with heartbeat.keeping(claimed(house)):
        pulse._begun.get(timeout=20)
        pulse.beat()
        pulse.beat()
    pulse.end()

    assert pulse.waits == [20] * 3
    assert house.account().lease_until >= NOW + timedelta(seconds=100)


def test_one_that_is_given_back_is_kept_no_more(house, heartbeat, pulse):
    lease = claimed(house)
    with heartbeat.keeping(lease):
        pulse._begun.get(timeout=20)
        with house.database.begin() as tx:
            accounts.release(tx, lease, now=house.now)
        pulse.beat()
    pulse.end()

    assert house.account().lease_until is None


def test_who_lost_an_account_does_not_keep_it_from_its_new_owner(house, heartbeat, pulse):
    lease = claimed(house)
    with heartbeat.keeping(lease):
        pulse._begun.get(timeout=20)
        house.now += timedelta(seconds=61)
        taken = claimed(house)
        pulse.beat()
    pulse.end()

    assert house.account().lease_until == taken.until
    with pytest.raises(LeaseLost), house.database.begin() as tx:
        accounts.renew(tx, lease, house.now, 60)
