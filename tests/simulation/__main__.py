"""The simulation by hand: random lives, the journey's mishaps, and the mutants.

python tests/simulation seeds --count 1 --first 731 --show
python tests/simulation prove --seconds 235 --pairs 12 --day 20783
python tests/simulation mutants [NAME ...] [--seconds 30]
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
# The engine is this checkout's, whichever is installed, unless PYTHONPATH names a mutant of it.
if "PYTHONPATH" not in os.environ:
    sys.path.insert(1, str(Path(__file__).parents[2]))

from simulation import hunting, proving
from simulation.ground import Ground
from simulation.mutants import MUTANTS
from simulation.schedule import simulate

PROCESSES = os.cpu_count() or 1
SECONDS_A_DAY = 86_400
SEEDS_A_DAY = 1_000_000


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Do what was asked for; 1 where something is wrong."""
    given = _arguments()
    logging.disable(logging.CRITICAL)
    return int(given.do(given))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    ways = parser.add_subparsers(required=True)
    seeds = ways.add_parser("seeds", help="random lives, one after the other")
    seeds.add_argument("--count", type=int, default=100)
    seeds.add_argument("--first", type=int, default=0)
    seeds.add_argument("--show", action="store_true")
    seeds.set_defaults(do=_seeds)
    prove = ways.add_parser("prove", help="all single mishaps, a share of the pairs, lives")
    prove.add_argument("--seeds", type=int, default=10**9, help="at most so many lives")
    prove.add_argument("--seconds", type=float, default=10**9, help="no lives after that")
    prove.add_argument("--day", type=int, default=_today(), help="which share, which lives")
    prove.add_argument("--pairs", type=int, default=1, help="one of so many shares of them")
    prove.add_argument("--processes", type=int, default=PROCESSES)
    prove.set_defaults(do=_prove)
    mutants = ways.add_parser("mutants", help="hunt wrong engines, and print the table")
    mutants.add_argument("names", nargs="*")
    mutants.add_argument("--seconds", type=float, default=30)
    mutants.set_defaults(do=_mutants)
    one = ways.add_parser("hunt", help="what `mutants` starts for each")
    one.add_argument("name")
    one.add_argument("--seconds", type=float, default=30)
    one.set_defaults(do=_hunt)
    return parser.parse_args()


def _today() -> int:
    return int(time.time()) // SECONDS_A_DAY


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


def _prove(given: argparse.Namespace) -> bool:
    """Print how many schedules of each sort ran; each day has other pairs and other lives."""
    until = time.time() + given.seconds
    share, first = given.day % given.pairs, given.day * SEEDS_A_DAY
    journeys = proving.prove_journeys(given.processes, share=share, of=given.pairs)
    say(f"journeys, share {share + 1} of {given.pairs} of the pairs: {journeys}")
    seeds = proving.prove_seeds(given.processes, first=first, most=given.seeds, until=until)
    say(f"from seed {first}: {seeds}")
    return bool(journeys.faults or seeds.faults)


def _mutants(given: argparse.Namespace) -> bool:
    """Print the table; a mutant that lives is a failure."""
    wanted = [one for one in MUTANTS if not given.names or one.name in given.names]
    start = time.monotonic()
    hunts = []
    say(hunting.HEAD)
    for found in hunting.hunt(wanted, PROCESSES, given.seconds):
        say(hunting.row(found))
        hunts.append(found)
    killed = sum(one.killed for one in hunts)
    say(f"{killed} of {len(wanted)} mutants killed in {time.monotonic() - start:.0f} s")
    return killed < len(wanted)


def _hunt(given: argparse.Namespace) -> bool:
    """Hunt the mutant that this process is made of, for the process that asked."""
    say(hunting.as_line(hunting.hunt_here(given.name, given.seconds)))
    return False


if __name__ == "__main__":
    sys.exit(main())
