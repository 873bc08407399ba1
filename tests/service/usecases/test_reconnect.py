"""The reconnect: when it comes, what it asks, and that it comes once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import delete
from support.asking import entries
from support.home import GRACE, Home
from support.mortal import Killed, Mortal
from support.plans import SMALL
from support.reconnects import (
    DAY,
    TITLE,
    ask,
    close,
    lived_until,
    next_on,
    reconnect_home,
    tasks,
)
from support.turns import Service

from integrations.asana.sandbox import Fault
from service.domain.reconnect import STEPS
from service.domain.step_zero import IF_NOT, QUESTION
from service.store import accounts, plans
from service.store.accounts import Answer
from service.store.tables import intents, links, reconnects

ON_SQLITE = pytest.mark.parametrize("lent", ["sqlite"], indirect=True)
COMMITS = range(12, 27)  # from before the task to behind its second step
REQUESTS = range(9, 15)
ON_ITS_DAY = date(2027, 4, 7)


@pytest.fixture
def home(database) -> Home:
    return reconnect_home(database)


def made(home: Home) -> dict[str, object]:
    """Let the day come, and return the task that comes with it."""
    home.time[0] = DAY
    Service(home).work()
    (task,) = tasks(home)
    return task


def names(home: Home) -> list[str]:
    return [str(step["name"]) for step in tasks(home)[-1]["subtasks"]]


def assert_one_with_its_steps(home: Home) -> None:
    assert [task["name"] for task in tasks(home)] == [TITLE]
    assert names(home) == [step.title for step in STEPS]
    assert next_on(home) == date(2027, 10, 7)


def test_a_project_that_is_out_of_reach_just_then_does_not_cost_the_reconnect(home):
    lived_until(home)
    project = str(home.project()["gid"])
    leave = Fault(
        "before", method="POST", path="/tasks", do=lambda: home.person.leave_project(project)
    )
    home.world.faults.add(leave)
    Service(home).work()
    assert tasks(home) == []

    home.person.join_project(project)
    with home.database.begin() as tx:
        accounts.request(tx, home.account_id, now=home.now(), answer=Answer.AGAIN)
    Service(home).work()
    assert_one_with_its_steps(home)


def start_anew(home: Home) -> None:
    """Let the dead worker's lease and the grace run out, with a worker that lives."""
    home.mortal = None
    home.world.faults.clear()
    for _ in range(3):
        home.wait(seconds=181)
        Service(home).work()


def test_the_first_comes_six_months_after_the_first_sync(home):
    assert next_on(home) == ON_ITS_DAY
    home.time[0] = DAY - timedelta(days=1)
    Service(home).work()
    assert tasks(home) == []

    home.time[0] = DAY
    (run,) = Service(home).work()

    (task,) = tasks(home)
    assert (task["name"], task["due_on"]) == (TITLE, "2027-04-07")
    assert task["assignee"] == home.tasks()["Curiosity"]["assignee"] is not None
    assert run.result["reconnect"] == {
        "number": 1,
        "gid": task["gid"],
        "new": True,
        "look_again_at": None,
    }
    assert "Lead a product from the first sketch" in str(task["html_notes"])
    assert f"momentum:reconnect:1-{home.project()['gid']}" in str(task["html_notes"])


def test_its_steps_are_its_subtasks_in_order_and_the_first_asks_kindly(home):
    steps = made(home)["subtasks"]

    assert [step["name"] for step in steps] == [step.title for step in STEPS]
    assert QUESTION in str(steps[0]["name"])
    assert IF_NOT in home.world.tasks[str(steps[0]["gid"])].html_notes


def test_what_is_answered_to_step_0_is_never_read(home):
    step_0 = str(made(home)["subtasks"][0]["gid"])
    home.world.requests.clear()
    home.person.write_notes(step_0, "<body>It is not, and nobody is to know.</body>")
    home.person.tick(step_0)
    for force in (False, True):
        home.wait(minutes=1)
        Service(home).work()
        home.sync(force=force)
    home.time[0] = DAY + timedelta(days=7)
    Service(home).work()

    asked = [log.path for log in home.world.requests]
    parent = str(tasks(home)[0]["gid"])
    assert asked
    assert not [one for one in asked if step_0 in one or f"{parent}/subtasks" in one]


def test_further_turns_make_no_second_one_and_write_nothing(home):
    made(home)
    before = len(home.writes())
    for _ in range(3):
        home.wait(hours=25)
        Service(home).work()

    assert_one_with_its_steps(home)
    assert not [write for write in home.writes()[before:] if "subtasks" in write]


def test_completing_it_moves_the_next_one_on(home):
    gid = str(made(home)["gid"])
    home.wait(days=30)
    home.person.complete(gid)
    home.wait(minutes=1)
    Service(home).work()  # by its bell alone

    assert next_on(home) == date(2027, 11, 7)
    home.person.reopen(gid)
    home.wait(days=2)
    Service(home).work()
    assert next_on(home) == date(2027, 11, 7)
    home.time[0] = datetime(2027, 11, 7, 8, tzinfo=UTC)
    Service(home).work()
    assert [task["due_on"] for task in tasks(home)] == ["2027-04-07", "2027-11-07"]


def test_one_that_is_never_completed_does_not_hold_up_the_next(home):
    made(home)
    home.time[0] = datetime(2027, 10, 7, 8, tzinfo=UTC)
    Service(home).work()

    assert len(tasks(home)) == 2


def test_one_that_was_slept_through_comes_late_and_is_due_that_day(home):
    home.time[0] = datetime(2028, 1, 3, 8, tzinfo=UTC)
    Service(home).work()

    assert [task["due_on"] for task in tasks(home)] == ["2028-01-03"]


@pytest.mark.parametrize(("months", "day"), [(3, date(2027, 1, 7)), (0, None)])
def test_after_how_many_months_is_for_the_plan_to_say(home, months, day):
    plan = home.plan()
    with home.database.begin() as tx:
        settings = replace(plan.settings, reconnect=months)
        plans.save(tx, home.account_id, replace(plan, settings=settings))

    assert next_on(home) == day
    home.time[0] = datetime(2027, 1, 7, 8, tzinfo=UTC)
    Service(home).work()
    assert len(tasks(home)) == (1 if months else 0)


def test_it_can_be_asked_for_and_the_count_begins_anew(home):
    home.wait(days=10)
    assert ask(home)

    assert [task["due_on"] for task in tasks(home)] == ["2026-10-17"]
    assert next_on(home) == date(2027, 4, 17)


def test_asked_for_again_it_waits_until_the_last_one_is_through(home):
    ask(home)
    home.wait(minutes=5)
    assert not ask(home)
    assert len(tasks(home)) == 1

    close(home)
    home.wait(days=1)
    assert ask(home)
    assert len(tasks(home)) == 2


@pytest.mark.parametrize("step", [0, 1, 3], ids=["the task", "step 0", "step 2"])
@pytest.mark.parametrize("kind", ["timeout_after", "timeout_before"])
def test_an_unknown_outcome_is_looked_for_and_never_sent_again_blindly(home, kind, step):
    lived_until(home)
    path = r".*/tasks" if step == 0 else r".*/batch"
    skip = 0 if step == 0 else step - 1
    fault = Fault(kind, method="POST", path=path, skip=skip)
    home.world.faults.add(fault)
    for _ in range(6):
        Service(home).work()
        home.wait(seconds=GRACE.total_seconds() / 3)

    assert_one_with_its_steps(home)


def test_what_asana_refuses_is_told_and_not_tried_at_every_look(home):
    lived_until(home)
    home.world.faults.add(Fault("400", method="POST", path=r".*/tasks$"))
    Service(home).work()
    home.wait(hours=25)
    Service(home).work()

    assert tasks(home) == []
    assert len(entries(home, "refused")) == 1
    assert next_on(home) == date(2027, 10, 7)
    assert ask(home)
    assert len(tasks(home)) == 1


def test_one_that_came_twice_after_all_is_taken_back(home):
    lived_until(home)
    fault = Fault("late_effect", method="POST", path=r".*/tasks$", seconds=190)
    home.world.faults.add(fault)
    Service(home).work()
    home.wait(seconds=181)
    Service(home).work()
    home.wait(seconds=60)
    assert len(in_reviews(home)) == 2

    home.time[0] = DAY + timedelta(days=6)  # the next review
    Service(home).work()

    assert in_reviews(home) == [TITLE]


def test_a_purpose_of_any_length_does_not_cost_the_reconnect(database):
    home = reconnect_home(database, SMALL.replace("Lead a product", "Lead " * 12_000))
    home.time[0] = DAY - timedelta(days=3)
    ask(home)

    assert len(tasks(home)) == 1


def test_a_restored_database_finds_the_one_that_it_has_forgotten(home):
    made(home)
    with home.database.begin() as tx:
        tx.execute(delete(reconnects).where(reconnects.c.number > 0))
        for table in (intents, links):
            tx.execute(delete(table).where(table.c.kind.startswith("reconnect")))
    home.wait(minutes=1)
    Service(home).work()

    assert_one_with_its_steps(home)


@ON_SQLITE
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("number", COMMITS)
def test_one_killed_around_any_commit_is_made_once(home, number, after):
    lived_until(home)
    home.mortal = Mortal(home.database, number, after=after)
    with suppress(Killed):
        Service(home).work()

    start_anew(home)

    assert_one_with_its_steps(home)


@ON_SQLITE
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("number", REQUESTS)
def test_one_killed_around_any_request_is_made_once(home, number, when):
    lived_until(home)
    home.world.faults.add(Fault(when, skip=number, do=die))
    with suppress(Killed):
        Service(home).work()

    start_anew(home)

    assert_one_with_its_steps(home)


def test_workers_at_the_same_moment_make_one(home):
    lived_until(home)
    together = Barrier(3)

    def work() -> None:
        together.wait()
        Service(home).work()

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert_one_with_its_steps(home)


def in_reviews(home: Home) -> list[str]:
    """The names of all reconnects on the board, those of the same name, too."""
    section = home.project()["sections"][-1]
    names = (str(task["name"]) for task in section["tasks"])
    return [name for name in names if name.startswith("Reconnect")]


def die() -> None:
    raise Killed
