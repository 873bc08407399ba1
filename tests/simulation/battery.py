"""The schedules that every mutant has to pass, in the order in which they tell most."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from simulation.schedule import simulate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simulation.ground import Ground

    Run = Callable[[Ground], tuple[str, ...]]

SEEDS = 100_000


def battery() -> Iterator[tuple[str, Run]]:
    """Every schedule, with its name."""
    for seed in range(SEEDS):
        yield f"seed {seed}", partial(_seed, seed=seed)


def _seed(ground: Ground, seed: int) -> tuple[str, ...]:
    return simulate(ground, seed).faults
