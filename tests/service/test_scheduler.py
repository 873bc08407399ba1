from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from service.domain.plan import PlanSettings
from service.scheduler import SWEEP, Scheduler
from service.usecases.review_time import clocks_of, next_review_at

LISBON = clocks_of(PlanSettings(timezone="Europe/Lisbon"))
TOKYO = clocks_of(PlanSettings(timezone="Asia/Tokyo", review_weekday=4, review_minute=30))
NEVER = 10_000


@pytest.fixture
def bell():
    return threading.Event()


@pytest.fixture
def scheduler(bell):
    scheduler = Scheduler(bell.set, sweep_seconds=NEVER)
    scheduler.start()
    yield scheduler
    scheduler.shutdown()


def names(scheduler: Scheduler) -> set[str]:
    return {job.id for job in scheduler.jobs()} - {SWEEP}


def test_there_is_one_bell_for_each_zone_day_and_time_in_use(scheduler):
    scheduler.sync_jobs([LISBON, TOKYO, LISBON])

    assert names(scheduler) == {"review Europe/Lisbon 0 09:00", "review Asia/Tokyo 4 09:30"}


def test_bells_come_and_go_with_the_accounts(scheduler):
    scheduler.sync_jobs([LISBON, TOKYO])
    kept = {job.id: job.next_run_time for job in scheduler.jobs()}
    scheduler.sync_jobs([TOKYO])

    assert {job.id: job.next_run_time for job in scheduler.jobs()}.items() <= kept.items()
    assert names(scheduler) == {"review Asia/Tokyo 4 09:30"}

    scheduler.sync_jobs([])

    assert names(scheduler) == set()


def test_it_rings_when_the_review_is_due(scheduler):
    before = datetime.now(UTC)
    scheduler.sync_jobs([LISBON])
    (job,) = (job for job in scheduler.jobs() if job.id != SWEEP)

    assert job.next_run_time == next_review_at(PlanSettings(timezone="Europe/Lisbon"), before)


def test_a_bell_that_was_slept_through_rings_once_however_late(scheduler, bell):
    scheduler.sync_jobs([LISBON])
    (job,) = (job for job in scheduler.jobs() if job.id != SWEEP)
    assert (job.misfire_grace_time, job.coalesce) == (None, True)

    job.modify(next_run_time=datetime.now(UTC) - timedelta(days=30))

    assert bell.wait(10)


def test_the_sweep_rings_without_any_review(bell):
    scheduler = Scheduler(bell.set, sweep_seconds=0.001)
    scheduler.start()

    assert bell.wait(10)
    scheduler.shutdown()


def test_it_ends_cleanly_started_or_not_and_twice():
    threads = threading.active_count()
    idle, busy = Scheduler(lambda: None), Scheduler(lambda: None)
    busy.start()
    for scheduler in (idle, busy, busy):
        scheduler.shutdown()

    assert threading.active_count() == threads
