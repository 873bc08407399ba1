"""How it grows: the long measurements, each in a table. `make scale` runs them all.

python tests/benchmarks/scale queue [ACCOUNTS] [PROCESSESxTHREADS ...]
python tests/benchmarks/scale growth [ACCOUNTS ...]
python tests/benchmarks/scale door [RINGS] [A SECOND]
python tests/benchmarks/scale monday [PEOPLE] [PROCESSESxTHREADS] [MILLISECONDS ...]
python tests/benchmarks/scale killing [SECONDS]
python tests/benchmarks/scale memory [PEOPLE] [ROUNDS]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(1, str(Path(__file__).parents[3]))

from benchmarks.scale import draining, growing, killing, lasting, monday, ringing
from benchmarks.scale.bell import ACCOUNTS
from benchmarks.scale.grounds import grounds

if TYPE_CHECKING:
    from benchmarks.scale.ringing import Rung


def the_queue(number: str = "100000", *shapes: str) -> None:
    """Print the table of the queue; 4x0 is four processes that claim and give back alone."""
    print(draining.HEAD)
    with grounds("sqlite", "postgresql") as fresh:
        for kind, make in fresh.items():
            for shape in shapes or ("4x0", "4x32"):
                processes, threads = map(int, shape.split("x"))
                database = make()
                draining.fill(database, int(number))
                alone = [] if threads else ["--alone"]
                found = draining.drained(database, int(number), processes, threads or 1, *alone)
                print(draining.line(kind, found), flush=True)


def the_door(rings: str = "3000", per_second: str = "200") -> None:
    """Print the table of Asana's rings, beside a bare route, while syncs run."""
    print(DOOR)
    with ringing.serving("bare") as server:
        bare = ringing.flood(server, int(rings))
        print(ringing_line("bare route", bare, bare, None), flush=True)
    with grounds("sqlite", "postgresql") as fresh:
        for kind, make in fresh.items():
            database = make()
            draining.fill(database, ACCOUNTS)
            with ringing.serving("door", database) as server:
                ringing.flood(server, ACCOUNTS)  # each is a stranger once
                flooded = ringing.flood(server, int(rings))
                with draining.at_work(database):
                    steady = ringing.steady(server, int(rings), float(per_second))
            print(ringing_line(kind, bare, flooded, steady), flush=True)


DOOR = """
Asana's rings: as many at once as are taken, and at a steady pace while turns are done

  answers        a second   of bare   us of computing    p50, p99 ms   at a pace: p50, p99 ms
"""


def ringing_line(name: str, bare: Rung, flooded: Rung, steady: Rung | None) -> str:
    """One line of the table."""
    pace = f"{_waits(steady):>26}" if steady else ""
    return (
        f"  {name:12}  {flooded.rate:9,.0f}  {flooded.rate / bare.rate:8.0%}"
        f"  {flooded.each_us:16.0f}  {_waits(flooded):>13}{pace}"
    )


def _waits(rung: Rung) -> str:
    return f"{rung.percentile(0.5):.1f}, {rung.percentile(0.99):.1f}"


def the_monday(people: str = "300", shape: str = "4x4", *answers: str) -> None:
    """Print the table of a Monday with so many people."""
    print(monday.HEAD)
    processes, threads = map(int, shape.split("x"))
    with grounds("sqlite", "postgresql") as fresh:
        for kind, make in fresh.items():
            for answer in answers or ("0", "200"):
                found = monday.monday(make(), int(people), processes, threads, int(answer))
                print(monday.line(kind, found, int(answer)), flush=True)


def the_growth(*numbers: str) -> None:
    """Print the table of what costs the same, or more, with more accounts."""
    print(growing.HEAD)
    with grounds("sqlite", "postgresql") as fresh:
        for kind, make in fresh.items():
            for number in numbers or ("1000", "10000", "100000"):
                print(growing.line(kind, growing.grown(make(), int(number))), flush=True)


def the_killing(seconds: str = "40") -> None:
    """Print what came of requests while workers were killed and put to sleep."""
    print(killing.HEAD)
    with grounds("sqlite", "postgresql") as fresh:
        for kind, make in fresh.items():
            print(killing.line(kind, killing.suffer(make(), float(seconds))), flush=True)


def the_memory(people: str = "50", rounds: str = "40") -> None:
    """Print what a service and a worker hold while they sync over and over."""
    print(lasting.HEAD)
    with grounds("postgresql") as fresh:
        for kind, make in fresh.items():
            for found in lasting.held(make(), int(people), int(rounds)):
                print(lasting.line(kind, found), flush=True)


ALL = {
    "queue": the_queue,
    "growth": the_growth,
    "door": the_door,
    "monday": the_monday,
    "killing": the_killing,
    "memory": the_memory,
}

if __name__ == "__main__":
    for name in sys.argv[1:2] or ALL:
        ALL[name](*sys.argv[2:])
