"""The reconnect's task is left to the person; only that it is done with is of interest."""

from __future__ import annotations

from datetime import date

import pytest
from support.gestures import assert_at_rest
from support.reconnects import DAY, lived_until, next_on, reconnect_home, tasks
from support.turns import Service


@pytest.fixture
def home(database):
    home = reconnect_home(database)
    lived_until(home)
    Service(home).work()
    home.wait(minutes=10)
    Service(home).work()  # our own echoes
    return home


@pytest.fixture
def gid(home) -> str:
    (task,) = tasks(home)
    return str(task["gid"])


def nothing_follows(home) -> None:
    """Neither here nor there, at the next bell and at the next full reading."""
    plan, board = home.plan(), home.world.snapshot()
    for _ in range(2):
        Service(home).work()
        assert (home.plan(), home.world.snapshot()) == (plan, board)
        home.wait(hours=25)


def test_a_reconnect_belongs_to_the_person(home, gid):
    """Rename the reconnect, write into it, or move it to another section"""
    home.person.rename(gid, "Half-time")
    home.person.write_notes(gid, "<body>Mine.</body>")
    home.person.move(gid, home.section("Later"))

    nothing_follows(home)
    assert next_on(home) == date(2027, 10, 7)


def test_a_completed_reconnect_is_done_with(home, gid):
    """Complete the reconnect"""
    home.time[0] = DAY.replace(month=5)
    home.person.complete(gid)
    Service(home).work()

    assert next_on(home) == date(2027, 11, 7)
    assert_at_rest(home)


@pytest.mark.parametrize("whole", [False, True], ids=["by its bell", "in a full reading"])
def test_a_deleted_reconnect_is_not_made_again(home, gid, whole):
    """Delete the reconnect"""
    home.person.delete(gid)
    home.wait(hours=25 if whole else 1)
    Service(home).work()
    home.wait(hours=25)
    Service(home).work()

    assert tasks(home) == []
    assert next_on(home) in (date(2027, 10, 7), date(2027, 10, 8))


def test_what_is_done_with_its_steps_is_the_persons_own(home, gid):
    """Tick, rename, delete, add or drag out the steps of the reconnect"""
    steps = [str(one["gid"]) for one in tasks(home)[0]["subtasks"]]
    home.person.tick(steps[0])
    home.person.rename(steps[1], "Look around")
    home.person.delete(steps[2])
    home.person.add_subtask(gid, "Ask Ada")
    home.person.make_task(steps[3], home.section("Later"))

    nothing_follows(home)
