"""The reconnect: when it comes, what it asks, and that it comes once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from support.home import Home, make_home
from support.plans import SMALL
from support.turns import Service

from service.domain.reconnect import STEPS
from service.domain.step_zero import IF_NOT, QUESTION
from service.store import accounts
from service.usecases import reconnect

CONNECTED = datetime(2026, 10, 7, 10, tzinfo=UTC)
DAY = datetime(2027, 4, 7, 8, tzinfo=UTC)
TITLE = "Reconnect of Wednesday 7 April 2027"


@pytest.fixture
def home(database) -> Home:
    return settled_home(database)


def settled_home(database, plan: str = SMALL) -> Home:
    """A home after its first sync, that has its reviews behind it."""
    home = make_home(database)
    home.time[0] = CONNECTED
    home.plan_file(plan)
    Service(home).work()
    return home


def open_reconnects(home: Home) -> list[str]:
    found = Service(home).tasks()
    return sorted(str(task["name"]) for task in found if "Reconnect" in str(task["name"]))


def task(home: Home) -> dict[str, object]:
    """The youngest reconnect on the board."""
    found = [one for one in Service(home).tasks() if "Reconnect" in str(one["name"])]
    return max(found, key=lambda one: str(one["due_on"]))


def next_on(home: Home) -> date | None:
    plan = home.plan()
    with home.database.begin() as tx:
        return reconnect.next_on(tx, home.account_id, plan)


def ask(home: Home) -> bool:
    with home.database.begin() as tx:
        accounts.lock(tx, home.account_id)
        wanted = reconnect.ask(tx, home.account_id, home.now())
        accounts.request(tx, home.account_id, now=home.now())
    Service(home).work()
    return wanted


def test_the_first_comes_six_months_after_the_first_sync(home):
    assert next_on(home) == date(2027, 4, 7)
    home.time[0] = DAY - timedelta(days=1)
    Service(home).work()
    assert open_reconnects(home) == []

    home.time[0] = DAY
    (run,) = Service(home).work()

    assert open_reconnects(home) == [TITLE]
    made = task(home)
    assert made["due_on"] == "2027-04-07"
    assert made["assignee"] == home.tasks()["Curiosity"]["assignee"] is not None
    assert run.result["reconnect"] == {
        "number": 1,
        "gid": made["gid"],
        "new": True,
        "look_again_at": None,
    }
    assert "Lead a product from the first sketch" in str(made["html_notes"])
    assert f"momentum:reconnect:1-{home.project()['gid']}" in str(made["html_notes"])


def test_its_steps_are_its_subtasks_and_the_first_asks_kindly(home):
    home.time[0] = DAY
    Service(home).work()

    steps = task(home)["subtasks"]

    assert [step["name"] for step in steps] == [step.title for step in STEPS]
    assert QUESTION in str(steps[0]["name"])
    assert IF_NOT in home.world.tasks[str(steps[0]["gid"])].html_notes
    assert [step["assignee"] for step in steps] == [None] * 4


def test_further_turns_make_no_second_one(home):
    home.time[0] = DAY
    Service(home).work()
    before = len(home.writes())
    for _ in range(3):
        home.wait(days=1)
        Service(home).work()
        home.sync(force=True)

    assert open_reconnects(home) == [TITLE]
    assert not [write for write in home.writes()[before:] if "subtasks" in write]
