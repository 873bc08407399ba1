"""With the database lost, all comes back from Asana, and the next sync writes nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from support.home import Home, make_home
from support.loss import add, assert_settled, lived, lose, recovered
from support.mortal import Killed, Mortal
from support.plans import SMALL
from support.reconnects import ask, close, next_on, tasks

from service.domain.plan import Goal, Group, State
from service.errors import Conflict, NeedsConfirmation, NotFound
from service.store import accounts
from service.store.accounts import AccountState
from service.usecases import goals

if TYPE_CHECKING:
    from support.turns import Service


@pytest.fixture
def home(database) -> Home:
    return make_home(database)


@pytest.fixture
def service(home) -> Service:
    return lived(home)


def test_everything_comes_back_and_the_next_sync_writes_nothing(home, service):
    plan, files = home.plan(), service.files()
    before = len(home.writes())
    lose(home)

    found = recovered(home)

    assert home.writes()[before:] == []
    assert home.plan() == plan
    assert found.rebuilt.unsaid == ()
    assert len(found.lost) == 2
    assert_settled(home, service)
    assert home.plan() == plan
    assert service.files() == files


def test_the_reviews_and_the_coverage_so_far_come_back_and_the_streak_goes_on(home, service):
    before = {(one.iso_week, one.gid) for one in service.reviews()}
    lose(home)

    recovered(home)

    kept = service.reviews()
    assert {(one.iso_week, one.gid) for one in kept} == before
    assert [(one.facts or {})["answered"] for one in kept] == [2, 2]
    assert (kept[0].facts or {})["streak"] == 1
    home.person.complete(str(kept[0].gid))
    home.wait(days=7, hours=1)  # summer time ends
    service.work()
    assert (service.reviews()[0].facts or {})["streak"] == 2
    assert len(service.tasks()) == 3


def test_what_happened_in_asana_since_the_last_review_wins(home, service):
    deck = home.gid("Data storytelling")
    home.person.rename(deck, "Telling stories")
    home.person.add_subtask(deck, "Ask Ada")
    home.person.move(home.gid("Public speaking"), home.section("Mastered"))
    home.person.delete(home.gid("Sailing"))
    home.person.add_task(home.section("This quarter · in my role"), "Chess")
    lose(home)

    recovered(home)

    told = home.goal("Telling stories")
    assert [step.text for step in told.steps][-1] == "Ask Ada"
    assert told.former_names == ("Data storytelling",)
    assert home.goal("Public speaking").state is State.MASTERED
    assert home.goal("Sailing").state is State.LET_GO
    assert home.goal("Chess").state is State.ACTIVE
    before = len(home.writes())
    service.work()
    ticks = [write for write in home.writes()[before:] if home.gid("Public speaking") in write]
    assert home.writes()[before:] == ticks  # moved to Mastered: that it is ticked comes with it


def test_goals_added_since_are_known_by_their_mark_and_keep_their_id(home, service):
    add(home, Goal("Chess", Group.IN_ROLE))
    service.work()
    goal_id = home.goal("Chess").id
    lose(home)

    recovered(home)

    assert home.goal("Chess").id == goal_id
    assert_settled(home, service)


def test_a_day_that_the_calendar_set_since_is_no_choice_of_the_persons(home, service):
    until = date(2026, 10, 28)
    goals.defer(home.database, home.account_id, "Sailing", until=until, now=home.now())
    home.time[0] = datetime(2026, 10, 26, 9, tzinfo=UTC)
    service.work()  # the review that carries the plan
    assert home.goal("Sailing").state is State.DEFERRED
    home.wait(days=2)
    service.work()  # the day has come
    assert home.goal("Sailing").state is State.ACTIVE
    plan = home.plan()
    lose(home)

    recovered(home)

    assert home.goal("Sailing").deadline is None
    assert home.goal("Sailing") == next(goal for goal in plan.goals if goal.skill == "Sailing")
    assert_settled(home, service)


def test_deferred_goals_that_were_filed_in_my_tasks_stay_filed(database):
    home = make_home(database, later=True)
    service = lived(home)
    lose(home)

    recovered(home)

    assert_settled(home, service)


def test_with_oauth_it_is_the_same(database):
    home = make_home(database, oauth=True)
    service = lived(home)
    plan = home.plan()
    lose(home)

    recovered(home)

    assert home.plan() == plan
    assert_settled(home, service)


@pytest.mark.usefixtures("service")
def test_a_copy_that_cannot_be_read_gives_way_to_the_one_before(home):
    plan = home.plan()
    newest = max(
        (one for one in home.world.attachments.values() if one.name == "plan.yaml"),
        key=lambda one: one.created_at,
    )
    newest.content = b"momentum: [1"
    lose(home)

    recovered(home)

    assert home.plan().goals == plan.goals


def test_sections_are_known_by_the_copy_whatever_they_are_called(home, service):
    home.person.rename_section(home.section("Later"), "Später")
    plan = home.plan()
    lose(home)

    recovered(home)

    assert home.plan() == plan
    assert_settled(home, service)


@pytest.mark.usefixtures("service")
def test_a_first_sync_does_not_make_a_second_board_beside_an_earlier_one(home):
    lose(home)
    home.plan_file(SMALL)
    before = len(home.writes())

    with pytest.raises(NeedsConfirmation, match="Career momentum") as raised:
        home.sync()

    assert "momentum db recover" in raised.value.hint
    with pytest.raises(NeedsConfirmation):
        home.preview()
    assert home.writes()[before:] == []
    home.sync(force=True)
    assert len(home.projects()) == 2


def test_an_account_that_waits_for_a_word_goes_on_after_the_recovery(home, service):
    lose(home)
    service.work()
    with home.database.begin() as tx:
        assert accounts.get(tx, home.account_id).state is AccountState.CONFIRM

    recovered(home)

    with home.database.begin() as tx:
        assert accounts.get(tx, home.account_id).state is AccountState.OK
    assert_settled(home, service)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_its_commit_it_is_run_again(home, service, after):
    plan = home.plan()
    lose(home)
    home.mortal = Mortal(home.database, 1, after=after)

    with pytest.raises(Killed):
        recovered(home)

    home.mortal = None
    if after:
        assert home.plan() == plan
    else:
        recovered(home)
    assert_settled(home, service)


@pytest.mark.usefixtures("service")
def test_a_database_with_a_plan_is_left_alone(home):
    plan = home.plan()

    with pytest.raises(Conflict, match="a plan in this database already") as raised:
        recovered(home)

    assert "MOMENTUM_HOME" in raised.value.hint
    assert home.plan() == plan


@pytest.mark.usefixtures("service")
def test_an_archived_board_and_a_colleagues_do_not_count(home):
    project = home.world.projects[str(home.project()["gid"])]
    lose(home)
    project.archived = True
    with pytest.raises(NotFound, match="no board of yours"):
        recovered(home)

    project.archived = False
    project.owner = home.world.add_user("Grace Example", "grace@example.com")
    with pytest.raises(NotFound):
        recovered(home)


def test_a_reconnect_comes_back_and_is_not_made_again(home, service):
    assert ask(home)
    (task,) = tasks(home)
    due = next_on(home)
    home.wait(days=7, hours=1)  # summer time ends
    service.work()  # the review whose copy knows of it
    lose(home)

    recovered(home)

    assert next_on(home) == due
    assert_settled(home, service)
    assert [one["gid"] for one in tasks(home)] == [task["gid"]]
    close(home)
    home.person.tick(str(task["subtasks"][0]["gid"]))
    home.world.requests.clear()
    service.work()
    assert not [log for log in home.world.requests if task["subtasks"][0]["gid"] in log.path]
