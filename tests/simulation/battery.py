"""The schedules that every mutant has to pass: random lives, and journeys with one mishap."""

from __future__ import annotations

from functools import partial
from itertools import chain, zip_longest
from random import Random
from typing import TYPE_CHECKING

from simulation.journey import attempt, pairs_of, singles
from simulation.schedule import ACTS, simulate

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from simulation.boundaries import Mishap
    from simulation.ground import Ground

    Run = Callable[[], tuple[str, ...]]

SEEDS = 100_000
SEEDS_OF_ONE = 150


def battery(ground: Ground, first: Collection[str] = ()) -> Iterator[tuple[str, Run]]:
    """Every schedule with its name: those of `first`, then all in turn.

    `first` are kinds of mishaps, pairs of them, and what is to happen often in a life.
    """
    mishaps = list(singles(ground))
    Random(0).shuffle(mishaps)  # noqa: S311 - neighbours tell the same
    journeys = [(str(one), partial(_journey, ground, one)) for one in mishaps]
    for mishap, journey in zip(mishaps, journeys, strict=True):
        if mishap.kind in first:
            yield journey
    for act in ACTS.keys() & set(first):
        for seed in range(SEEDS_OF_ONE):
            yield f"seed {seed} with {act}", partial(_life, ground, seed, act)
    for one, _, other in (kinds.partition("+") for kinds in first if "+" in kinds):
        for two in pairs_of(ground, one, other):
            yield " and ".join(map(str, two)), partial(_journey, ground, *two)
    lives = ((f"seed {seed}", partial(_life, ground, seed)) for seed in range(SEEDS))
    both = chain.from_iterable(zip_longest(lives, journeys))
    yield from (one for one in both if one is not None)


def _life(ground: Ground, seed: int, act: str = "") -> tuple[str, ...]:
    return simulate(ground, seed, often=act).faults


def _journey(ground: Ground, *mishaps: Mishap) -> tuple[str, ...]:
    return attempt(ground, *mishaps)[0]
