"""One token's budget, spent by many workers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from service.store.budget import PAID_FOR, DatabaseBudget, Paid, pay


@pytest.fixture
def time(now):
    return [now]


@pytest.fixture
def budget(database, time):
    return DatabaseBudget(database, "token", 10, lambda: time[0])


def wait(time, seconds):
    time[0] += timedelta(seconds=seconds)


def test_there_is_room_until_the_minutes_budget_is_spent(budget):
    assert [budget.spend(4), budget.spend(6)] == [0.0, 0.0]
    assert budget.spend(1) > 0


def test_who_waits_as_long_as_told_finds_room(budget, time):
    budget.spend(4)
    wait(time, 20.25)
    budget.spend(6)

    seconds = budget.spend(3)
    assert 39 <= seconds <= 41
    wait(time, seconds - 0.01)
    assert budget.spend(3) > 0
    wait(time, 0.02)
    assert budget.spend(3) == 0.0


def test_a_refused_request_spends_nothing(budget):
    budget.spend(8)
    for _ in range(5):
        budget.spend(5)

    assert budget.spend(2) == 0.0


def test_any_minute_is_within_the_budget(budget, time):
    spent = []
    for _ in range(400):
        wait(time, 0.7)
        if budget.spend(1) == 0.0:
            spent.append(time[0])

    minute = timedelta(seconds=60)
    busiest = max(sum(start <= at < start + minute for at in spent) for start in spent)
    assert busiest == 10
    assert len(spent) >= 40


def test_workers_share_one_budget(database, now):
    budgets = [DatabaseBudget(database, "token", 10, lambda: now) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        waits = list(pool.map(lambda budget: [budget.spend(1) for _ in range(5)], budgets))

    assert sum(seconds == 0.0 for found in waits for seconds in found) == 10


def test_each_token_has_its_own(database, budget, now):
    budget.spend(10)

    assert DatabaseBudget(database, "other", 10, lambda: now).spend(10) == 0.0


def test_more_than_a_minutes_worth_goes_alone(budget, time):
    assert budget.spend(25) == 0.0
    seconds = budget.spend(1)
    wait(time, seconds)
    assert budget.spend(1) == 0.0
    wait(time, budget.spend(25))
    assert budget.spend(25) == 0.0


def test_a_clock_that_was_set_back_does_not_block(budget, time):
    budget.spend(10)
    wait(time, -8 * 86400)

    assert budget.spend(10) == 0.0


def test_room_can_be_asked_for_without_spending_any(budget, time):
    budget.spend(6)

    assert budget.until_room(4) == 0.0
    seconds = budget.until_room(5)
    assert 60 <= seconds <= 61
    wait(time, seconds)
    assert (budget.until_room(10), budget.spend(10)) == (0.0, 0.0)


def paid_for(database, time, *whose):
    with database.begin() as tx:
        return pay(tx, whose or ["token"], 10, time[0])


def test_what_was_counted_beforehand_is_sent_once_without_counting_it_again(
    database, budget, time
):
    budget.spend(8)
    until = paid_for(database, time)["token"]
    paid = Paid(budget, until, lambda: time[0])

    assert paid.spend(1) == 0.0
    assert paid.spend(1) == 0.0  # counted by itself
    assert paid.spend(1) > 0


def test_what_was_counted_beforehand_and_comes_too_late_is_counted_again(
    database, budget, time
):
    budget.spend(8)
    paid = Paid(budget, paid_for(database, time)["token"], lambda: time[0])
    wait(time, PAID_FOR.total_seconds())

    assert paid.spend(1) == 0.0
    assert budget.spend(1) > 0


def test_several_requests_at_once_are_not_among_what_was_counted(database, budget, time):
    budget.spend(8)
    paid = Paid(budget, paid_for(database, time)["token"], lambda: time[0])

    assert paid.spend(2) > 0


def test_nothing_is_counted_beforehand_where_there_is_no_room_or_nothing_was_ever_spent(
    database, budget, time
):
    assert paid_for(database, time) == {}
    budget.spend(10)
    assert paid_for(database, time) == {}


def test_any_minute_is_within_the_budget_whatever_was_counted_beforehand(
    database, budget, time
):
    budget.spend(1)
    sent = []
    for number in range(2000):
        wait(time, 0.37)
        until = paid_for(database, time).get("token") if number % 3 else None
        mine = Paid(budget, until, lambda: time[0]) if until else budget
        wait(time, 0.9 if number % 2 else 0.1)  # as long as it may take until it is sent
        if mine.spend(1) == 0.0:
            sent.append(time[0])

    minute = timedelta(seconds=60)
    assert max(sum(start <= at < start + minute for at in sent) for start in sent) == 10


def test_several_budgets_are_paid_from_at_once(database, time):
    for whose, spent in (("a", 3), ("b", 10), ("c", 9)):
        DatabaseBudget(database, whose, 10, lambda: time[0]).spend(spent)

    assert set(paid_for(database, time, "c", "b", "a", "d")) == {"a", "c"}
