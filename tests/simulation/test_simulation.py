"""Random lives of a plan and its board: nothing twice, nothing lost, nothing undone."""

from __future__ import annotations

import logging
import os
from itertools import islice

import pytest

from simulation.boundaries import COMMIT, WRITE, Mishap
from simulation.crossing import outcomes
from simulation.ground import Ground
from simulation.journey import attempt, singles
from simulation.mutants import MUTANTS
from simulation.mutants.mutant import ROOT
from simulation.schedule import simulate

SEEDS = int(os.environ.get("SIMULATION_SEEDS", "24"))
FIRST = int(os.environ.get("SIMULATION_FIRST", "0"))
PARTS = 4
EVERY_NTH = 54  # of the single mishaps; `make simulate` makes all of them


@pytest.fixture(scope="module")
def ground():
    return Ground()


@pytest.fixture(autouse=True)
def _silent():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_happens_plan_and_board_agree_in_the_end(ground, part, record_property):
    seeds = range(FIRST + part, FIRST + SEEDS, PARTS)
    results = [simulate(ground, seed) for seed in seeds]

    record_property("seeds", len(seeds))
    print(f"{len(seeds)} seeds, {sum(result.requests for result in results)} requests")  # noqa: T201
    assert [(result.seed, result.faults) for result in results if result.faults] == []


def test_a_journey_survives_a_mishap_at_any_boundary(ground):
    some = list(islice(singles(ground), 0, None, EVERY_NTH))
    wrong = [(str(mishap), attempt(ground, mishap)[0]) for mishap in some]

    print(f"{len(some)} single mishaps")  # noqa: T201
    assert [one for one in wrong if one[1]] == []


def test_a_pair_of_mishaps_goes_the_same_way_in_a_forked_process(ground):
    _, passed = attempt(ground)
    first = Mishap(passed.index(WRITE), "timeout_after")
    _, passed = attempt(ground, first)
    soon = Mishap(passed.index(COMMIT, first.number + 1), "before")
    last = Mishap([at for at, what in enumerate(passed) if what == WRITE][-1], "429")
    ways = {(), (first,), (first, soon), (first, last)}
    found = outcomes(ground, ways.__contains__)

    assert {one.mishaps for one in found} == ways
    for one in found:
        assert (one.faults, one.passed) == attempt(ground, *one.mishaps)


def test_a_seed_is_always_the_same_schedule(ground):
    for seed in range(3):
        first, second = simulate(ground, seed), simulate(ground, seed)

        assert first.hash == second.hash


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_s_text_is_in_the_engine(mutant):
    for change in mutant.changes:
        assert change.made_in(ROOT) != (ROOT / change.file).read_text()
