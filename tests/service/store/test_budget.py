"""One token's budget, spent by many workers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from service.store.budget import DatabaseBudget


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
