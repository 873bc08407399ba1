"""The schedules that every mutant has to pass: random lives, and journeys with one mishap."""

from __future__ import annotations

from functools import partial
from itertools import chain, zip_longest
from random import Random
from typing import TYPE_CHECKING

from simulation.journey import attempt, singles
from simulation.schedule import simulate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simulation.ground import Ground

    Run = Callable[[], tuple[str, ...]]

SEEDS = 100_000


def battery(ground: Ground) -> Iterator[tuple[str, Run]]:
    """Every schedule with its name, journeys and lives in turn."""
    journeys = [
        (str(mishap), partial(_journey, ground, mishap)) for (mishap,) in singles(ground)
    ]
    Random(0).shuffle(journeys)  # noqa: S311 - neighbours tell the same
    lives = ((f"seed {seed}", partial(_life, ground, seed)) for seed in range(SEEDS))
    both = chain.from_iterable(zip_longest(lives, journeys))
    return (one for one in both if one is not None)


def _life(ground: Ground, seed: int) -> tuple[str, ...]:
    return simulate(ground, seed).faults


def _journey(ground: Ground, mishap: object) -> tuple[str, ...]:
    return attempt(ground, mishap)[0]
