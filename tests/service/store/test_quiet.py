"""Until when a look that hears nothing has nothing to do, and what ends that."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service.store import accounts
from service.store.accounts import Answer

A_DAY = timedelta(days=1)


@pytest.fixture
def quiet(database, account, now):
    """An account whose last turn had nothing to do."""
    with database.begin() as tx:
        accounts.set_event_token(tx, account.id, "place")
        accounts.set_next_review(tx, account.id, now + A_DAY)
    give_back(database, account, now)
    assert found(database, account).is_quiet(now)
    return account


def give_back(database, account, now, *, during=lambda: None, **afterwards) -> None:
    with database.begin() as tx:
        accounts.request(tx, account.id, now=now)
        lease = accounts.claim(tx, owner="test", now=now, seconds=60)
    during()
    with database.begin() as tx:
        afterwards = {"quiet_until": now + A_DAY, **afterwards}
        accounts.release(
            tx, lease, now=now, synced=True, next_full_at=now + A_DAY, **afterwards
        )


def found(database, account):
    with database.begin() as tx:
        return accounts.get(tx, account.id)


@pytest.mark.parametrize(
    "asked",
    [{}, {"review": True}, {"answer": Answer.AGAIN}],
    ids=["a turn", "review", "answer"],
)
def test_whoever_asks_ends_the_quiet(database, quiet, now, asked):
    with database.begin() as tx:
        accounts.request(tx, quiet.id, now=now, **asked)

    assert not found(database, quiet).is_quiet(now)


def test_a_bell_does_not_end_it_because_the_stream_says_what_for(database, quiet, now):
    with database.begin() as tx:
        accounts.ring_for(tx, [quiet.id], now)
        accounts.request(tx, quiet.id, now=now, rung=True)

    assert found(database, quiet).is_quiet(now)


def test_a_turn_that_records_something_ends_it(database, quiet, now):
    with database.begin() as tx:
        accounts.ring_for(tx, [quiet.id], now)
        lease = accounts.claim(tx, owner="test", now=now, seconds=60)
        accounts.renew(tx, lease, now, 60)
        accounts.release(tx, lease, now=now, synced=True)

    assert not found(database, quiet).is_quiet(now)


def test_what_was_asked_for_during_the_turn_keeps_it_from_beginning(database, quiet, now):
    def ask() -> None:
        with database.begin() as tx:
            accounts.request(tx, quiet.id, now=now)

    give_back(database, quiet, now, during=ask)

    assert not found(database, quiet).is_quiet(now)


def test_it_ends_with_the_day_the_next_reading_of_everything_and_the_next_review(
    database, quiet, now
):
    assert not found(database, quiet).is_quiet(now + A_DAY)
    give_back(database, quiet, now, quiet_until=now + 9 * A_DAY)
    assert not found(database, quiet).is_quiet(now + A_DAY)


def test_a_clock_that_was_set_back_ends_it(database, quiet, now):
    assert not found(database, quiet).is_quiet(now - A_DAY)


def test_a_look_keeps_the_place_in_the_stream_that_it_was_told(database, quiet, now):
    give_back(database, quiet, now, event_token="9")  # noqa: S106 - a place in a stream

    assert found(database, quiet).event_token == "9"  # noqa: S105 - see above
