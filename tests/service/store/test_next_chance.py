"""When an idle worker has to look again."""

from __future__ import annotations

from datetime import timedelta

from service.store import accounts
from service.store.accounts import AccountState

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def test_the_next_chance_is_who_is_due_next_or_the_end_of_a_lease_that_nobody_renews(
    many, database, now
):
    held, later, stopped = many(3)
    with database.begin() as tx:
        assert accounts.next_chance(tx, now) is None
        accounts.set_next_review(tx, later, now + HOUR)
        accounts.set_next_review(tx, stopped, now + MINUTE)
        accounts.set_state(tx, stopped, AccountState.PAUSED)
        assert accounts.next_chance(tx, now) == now + HOUR

        accounts.request(tx, held, now=now)
        lease = accounts.claim(tx, owner="w", now=now, seconds=60)
        assert accounts.next_chance(tx, now) == now + MINUTE
        assert accounts.next_chance(tx, now + MINUTE) == now + HOUR
        accounts.release(tx, lease, now=now, synced=True)
        assert accounts.next_chance(tx, now) == now + HOUR
