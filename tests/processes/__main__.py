"""Kill real processes, on both databases, and print what came of it.

python tests/processes --kills 20 --seed 0
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))
if str(Path(__file__).parents[2]) not in sys.path:  # this checkout, whichever is installed
    sys.path.insert(1, str(Path(__file__).parents[2]))

from support.databases import SqliteFiles, postgres_servers

from processes.campaign import KILLS, Tally, live
from processes.home import home

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    Fresh = Callable[[Path], AbstractContextManager[str]]

KILLS_A_HOME = sum(KILLS.values())
HEAD = (
    "| database | kills | in a turn | starts | requests to Asana | edits by hand "
    "| deliveries | answered requests | wrong |\n|" + "-|" * 9
)


def main() -> int:
    """Kill as often as was asked for; 1 where something was wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20, help="on each database")
    parser.add_argument("--seed", type=int, default=0, help="of the first home")
    parser.add_argument("--at-once", type=int, default=2, help="homes of each database")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder, postgres_servers() as servers:
        files = SqliteFiles(Path(folder))
        kinds = {"SQLite": files.fresh, "PostgreSQL": lambda _: servers.fresh()}
        with ThreadPoolExecutor(len(kinds)) as pool:
            tallies = list(
                pool.map(
                    lambda one: campaign(Path(folder) / one[0], one[1], given), kinds.items()
                )
            )
    say(HEAD)
    for kind, tally in zip(kinds, tallies, strict=True):
        say(row(kind, tally))
    say(f"in {time.monotonic() - began:.0f} s, from seed {given.seed}")
    for fault in [fault for tally in tallies for fault in tally.wrong]:
        say(f"  {fault}")
    return int(any(tally.wrong for tally in tallies))


def campaign(folder: Path, fresh: Fresh, given: argparse.Namespace) -> Tally:
    """Live as many lives on one kind of database as it takes."""
    folder.mkdir()
    homes = -(-given.kills // KILLS_A_HOME)
    total = Tally()
    with ThreadPoolExecutor(given.at_once) as pool:
        for tally in pool.map(lambda number: one(folder, fresh, given, number), range(homes)):
            total.add(tally)
    return total


def one(folder: Path, fresh: Fresh, given: argparse.Namespace, number: int) -> Tally:
    """Live one, in a home of its own; whatever breaks is wrong."""
    seed, mine = given.seed + number, folder / str(number)
    mine.mkdir()
    kills = min(KILLS_A_HOME, given.kills - number * KILLS_A_HOME)
    with fresh(mine) as url, home(mine, url, seed=seed) as lent:
        try:
            tally = live(lent, seed, kills)
        except Exception as error:  # noqa: BLE001 - told beside what else was wrong
            tally = Tally(wrong=[f"{type(error).__name__}: {error}"])
        tally.wrong = [f"{folder.name}, seed {seed}: {fault}" for fault in tally.wrong]
        return tally


def row(kind: str, tally: Tally) -> str:
    """One line of the table."""
    told = ", ".join(f"{number} in {phase}" for phase, number in tally.kills.items())
    cells = [
        kind,
        f"{tally.kills.total()} ({told})",
        tally.in_a_turn,
        tally.starts,
        tally.requests,
        tally.edits,
        tally.deliveries,
        tally.acknowledged,
        len(tally.wrong),
    ]
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
