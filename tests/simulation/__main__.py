"""The simulation by hand: seeds by number, and the mutants.

python tests/simulation seeds --count 1000 --first 0 [--show]
python tests/simulation mutants [NAME ...] [--seconds 30] [--processes 2]
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
# The engine is this checkout's, unless PYTHONPATH names a mutant of it.
sys.path.append(str(Path(__file__).parents[2]))

from simulation import hunting
from simulation.ground import Ground
from simulation.mutants import MUTANTS
from simulation.schedule import simulate


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Do what was asked for; 1 where something is wrong."""
    parser = argparse.ArgumentParser()
    ways = parser.add_subparsers(required=True)
    seeds = ways.add_parser("seeds")
    seeds.add_argument("--count", type=int, default=100)
    seeds.add_argument("--first", type=int, default=0)
    seeds.add_argument("--show", action="store_true")
    seeds.set_defaults(do=_seeds)
    mutants = ways.add_parser("mutants")
    mutants.add_argument("names", nargs="*")
    mutants.add_argument("--seconds", type=float, default=30)
    mutants.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    mutants.set_defaults(do=_mutants)
    one = ways.add_parser("hunt")
    one.add_argument("name")
    one.add_argument("--seconds", type=float, default=30)
    one.set_defaults(do=_hunt)
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    return int(given.do(given))


def _seeds(given: argparse.Namespace) -> bool:
    """Print every failure and the speed."""
    ground, counts, failed = Ground(), Counter(), 0
    start = time.process_time()
    for seed in range(given.first, given.first + given.count):
        result = simulate(ground, seed)
        counts.update(result.counts, requests=result.requests)
        if given.show:
            say("\n".join(result.trace))
        if result.faults:
            failed += 1
            say(f"seed {seed}: {result.faults[0][-600:]}")
    spent = time.process_time() - start
    say(f"{given.count} seeds, {failed} failed, {given.count / spent:.1f}/s, {dict(counts)}")
    return failed > 0


def _mutants(given: argparse.Namespace) -> bool:
    """Print the table; a mutant that lives is a failure."""
    wanted = [one for one in MUTANTS if not given.names or one.name in given.names]
    start = time.monotonic()
    hunts = hunting.hunt(wanted, given.processes, given.seconds)
    hunting.table(hunts, say)
    killed = sum(one.killed for one in hunts)
    say(f"{killed} of {len(wanted)} mutants killed in {time.monotonic() - start:.0f} s")
    return killed < len(wanted)


def _hunt(given: argparse.Namespace) -> bool:
    """Hunt the mutant that this process is made of, for the process that asked."""
    say(hunting.as_line(hunting.hunt_here(given.name, given.seconds)))
    return False


sys.exit(main())
