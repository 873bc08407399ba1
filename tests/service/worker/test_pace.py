"""A turn waits out its minute's budget, and says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.house import NOW

from service.store.budget import DatabaseBudget
from service.worker.pace import Pace


class Refusing:
    """A budget that asks to wait so often before it gives."""

    def __init__(self, *waits: float) -> None:
        self.waits = list(waits)

    def spend(self, requests: int) -> float:
        assert requests == 10
        return self.waits.pop(0) if self.waits else 0.0

    until_room = spend


def test_it_waits_and_then_spends():
    waited: list[float] = []
    budget = Pace(lambda *_: None, waited.append).on(Refusing(2.5, 0.5))

    assert budget.spend(10) == 0.0
    assert sum(waited) == 3.0


def test_it_tells_every_second_how_long_it_still_takes_without_losing_its_place():
    told: list[tuple[int, int, str]] = []
    pace = Pace(lambda *progress: told.append(progress), lambda _: None)
    pace.report(3, 20, "Creating tasks")

    pace.on(Refusing(2.0)).spend(10)

    assert told == [
        (3, 20, "Creating tasks"),
        (3, 20, "Waiting for Asana's limit: 2 s"),
        (3, 20, "Waiting for Asana's limit: 1 s"),
    ]


def test_a_wait_beyond_its_patience_is_the_callers():
    waited: list[float] = []

    assert Pace(lambda *_: None, waited.append).on(Refusing(600)).spend(10) == 600
    assert waited == []


def test_a_turn_can_be_ended_while_it_waits():
    def stop(*_: object) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        Pace(stop, lambda _: None).on(Refusing(30)).spend(10)


def test_room_is_made_by_waiting_and_spends_nothing(database):
    time = [NOW]

    def wait(seconds: float) -> None:
        time[0] += timedelta(seconds=seconds)

    budget = DatabaseBudget(database, "token", 20, lambda: time[0])
    pace = Pace(lambda *_: None, wait)
    patient = pace.on(budget)
    patient.spend(15)

    pace.make_room(20)

    assert time[0] - NOW >= timedelta(seconds=60)
    assert budget.spend(20) == 0.0


def test_room_that_is_far_off_is_not_waited_for():
    waited: list[float] = []
    pace = Pace(lambda *_: None, waited.append)
    pace.on(Refusing(600))

    pace.make_room(10)

    assert waited == []


def test_where_nobody_counts_there_is_room():
    waited: list[float] = []

    Pace(lambda *_: None, waited.append).make_room(10)

    assert waited == []
