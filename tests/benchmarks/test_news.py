"""What following a board costs once it was read, counted at the stand-in."""

from __future__ import annotations

from math import ceil

import pytest
from support.home import Home, make_home
from support.plans import many

SIZES = [(1, 0), (1, 1), (4, 2), (40, 3), (100, 5)]


@pytest.fixture(scope="module")
def table():
    rows: list[str] = []
    yield rows
    print("\n\nRound trips of following a board, N goals with S steps each\n")
    print("    N   S |  echoes of the first sync  of N edits | nothing new | one change | full")
    print("\n".join(rows))
    print(WHY)


@pytest.mark.parametrize(("goals", "steps"), SIZES)
def test_following_a_board_costs_what_the_formulas_say(sqlite, table, goals, steps):
    home = make_home(sqlite())
    home.plan_file(many(goals, steps))
    home.sync()
    made, made_at_most = echoes(home, since=0)
    before = len(home.world.events)
    home.plan_file(many(goals, steps).replace("group:", "how: Anew, group:"))
    home.sync()
    edited, edited_at_most = echoes(home, since=before)
    nothing = trips(home)
    home.person.rename(home.gid("Skill 0"), "Renamed")
    one = trips(home)
    full = trips(home, force=True)
    table.append(
        f"{goals:5} {steps:3} | {made:6} (at most {made_at_most:3}) {edited:11} (at most "
        f"{edited_at_most:2}) | {nothing:11} | {one:10} | {full:4}"
    )

    assert made <= made_at_most
    assert edited <= edited_at_most
    assert nothing == 1
    assert one <= 3
    assert full == 2 + ceil(goals / 100) + ceil((goals if steps else 0) / 10)


def trips(home: Home, *, force: bool = False) -> int:
    """Round trips of a sync that has nothing to write."""
    before, writes = len(home.world.requests), len(home.writes())
    home.sync(force=force)
    log = home.world.requests[before:]
    assert home.writes()[writes:] == []
    return len([entry for entry in log if not entry.in_batch])


def echoes(home: Home, *, since: int) -> tuple[int, int]:
    """Round trips of the sync after a writing one, and what its formula allows."""
    project = home.project()["gid"]
    events = [event for event in home.world.events[since:] if project in event.scopes]
    tasks = {event.resource.gid for event in events if event.resource.resource_type == "task"}
    return trips(home), ceil(len(events) / 100) + ceil(len(tasks) / 10)


WHY = """
The sync after W writes reads their echoes, ceil(events/100) + ceil(tasks/10) round trips at
most: the stream a hundred events at a time, and what it names ten at a time, the lists of
steps among it. Then a look finds nothing with 1, and reads one change with 3 at most. A full
reading is 2 + ceil(N/100) + ceil(T/10), as explained in test_round_trips.py.
"""
