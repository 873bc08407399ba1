"""Every journey to Asana on each of its bad days: in the end all is as on a good one."""

from __future__ import annotations

import pytest
from support.bad_days import HTTP, Trial
from support.journeys import JOURNEYS


@pytest.mark.parametrize("journey", JOURNEYS)
def test_whatever_happens_at_any_request_all_comes_right(sqlite, journey, faults_at):
    trial = Trial(journey, sqlite)
    met = [
        fault
        for number in range(trial.moments)
        for fault in faults_at(number, list(HTTP))
        if trial.meets(fault, number)
    ]

    assert met
