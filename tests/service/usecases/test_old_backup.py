"""An old backup put back: nothing is made twice, and nothing newer is overwritten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.backups import Commands
from support.home import Home, make_home
from support.loss import FIRST, Backup, add, lived
from support.plans import SMALL
from support.turns import Service

from integrations.asana.sandbox import Fault
from service.domain.plan import Goal, Group, State, Step
from service.usecases import goals
from service.usecases.goals import Edit

AGES = [timedelta(hours=1), timedelta(days=1), timedelta(days=7)]


@pytest.fixture(params=[False, True], ids=["token", "oauth"])
def home(database, request) -> Home:
    return make_home(database, oauth=request.param, later=True)


@pytest.fixture
def service(home) -> Service:
    service = lived(home)
    add(home, Goal("Chess", Group.IN_ROLE, steps=(Step("Learn the rules"), Step("Play"))))
    service.work()
    return service


@pytest.fixture
def commands(database_url, tmp_path) -> Commands:
    return Commands(database_url, tmp_path)


def live_on(home: Home, service: Service, age: timedelta) -> None:
    """So much time goes by in eight steps, and something happens in each."""
    deck, chess = home.gid("Data storytelling"), home.gid("Chess")
    steps = {step["name"]: step["gid"] for step in home.tasks()["Chess"]["subtasks"]}
    happenings = [
        lambda: home.person.rename(deck, "Telling stories"),
        lambda: add(home, Goal("Sailing the sea", Group.OUTSIDE, steps=(Step("Buy a boat"),))),
        lambda: home.person.complete(steps["Learn the rules"]),
        lambda: goals.edit(
            home.database,
            home.account_id,
            "Chess",
            Edit(how="Every Tuesday", add_steps=("Win",)),
            now=home.now(),
        ),
        lambda: home.let_go("Public speaking"),
        lambda: home.person.add_task(home.section("This quarter · in my role"), "Painting"),
        lambda: home.person.move(home.gid("Sailing"), home.section("Mastered")),
        lambda: goals.defer(home.database, home.account_id, "Telling stories", now=home.now()),
    ]
    for happen in happenings:
        home.wait(seconds=age.total_seconds() / len(happenings))
        happen()
        service.work()
    home.person.set_due(chess, home.now().date() + timedelta(days=9))
    home.person.delete(home.gid("Stakeholder management"))
    home.wait(seconds=61)
    service.work()


def board(home: Home) -> dict[str, object]:
    """All that a person sees, without the moments of change."""
    return {
        part["name"]: {
            task["gid"]: {name: value for name, value in task.items() if name != "modified_at"}
            for task in part["tasks"]
        }
        for part in home.project()["sections"]
    }


@pytest.mark.parametrize("age", AGES, ids=["an hour", "a day", "a week"])
def test_a_backup_takes_in_what_is_newer_and_writes_nothing(home, service, age, commands):
    commands.back_up()
    live_on(home, service, age)
    seen, plan, before = board(home), home.plan(), len(home.writes())

    commands.restore()
    for _ in range(3):
        service.work()
        home.sync(force=False)
        home.wait(seconds=200)

    assert board(home) == seen
    assert home.writes()[before:] == []
    known = {goal.skill: (goal.state, goal.how, goal.group) for goal in home.plan().goals}
    assert known == {goal.skill: (goal.state, goal.how, goal.group) for goal in plan.goals}
    ids = {goal.skill: goal.id for goal in plan.goals}
    marked = ("Sailing the sea", "Chess", "Telling stories")
    assert {skill: home.goal(skill).id for skill in marked} == {
        skill: ids[skill] for skill in marked
    }
    assert home.goal("Public speaking").state is State.LET_GO


@pytest.mark.parametrize("age", AGES, ids=["an hour", "a day", "a week"])
def test_reviews_and_their_files_stay_single(home, service, age):
    backup = Backup.of(home.database)
    home.time[0] = max(home.now() + age, FIRST + timedelta(days=14, hours=1))
    service.work()
    files = service.files()
    assert len(files) == 3

    backup.restore(home.database)
    for _ in range(3):
        service.work()
        service.ask_for_review()
        home.wait(seconds=200)

    assert service.files() == files
    assert len(service.reviews()) == 3


def test_what_is_done_afterwards_goes_on_as_ever(home, service):
    backup = Backup.of(home.database)
    live_on(home, service, AGES[1])
    backup.restore(home.database)
    service.work()

    home.person.rename(home.gid("Chess"), "Go")
    add(home, Goal("Juggling", Group.OUTSIDE))
    home.wait(seconds=60)
    service.work()

    assert home.goal("Go").how == "Every Tuesday"
    assert list(home.tasks()).count("Juggling") == 1


def test_a_backup_from_the_middle_of_an_unanswered_creation_makes_it_once(home):
    service = Service(home)
    home.plan_file(SMALL)
    home.world.faults.add(Fault("timeout_after", method="POST", path="/batch", skip=0))
    service.work()
    backup = Backup.of(home.database)
    for _ in range(3):
        home.wait(seconds=200)
        service.work()
    seen = sorted(home.tasks())
    assert seen == sorted(goal.skill for goal in home.plan().goals)

    backup.restore(home.database)
    for _ in range(3):
        home.wait(seconds=200)
        service.work()

    names = [task["name"] for part in home.project()["sections"] for task in part["tasks"]]
    assert sorted(names) == seen
