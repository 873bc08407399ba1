"""A first sync that is killed at any moment: nothing is made twice, nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.crashing import killed_around_each_commit, killed_around_each_request
from support.home import GRACE, Home, make_home
from support.plans import SMALL

from integrations.asana.sandbox import Fault
from service.errors import ServiceError
from service.store import accounts
from service.usecases.sync.outcome import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.store.database import Database


def settle(home: Home) -> None:
    """Sync until nothing is left to do, as the service would: again after each grace."""
    for _ in range(6):
        try:
            outcome = home.sync()
            if outcome.status is Status.DONE and not outcome.changes:
                break
        except ServiceError:
            pass
        home.wait(seconds=GRACE.total_seconds() + 1)


def assert_everything_once(home: Home) -> None:
    live = [project for project in home.projects() if not project["deleted"]]
    assert len(live) == 1
    names = [section["name"] for section in live[0]["sections"]]
    assert sorted(names) == sorted(set(names))
    assert len(names) == 6
    tasks = [task for section in live[0]["sections"] for task in section["tasks"]]
    shown = sorted(
        (task["name"], [step["name"] for step in task["subtasks"]]) for task in tasks
    )
    assert shown == sorted(
        (goal.skill, [step.text for step in goal.steps]) for goal in home.plan().goals
    )
    assert home.sync().changes == ()


def planned(sqlite: Callable[[], Database]) -> Callable[[], Home]:
    """A maker of homes with a plan that was never synced."""

    def make() -> Home:
        home = make_home(sqlite())
        home.plan_file(SMALL)
        return home

    return make


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_first_sync_survives_being_killed_around_any_request(sqlite, moments, when):
    for home in killed_around_each_request(planned(sqlite), Home.sync, moments, when):
        settle(home)

        assert_everything_once(home)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_first_sync_survives_being_killed_around_any_commit(sqlite, moments, after):
    for home in killed_around_each_commit(planned(sqlite), Home.sync, moments, after=after):
        settle(home)

        assert_everything_once(home)


def test_a_worker_that_lost_the_account_does_not_rename_the_first_section(sqlite):
    home = make_home(sqlite())
    home.plan_file(SMALL)

    def lose() -> None:
        home.wait(seconds=61)
        with home.database.begin() as tx:
            accounts.request(tx, home.account_id, now=home.now())
            assert accounts.claim(tx, owner="other", now=home.now(), seconds=60)

    home.world.faults.add(Fault("after", method="GET", path=r"/projects/\d+/sections", do=lose))
    with pytest.raises(accounts.LeaseLost):
        home.sync()

    (section,) = home.project()["sections"]
    assert section["name"] == home.world.switches.default_section_name
