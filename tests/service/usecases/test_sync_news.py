"""After a full reading, the event stream says what to look at again."""

from __future__ import annotations

from functools import partial

import pytest
from support.mortal import Killed, Mortal
from support.plans import SMALL
from support.statements import statements
from support.turns import Service

from integrations.asana.sandbox import Fault
from service.domain.plan import State
from service.store import accounts


@pytest.fixture
def quiet(home):
    """Everything is in step, and our own echoes have been heard."""
    home.plan_file(SMALL)
    home.sync()
    home.sync()
    home.world.requests.clear()
    return home


def trips(home) -> list[str]:
    return [f"{e.method} {e.path}" for e in home.world.requests if not e.in_batch]


def test_nothing_new_costs_one_request(quiet):
    outcome = quiet.sync()

    assert trips(quiet) == ["GET /events"]
    assert outcome.changes == ()


def test_nothing_new_reads_the_plan_from_the_database_once(quiet):
    turn(quiet)  # the first one remembers when the plan began
    with statements(quiet.database) as made:
        turn(quiet)

    reads = [one for one in made if one.startswith("SELECT")]
    for table in ("goals", "intents"):
        assert len([one for one in reads if f"FROM {table}" in one.replace("\n", " ")]) == 1


def test_a_plan_changed_while_asana_was_asked_is_written_by_the_next_turn(quiet):
    change = partial(quiet.plan_file, SMALL.replace("One museum a month", "One a week"))
    quiet.world.faults.add(Fault("before", path="/events", do=change))
    quiet.sync()
    quiet.sync()

    assert "One a week" in str(quiet.tasks()["Curiosity"]["html_notes"])


def turn(home) -> None:
    with home.database.begin() as tx:
        accounts.request(tx, home.account_id, now=home.now())
    (run,) = Service(home).work()
    assert run.error is None


def test_our_own_echoes_are_read_and_write_nothing(home):
    home.plan_file(SMALL)
    home.sync()
    before = home.writes()
    outcome = home.sync()

    assert outcome.changes == ()
    assert not outcome.whole
    assert home.writes() == before


def test_a_step_dragged_onto_the_board_becomes_a_goal_at_once(quiet):
    step = quiet.tasks()["Data storytelling"]["subtasks"][0]
    quiet.person.make_task(step["gid"], quiet.section("Later"))
    outcome = quiet.sync()

    assert not outcome.whole
    assert quiet.goal(step["name"]).state is State.DEFERRED


@pytest.mark.parametrize("gesture", ["rename", "step", "tick a step", "delete"])
def test_one_change_in_asana_is_read_with_three_requests_at_most(quiet, gesture):
    task = quiet.gid("Data storytelling")
    match gesture:
        case "rename":
            quiet.person.rename(task, "Telling stories with data")
        case "step":
            quiet.person.add_subtask(task, "One more")
        case "tick a step":
            quiet.person.tick(quiet.tasks()["Data storytelling"]["subtasks"][0]["gid"])
        case "delete":
            quiet.person.delete(task)
    outcome = quiet.sync()

    assert len(outcome.changes) == 1
    assert len(trips(quiet)) <= 3


def test_a_change_of_the_plan_is_written_without_reading_everything(quiet):
    quiet.plan_file(SMALL.replace("One museum", "Two museums"))
    quiet.sync()

    assert trips(quiet) == ["GET /events", "POST /batch", "POST /batch"]
    assert "Two museums" in quiet.tasks()["Curiosity"]["html_notes"]


def test_everything_is_read_once_a_day_because_events_may_be_lost(quiet):
    quiet.person.rename(quiet.gid("Curiosity"), "Being curious")
    quiet.world.events.clear()
    assert quiet.sync().changes == ()

    quiet.wait(days=1)
    assert quiet.sync().whole
    assert quiet.goal("Being curious")


def test_what_is_too_new_for_the_list_of_a_full_reading_is_heard_of_afterwards(home):
    service = Service(home)
    home.plan_file(SMALL)
    for _ in range(2):
        service.work()
        home.wait(minutes=5)
    home.person.rename(home.gid("Curiosity"), "Being curious")
    home.person.add_task(home.section("Later"), "Added by hand")
    home.world.faults.add(Fault("stale_list", path=r"/projects/\d+/tasks", seconds=60))
    home.wait(seconds=5)
    service.ask_for_review()
    home.wait(minutes=1)
    service.work()

    assert {"Being curious", "Added by hand"} <= {goal.skill for goal in home.plan().goals}


def test_what_was_deleted_and_still_stands_in_an_old_list_is_let_go(quiet):
    quiet.wait(days=1)
    quiet.person.delete(quiet.gid("Curiosity"))
    quiet.world.faults.add(Fault("stale_list", path=r"/projects/\d+/tasks", seconds=60))

    assert quiet.sync().whole
    assert quiet.goal("Curiosity").state is State.LET_GO


def test_a_place_in_the_stream_that_asana_has_forgotten_is_not_kept(home):
    service = Service(home)
    home.plan_file(SMALL)
    service.work()
    home.wait(days=2)
    service.work()
    home.wait(minutes=2)
    home.world.requests.clear()
    service.work()

    assert trips(home)[0] == "GET /events"
    assert {entry.status for entry in home.world.requests} == {200}


def test_a_stream_that_begins_anew_means_reading_everything(quiet):
    quiet.person.rename(quiet.gid("Curiosity"), "Being curious")
    quiet.world.cursors.clear()
    outcome = quiet.sync()

    assert outcome.whole
    assert quiet.goal("Being curious")


def test_more_events_than_a_page_holds_are_all_heard(quiet):
    task, other = quiet.gid("Curiosity"), quiet.gid("Data storytelling")
    for number in range(120):
        quiet.person.rename(other, "Data storytelling" + "!" * number)
        quiet.person.rename(other, "Data storytelling")
    quiet.person.complete(task)
    quiet.sync()

    assert quiet.goal("Curiosity").state is State.MASTERED


def test_an_unanswered_creation_is_looked_for_in_a_full_reading(quiet):
    quiet.plan_file(SMALL + "  - {skill: Patience, group: in_role}\n")
    quiet.world.faults.add(Fault("timeout_after", method="POST", path="/batch"))
    quiet.sync()
    outcome = quiet.sync()

    assert outcome.whole
    assert list(quiet.tasks()).count("Patience") == 1


def test_a_crash_between_reading_and_recording_loses_no_event(quiet):
    quiet.person.rename(quiet.gid("Curiosity"), "Being curious")
    quiet.mortal = Mortal(quiet.database, 2, after=False)
    with pytest.raises(Killed):
        quiet.sync()
    quiet.mortal = None
    quiet.wait(minutes=2)
    quiet.sync()

    assert quiet.goal("Being curious")
