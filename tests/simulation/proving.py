"""Singles, pairs and seeds, shared out to processes, and counted."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import time
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from typing import TYPE_CHECKING

from simulation.ground import Ground
from simulation.journey import attempt, singles
from simulation.pairs import outcomes
from simulation.schedule import simulate

if TYPE_CHECKING:
    from collections.abc import Callable

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
    return _shared(_singles, processes)


def prove_pairs(processes: int, *, share: int, of: int) -> Proof:
    """The journey, with one share of all ordered pairs of telling faults."""
    return _shared(partial(_pairs, share, of), processes)


def prove_seeds(processes: int, *, first: int, most: int, until: float) -> Proof:
    """Random lives: so many, or as many as there is time for, as `time.time` counts it."""
    return _shared(partial(_seeds, first, most, until), processes)


def _shared(prove: Callable[[int, int], Proof], processes: int) -> Proof:
    start = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        proofs = pool.starmap(prove, [(part, processes) for part in range(processes)])
    faults = tuple(fault for proof in proofs for fault in proof.faults)
    return Proof(sum(proof.schedules for proof in proofs), time.monotonic() - start, faults)


def _singles(part: int, parts: int) -> Proof:
    ground = _ground()
    found = [
        (mishap, attempt(ground, mishap)[0])
        for mishap in islice(singles(ground), part, None, parts)
    ]
    faults = [f"{mishap}: {faults[0]}" for mishap, faults in found if faults]
    return Proof(len(found), 0.0, tuple(faults))


def _pairs(share: int, of: int, part: int, parts: int) -> Proof:
    ground = _ground()
    found = list(outcomes(ground, share=share, of=of, part=part, parts=parts))
    faults = [
        f"{one.pair[0]} and {one.pair[1]}: {one.faults[0]}" for one in found if one.faults
    ]
    return Proof(len(found), 0.0, tuple(faults))


def _seeds(first: int, most: int, until: float, part: int, parts: int) -> Proof:
    ground, faults, number = _ground(), [], 0
    for number in count():
        seed = first + part + number * parts
        if seed >= first + most or time.time() > until:
            break
        if wrong := simulate(ground, seed).faults:
            faults.append(f"seed {seed}: {wrong[0][-400:]}")
    return Proof(number, 0.0, tuple(faults))


def _ground() -> Ground:
    """A ground that is warm, so that a process that forks from here shares what it has."""
    logging.disable(logging.CRITICAL)
    ground = Ground()
    attempt(ground)
    gc.freeze()
    return ground
