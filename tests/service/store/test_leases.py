"""The life of one request: asked for, claimed, renewed, released."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service.errors import NotFound
from service.store import accounts
from service.store.accounts import AccountState, Answer, LeaseLost, Priority

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def claim(database, now):
    def claim(at=now, **more):
        with database.begin() as tx:
            return accounts.claim(tx, owner="worker", now=at, seconds=60, **more)

    return claim


@pytest.fixture
def release(database, now):
    def release(lease, at=now, **more):
        with database.begin() as tx:
            accounts.release(tx, lease, now=at, **more)
            return accounts.get(tx, lease.account_id)

    return release


@pytest.fixture
def request_(database, account, now):
    def ask(at=now, **more):
        with database.begin() as tx:
            return accounts.request(tx, account.id, now=at, **more)

    return ask


@pytest.mark.usefixtures("account")
def test_a_run_covers_every_request_made_before_it(request_, claim, release):
    request_()
    ticket = request_()

    lease = claim()

    assert lease.covers == ticket == 3
    assert release(lease, synced=True).waiting == 0
    assert claim() is None


@pytest.mark.usefixtures("account")
def test_an_account_is_claimed_by_one_worker_at_a_time(claim):
    assert claim() is not None
    assert claim() is None


def test_a_request_during_a_run_means_one_more_run(request_, claim, release):
    lease = claim()
    request_()
    request_()

    assert claim() is None
    assert release(lease).waiting == 2
    assert claim().covers == 3


def test_after_a_quiet_run_the_account_is_due_at_the_earliest_reason(
    database, account, claim, release, now
):
    with database.begin() as tx:
        accounts.set_next_review(tx, account.id, now + 3 * HOUR)

    found = release(claim(), due_at=now + 2 * HOUR, next_full_at=now + 5 * HOUR)

    assert found.due_at == now + 2 * HOUR
    assert release(claim(now + 2 * HOUR)).due_at == now + 3 * HOUR


@pytest.mark.usefixtures("account")
def test_an_account_without_a_reason_is_never_due(claim, release, now):
    assert release(claim()).due_at is None
    assert claim(now + 1000 * HOUR) is None


@pytest.mark.usefixtures("account")
def test_a_dead_workers_account_is_taken_over_when_its_lease_ends(claim, now):
    dead = claim()

    assert claim(now + MINUTE - timedelta(microseconds=1)) is None
    taken = claim(now + MINUTE)

    assert taken.account_id == dead.account_id
    assert taken.owner != dead.owner
    assert taken.covers == dead.covers


@pytest.mark.usefixtures("account")
def test_a_renewed_lease_lasts_longer(database, claim, now):
    lease = claim()
    with database.begin() as tx:
        accounts.renew(tx, lease, now + MINUTE / 2, 60)

    assert claim(now + MINUTE) is None
    assert claim(now + 2 * MINUTE) is not None


def test_who_lost_an_account_can_neither_renew_nor_release_it(
    database, account, claim, release, now
):
    old = claim()
    new = claim(now + MINUTE)

    with pytest.raises(LeaseLost):
        release(old, now + MINUTE, due_at=None, synced=True)
    with database.begin() as tx, pytest.raises(LeaseLost):
        accounts.renew(tx, old, now + MINUTE, 60)
    with database.begin() as tx:
        accounts.renew(tx, new, now + MINUTE, 60)
        assert accounts.get(tx, account.id).last_sync_at is None


@pytest.mark.usefixtures("account")
def test_an_overdue_worker_that_nobody_replaced_may_go_on(database, claim, now):
    lease = claim()
    with database.begin() as tx:
        accounts.renew(tx, lease, now + HOUR, 60)


def test_a_review_that_was_asked_for_is_in_the_lease_until_it_is_done(
    request_, claim, release, now
):
    request_(review=True)
    assert claim().review

    taken_over = claim(now + MINUTE)
    assert taken_over.review
    release(taken_over, due_at=now + HOUR, review_done=False)
    again = claim(now + HOUR)
    assert again.review
    release(again, due_at=now + 2 * HOUR, review_done=True)
    assert not claim(now + 2 * HOUR).review


@pytest.mark.usefixtures("account")
def test_a_review_that_is_asked_for_during_a_run_is_for_the_next_one(request_, claim, release):
    request_()
    lease = claim()
    request_(review=True)

    release(lease, synced=True, review_done=True)

    assert claim().review


def test_a_sooner_review_moves_an_idle_account_forward(database, account, claim, release, now):
    release(claim(), due_at=now + 9 * HOUR)
    with database.begin() as tx:
        accounts.set_next_review(tx, account.id, now + HOUR)

    assert claim(now + HOUR)


def test_nothing_runs_while_asana_asks_to_wait(request_, claim, release, now):
    lease = claim()
    request_()

    release(lease, not_before=now + HOUR)
    request_(now + MINUTE)

    assert claim(now + HOUR - MINUTE) is None
    assert claim(now + HOUR).covers == 3


def test_a_wait_that_is_over_holds_nothing_up(request_, claim, release, now):
    release(claim(), not_before=now + HOUR)
    release(claim(now + HOUR), now + HOUR)

    request_(now + HOUR)

    assert claim(now + HOUR) is not None


def test_no_work_is_done_for_an_account_that_is_not_well(database, account, claim):
    for state in AccountState:
        with database.begin() as tx:
            accounts.set_state(tx, account.id, state)
        if state is not AccountState.OK:
            assert claim() is None


@pytest.mark.parametrize(
    ("state", "may"),
    [
        (AccountState.PROJECT_GONE, True),
        (AccountState.ACCESS_LOST, True),
        (AccountState.CONFIRM, True),
        (AccountState.TOKEN_INVALID, False),
        (AccountState.NOT_CONNECTED, False),
        (AccountState.PAUSED, False),
    ],
)
def test_a_person_may_try_again_where_the_reason_may_have_passed(
    database, account, claim, state, may, now
):
    with database.begin() as tx:
        accounts.set_state(tx, account.id, state, "It has stopped.", "Do this.")
        accounts.request(tx, account.id, now=now)
        assert accounts.claim(tx, owner="w", now=now, seconds=60) is None
        accounts.request(tx, account.id, now=now, answer=Answer.AGAIN)

    assert (claim(account_id=account.id) is not None) is may
    with database.begin() as tx:
        found = accounts.get(tx, account.id)
    assert (found.state_message == "") is may


def test_an_answer_is_heard_until_a_run_has_done_what_it_asks_for(
    database, account, claim, release, now
):
    with database.begin() as tx:
        accounts.request(tx, account.id, now=now, answer=Answer.KEEP)
    first = claim()
    release(first, due_at=now)
    second = claim()
    release(second, due_at=now, answered=True)

    assert [first.answer, second.answer, claim().answer] == [Answer.KEEP, Answer.KEEP, None]


def test_another_answer_during_the_run_is_heard_by_the_next(
    database, account, claim, release, now
):
    with database.begin() as tx:
        accounts.request(tx, account.id, now=now, answer=Answer.CONFIRM)
    lease = claim()
    with database.begin() as tx:
        accounts.request(tx, account.id, now=now, answer=Answer.KEEP)
    release(lease, answered=True)

    assert claim().answer is Answer.KEEP


def test_a_pause_outlasts_the_run_that_it_came_into(database, account, claim, release):
    lease = claim()
    with database.begin() as tx:
        accounts.set_state(tx, account.id, AccountState.PAUSED)

    assert release(lease, synced=True).state is AccountState.PAUSED


def test_only_the_named_account_is_claimed_and_only_when_it_is_due(many, database, now):
    first, second = many(2)
    with database.begin() as tx:
        accounts.request(tx, first, now=now)
        assert accounts.claim(tx, owner="w", now=now, seconds=60, account_id=second) is None
        lease = accounts.claim(tx, owner="w", now=now, seconds=60, account_id=first)
    assert lease.account_id == first


def test_asking_for_an_account_that_is_not_there_says_so(database, now):
    with database.begin() as tx, pytest.raises(NotFound):
        accounts.request(tx, 99, now=now)


def test_people_come_before_reviews_before_full_readings_then_who_waits_longest(
    many, database, now
):
    full, review, person, patient = many(4)
    with database.begin() as tx:
        accounts.request(tx, full, now=now - 3 * HOUR, priority=Priority.FULL)
        accounts.set_next_review(tx, review, now - 2 * HOUR)
        accounts.request(tx, person, now=now)
        accounts.request(tx, patient, now=now - MINUTE)
        order = [
            accounts.claim(tx, owner="w", now=now, seconds=60).account_id for _ in range(4)
        ]
    assert order == [patient, person, review, full]


def test_a_person_moves_an_account_forward_that_waits_for_its_full_reading(many, database, now):
    waiting, other = many(2)
    with database.begin() as tx:
        accounts.request(tx, other, now=now - HOUR, priority=Priority.REVIEW)
        accounts.request(tx, waiting, now=now - HOUR, priority=Priority.FULL)
        accounts.request(tx, waiting, now=now)
        first = accounts.claim(tx, owner="w", now=now, seconds=60)
    assert first.account_id == waiting


def test_as_many_as_are_wanted_are_claimed_at_once_in_the_same_order(many, database, now):
    full, review, person, patient, late = many(5)
    with database.begin() as tx:
        accounts.request(tx, full, now=now - 3 * HOUR, priority=Priority.FULL)
        accounts.set_next_review(tx, review, now - 2 * HOUR)
        accounts.request(tx, person, now=now)
        accounts.request(tx, patient, now=now - MINUTE)
        accounts.request(tx, late, now=now + MINUTE)
        first = accounts.claim_many(tx, 3, owner="w", now=now, seconds=60)
        rest = accounts.claim_many(tx, 3, owner="w", now=now, seconds=60)

    assert [lease.account_id for lease in first] == [patient, person, review]
    assert [lease.account_id for lease in rest] == [full]


def test_one_lost_account_among_many_keeps_none_of_the_others(many, database, now):
    ids = many(3)
    with database.begin() as tx:
        for account_id in ids:
            accounts.request(tx, account_id, now=now)
        leases = accounts.claim_many(tx, 3, owner="slow", now=now, seconds=60)
        accounts.renew_all(tx, leases[1:], now + MINUTE, 60)
        taken = accounts.claim(tx, owner="quick", now=now + MINUTE, seconds=60)
        lost = accounts.release_many(tx, [(one, {}) for one in leases], now + MINUTE)
        waiting = [accounts.get(tx, one).waiting for one in ids]

    assert lost == [leases[0]]
    assert taken.account_id == leases[0].account_id
    assert waiting == [1, 0, 0]


def test_an_account_claimed_again_is_not_given_back_by_its_earlier_lease(many, database, now):
    many(1)
    with database.begin() as tx:
        accounts.request(tx, 1, now=now)
        old = accounts.claim(tx, owner="w", now=now, seconds=60)
        new = accounts.claim(tx, owner="w", now=now + MINUTE, seconds=60)

        assert accounts.release_many(tx, [(old, {}), (new, {})], now + MINUTE) == [old]


def test_many_are_renewed_at_once(many, database, now):
    ids = many(3)
    with database.begin() as tx:
        for account_id in ids:
            accounts.request(tx, account_id, now=now)
        leases = accounts.claim_many(tx, 3, owner="w", now=now, seconds=60)
        accounts.renew_all(tx, reversed(leases), now + MINUTE, 60)
        until = {accounts.get(tx, one).lease_until for one in ids}

    assert until == {now + 2 * MINUTE}
