from __future__ import annotations

from datetime import date

import pytest

from service.domain.plan import PlanSettings
from service.domain.reconnect import STEPS, Reconnect, next_on
from service.domain.step_zero import IF_NOT, QUESTION, WHY


@pytest.mark.parametrize(
    ("since", "months", "day"),
    [
        (date(2026, 10, 7), 6, date(2027, 4, 7)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 12, 1), 24, date(2028, 12, 1)),
        (date(2026, 6, 15), 6, date(2026, 12, 15)),
        (date(2026, 10, 7), 0, None),
    ],
)
def test_the_next_one_is_on_the_same_day_so_many_months_later(since, months, day):
    assert next_on(PlanSettings(reconnect=months), since) == day


def test_the_steps_are_those_of_the_method_and_begin_with_whether_it_is_safe():
    assert [step.title[:3] for step in STEPS] == ["0. ", "1. ", "2. ", "3. "]
    assert QUESTION in STEPS[0].title
    assert WHY in STEPS[0].notes
    assert IF_NOT in STEPS[0].notes


def test_it_is_called_by_its_day_and_says_when_the_next_one_comes_where_one_does():
    assert Reconnect(date(2027, 4, 7), "", 6).title == "Reconnect of Wednesday 7 April 2027"
    assert "comes 1 month later" in Reconnect(date(2027, 4, 7), "", 1).closing
    assert "next" not in Reconnect(date(2027, 4, 7), "", 0).closing
