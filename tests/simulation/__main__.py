"""Run seeds by number: python tests/simulation --seeds 1000 --from 0 [--show]."""

from __future__ import annotations

import argparse
import gc
import logging
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from simulation.ground import Ground
from simulation.schedule import simulate


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Print every failure and the speed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    ground, counts, failed = Ground(), Counter(), 0
    gc.disable()
    start = time.process_time()
    for seed in range(given.first, given.first + given.seeds):
        result = simulate(ground, seed)
        counts.update(result.counts, requests=result.requests)
        if given.show:
            say("\n".join(result.trace))
        if result.faults:
            failed += 1
            say(f"seed {seed}: {result.faults[0][-600:]}")
        if seed % 50 == 0:
            gc.collect()
    spent = time.process_time() - start
    say(f"{given.seeds} seeds, {failed} failed, {given.seeds / spent:.1f}/s, {dict(counts)}")
    return failed > 0


sys.exit(main())
