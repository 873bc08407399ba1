"""What a sync costs in requests, counted at the stand-in and held against its formula."""

from __future__ import annotations

import re
from math import ceil

import pytest
from support.home import Home, make_home
from support.plans import many

SIZES = [(1, 0), (4, 2), (20, 3), (40, 0), (100, 5)]


def counted(home: Home) -> tuple[int, int, int]:
    """Round trips of a full reading, requests as Asana counts them, and writes among these."""
    before = len(home.world.requests)
    home.sync(force=True)
    log = home.world.requests[before:]
    trips = [entry for entry in log if not entry.in_batch]
    requests = [entry for entry in log if entry.counted]
    writes = [entry for entry in requests if entry.method != "GET"]
    return len(trips), len(requests), len(writes)


@pytest.fixture(scope="module")
def table():
    rows: list[str] = []
    yield rows
    print("\n\nRequests of a sync, N goals with S steps each (T of them have any)\n")
    print(
        "    N   S |  first: trips  at most  counted |  second: trips  at most  counted  writes"
    )
    print("\n".join(rows))
    print(WHY)


@pytest.mark.parametrize(("goals", "steps"), SIZES)
def test_syncs_stay_within_their_formula(sqlite, table, goals, steps):
    home = make_home(sqlite())
    home.plan_file(many(goals, steps))
    all_steps, with_steps = goals * steps, goals if steps else 0

    trips, requests, _ = counted(home)
    first = 13 + ceil(goals / 10) + max(ceil(all_steps / 10), steps)
    again, requests_again, writes_again = counted(home)
    second = 2 + ceil(goals / 100) + ceil(with_steps / 10)
    table.append(
        f"{goals:5} {steps:3} |  {trips:12} {first:8} {requests:8} |"
        f"  {again:13} {second:8} {requests_again:8} {writes_again:7}"
    )

    assert trips <= first
    assert again == second
    assert writes_again == 0


def test_a_first_sync_asks_for_nothing_it_does_not_need(sqlite):
    home = make_home(sqlite())
    home.plan_file(many(4, 2))
    home.sync()

    paths = [f"{e.method} {e.path}" for e in home.world.requests if not e.in_batch]
    kinds = [re.sub(r"\d+", "*", path) for path in paths]
    assert kinds == [
        "GET /workspaces/*/projects",
        "POST /projects",
        "GET /projects/*/sections",
        "PUT /sections/*",
        *["POST /projects/*/sections"] * 5,
        "GET /events",
        "GET /projects/*/tasks",
        *["POST /batch"] * 3,
    ]


WHY = """
First sync, 11 + ceil(N/10) + max(ceil(NS/10), S) round trips:
  1 the workspace's projects (is there one of an earlier Momentum?), 1 the project, 1 its
  sections, 1 rename of the section it is born with, 5 further sections,
  1 place in its event stream, 1 list of its tasks (empty, and read all the same: what is in
  it would be the person's);
  then tasks ten at a time, and steps ten at a time with no two of one goal in a batch, so
  that they keep their order. In an organisation 2 more: the refusal without a team, the teams.
Second sync, reading everything, 2 + ceil(N/100) + ceil(T/10) round trips:
  1 the project (is it still there?) together with its sections, 1 its event stream, the tasks
  a hundred at a time, and the subtasks of ten goals at a time, since Asana has no list of a
  project's subtasks. By the event stream alone it is one: see test_news.py.
"""
