"""The same work done by Momentum and by a script on the SDK: requests, beside the least."""

from __future__ import annotations

from math import ceil

import pytest
from benchmarks.against.least import least
from benchmarks.against.measuring import ECHOES, FIRST, NOTHING, ONE, one_round
from benchmarks.against.ways import Momentum, PlainScript

GOALS, STEPS = 20, 2


@pytest.fixture(scope="module")
def found():
    ways = Momentum, PlainScript
    found = {way: one_round(way, GOALS, STEPS, 0) for way in ways}
    print(f"\n\nRequests for {GOALS} goals with {STEPS} steps each\n")
    for phase in (FIRST, NOTHING, ONE):
        told = ", ".join(f"{way.name} {found[way][phase].requests}" for way in ways)
        print(f"  {phase:8} {told}, at least {least(phase, GOALS, STEPS)}")
    print(
        "\n`make benchmark FULL=1` adds syncall, larger plans, slower answers and the seconds."
    )
    return found


def test_a_first_sync_takes_little_more_than_the_least(found):
    sections = 7  # one by one, so that they keep their order, and two lists
    assert found[Momentum][FIRST].requests <= least(FIRST, GOALS, STEPS) + sections + 2
    assert found[PlainScript][FIRST].requests >= GOALS * (1 + STEPS)


def test_what_follows_a_first_sync_is_read_ten_at_a_time(found):
    assert found[Momentum][ECHOES].requests <= 1 + ceil(GOALS * (1 + STEPS) / 10)


def test_looking_takes_the_least_whatever_the_size(found):
    for phase in (NOTHING, ONE):
        assert found[Momentum][phase].requests == least(phase, GOALS, STEPS)
        assert found[PlainScript][phase].requests > GOALS
