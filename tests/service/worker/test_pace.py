"""A turn waits out its minute's budget, and says so."""

from __future__ import annotations

import pytest

from service.worker.pace import Pace


class Refusing:
    """A budget that asks to wait so often before it gives."""

    def __init__(self, *waits: float) -> None:
        self.waits = list(waits)

    def spend(self, requests: int) -> float:
        assert requests == 10
        return self.waits.pop(0) if self.waits else 0.0


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
