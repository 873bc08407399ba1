"""The least requests that Asana's API allows for the work of a sync."""

from __future__ import annotations

from math import ceil

from benchmarks.against.measuring import FIRST, NOTHING, ONE

BATCH = 10


def least(phase: str, goals: int, steps: int) -> int | None:
    """So many for this phase; None where nothing needs to be asked.

    A first sync makes the project, its sections in one batch, then tasks ten at a time, and
    their subtasks ten at a time: each needs the gid of the one before. Without a webhook the
    event stream has to be asked whether there is anything new, and what it names to be read,
    since it tells what was changed and not into what.
    """
    first = 2 + ceil(goals / BATCH) + ceil(goals * steps / BATCH)
    return {FIRST: first, NOTHING: 1, ONE: 2}.get(phase)
