"""Singles, pairs and seeds, shared out to processes, and counted."""

from __future__ import annotations

import logging
import multiprocessing
import time
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from simulation.ground import Ground
from simulation.journey import attempt, pairs, singles
from simulation.schedule import simulate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simulation.journey import Mishap

MOST_PRINTED = 10


@dataclass(frozen=True, slots=True)
class Proof:
    """How many schedules of one sort ran, how long that took, and what was wrong."""

    schedules: int
    seconds: float
    faults: tuple[str, ...]

    def __str__(self) -> str:
        found = "".join(f"\n  {fault}" for fault in self.faults[:MOST_PRINTED])
        return f"{self.schedules} in {self.seconds:.0f} s, {len(self.faults)} wrong{found}"


def prove_singles(processes: int) -> Proof:
    """The journey, with every fault at every boundary."""
    return _shared(_singles, processes, processes)


def prove_pairs(processes: int, *, share: int, of: int) -> Proof:
    """The journey, with one share of all ordered pairs of telling faults."""
    return _shared(partial(_pairs, share, of), processes, processes)


def prove_seeds(processes: int, *, first: int, count: int) -> Proof:
    """Random lives."""
    return _shared(partial(_seeds, first, count), processes, processes)


def _shared(prove: Callable[[int, int], Proof], processes: int, parts: int) -> Proof:
    start = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        proofs = pool.starmap(prove, [(part, parts) for part in range(parts)])
    faults = tuple(fault for proof in proofs for fault in proof.faults)
    return Proof(sum(proof.schedules for proof in proofs), time.monotonic() - start, faults)


def _singles(part: int, parts: int) -> Proof:
    ground = Ground()
    return _journeys(ground, islice(singles(ground), part, None, parts))


def _pairs(share: int, of: int, part: int, parts: int) -> Proof:
    ground = Ground()
    return _journeys(ground, pairs(ground, share * parts + part, of * parts))


def _journeys(ground: Ground, wanted: Iterator[tuple[Mishap, ...]]) -> Proof:
    logging.disable(logging.CRITICAL)
    count, faults = 0, []
    for count, mishaps in enumerate(wanted, 1):  # noqa: B007 - counted
        found, _ = attempt(ground, *mishaps)
        faults += [f"{' and '.join(map(str, mishaps))}: {fault}" for fault in found[:1]]
    return Proof(count, 0.0, tuple(faults))


def _seeds(first: int, count: int, part: int, parts: int) -> Proof:
    logging.disable(logging.CRITICAL)
    ground = Ground()
    wanted = range(first + part, first + count, parts)
    results = [simulate(ground, seed) for seed in wanted]
    faults = [f"seed {one.seed}: {one.faults[0][-400:]}" for one in results if one.faults]
    return Proof(len(wanted), 0.0, tuple(faults))
