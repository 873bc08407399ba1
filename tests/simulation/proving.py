"""Journeys with mishaps, and random lives, shared out to processes and counted."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from simulation.crossing import journeys
from simulation.ground import Ground
from simulation.journey import attempt
from simulation.schedule import simulate

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_PRINTED = 10
SORTS = {1: "single mishaps", 2: "ordered pairs"}


@dataclass(frozen=True, slots=True)
class Proof:
    """How many schedules of each sort ran, how long that took, and what was wrong."""

    schedules: Counter[str]
    seconds: float
    faults: tuple[str, ...]

    def __str__(self) -> str:
        counts = " and ".join(f"{number} {sort}" for sort, number in self.schedules.items())
        found = "".join(f"\n  {fault}" for fault in self.faults[:MOST_PRINTED])
        return f"{counts} in {self.seconds:.0f} s, {len(self.faults)} wrong{found}"


def prove_journeys(processes: int, *, share: int, of: int) -> Proof:
    """The journey, with every single mishap, and with one share of all ordered pairs."""
    return _shared(partial(_journeys, share, of), processes)


def prove_seeds(processes: int, *, first: int, most: int, until: float) -> Proof:
    """Random lives: so many, or as many as there is time for, as `time.time` counts it."""
    return _shared(partial(_seeds, first, most, until), processes)


def _shared(prove: Callable[[int, int], Proof], processes: int) -> Proof:
    start = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        proofs = pool.starmap(prove, [(part, processes) for part in range(processes)])
    faults = tuple(fault for proof in proofs for fault in proof.faults)
    schedules = Counter[str]()
    for proof in proofs:
        schedules.update(proof.schedules)
    return Proof(schedules, time.monotonic() - start, faults)


def _journeys(share: int, of: int, part: int, parts: int) -> Proof:
    found = journeys(_ground(), share=share, of=of, part=part, parts=parts)
    sorts = Counter(SORTS[len(one.mishaps)] for one in found)
    faults = tuple(f"{one}: {one.faults[0]}" for one in found if one.faults)
    return Proof(sorts, 0.0, faults)


def _seeds(first: int, most: int, until: float, part: int, parts: int) -> Proof:
    ground, faults, number = _ground(), [], 0
    for number in count():
        seed = first + part + number * parts
        if seed >= first + most or time.time() > until:
            break
        if wrong := simulate(ground, seed).faults:
            faults.append(f"seed {seed}: {wrong[0][-400:]}")
    return Proof(Counter({"lives": number}), 0.0, tuple(faults))


def _ground() -> Ground:
    """A ground that is warm, so that a process that forks from here shares what it has."""
    logging.disable(logging.CRITICAL)
    ground = Ground()
    attempt(ground)
    gc.freeze()
    return ground
