"""What the calendar did is in the history once, and whole, for the next review to tell."""

from __future__ import annotations

from datetime import date

import pytest

from service.store import history

PLAN = """
goals:
  - {skill: Data, group: in_role}
  - {skill: Law, group: in_role, not_before: 2026-10-06}
settings: {capacity: {in_role: 2, outside: 1}}
"""
KINDS = ("came_back", "no_room")


def stories(home) -> list[tuple[str, str]]:
    with home.database.begin() as tx:
        entries = history.recent(tx, home.account_id, 100)
    return [(entry.kind, entry.text) for entry in reversed(entries) if entry.kind in KINDS]


@pytest.fixture
def synced(home):
    home.plan_file(PLAN)
    home.sync()
    return home


def test_a_goal_that_comes_back_twice_in_a_week_is_told_twice(synced):
    synced.wait(days=1)
    synced.sync()
    synced.person.move(synced.gid("Law"), synced.section("Later"))
    synced.person.set_due(synced.gid("Law"), date(2026, 10, 8))
    synced.sync()
    synced.wait(days=2)
    synced.sync()

    assert stories(synced) == [("came_back", "on 2026-10-06"), ("came_back", "on 2026-10-08")]


def test_that_there_is_no_room_is_told_once_in_a_week(synced):
    section = next(task for task in synced.project()["sections"] if "my role" in task["name"])
    synced.person.add_task(section["gid"], "Press")
    for _ in range(3):
        synced.wait(days=1)
        synced.sync()

    assert stories(synced) == [("no_room", "since 2026-10-06")]
