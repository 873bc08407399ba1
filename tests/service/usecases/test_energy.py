"""A heart on a task says that its goal gives energy."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from support.home import Home, make_home
from support.plans import SMALL
from support.turns import Service

from service.store import history
from service.usecases.review_facts import gather
from service.usecases.status import plan_and_links, plan_in_full
from service.usecases.sync.setup import known_layout

if TYPE_CHECKING:
    from service.domain.review import Facts

REVIEW = datetime(2026, 10, 12, 9, tzinfo=UTC)


@pytest.fixture
def home(database) -> Home:
    home = make_home(database)
    home.plan_file(SMALL)
    Service(home).work()
    return home


def facts(home: Home) -> Facts:
    with home.database.begin() as tx:
        layout = known_layout(tx, home.account_id)
    assert layout is not None
    tasks = home.board().tasks(layout)
    with home.database.begin() as tx:
        return gather(tx, home.account_id, tasks, home.now())


def shown(home: Home) -> dict[str, bool]:
    with home.database.begin() as tx:
        whole = plan_in_full(*plan_and_links(tx, home.account_id))
    return {goal["skill"]: goal["energy"] for goal in whole["goals"]}


def told(home: Home) -> list[tuple[str, str, str]]:
    with home.database.begin() as tx:
        found = history.recent(tx, home.account_id, 99, field="energy")
    return [(entry.text, entry.old, entry.new) for entry in found]


def test_a_heart_is_seen_when_everything_is_read_and_told_once(home):
    home.person.like(home.gid("Curiosity"))
    home.sync(force=True)
    home.sync(force=True)

    assert [skill for skill, energy in shown(home).items() if energy] == ["Curiosity"]
    assert told(home) == [("Curiosity", "", "♥")]


def test_a_heart_taken_back_is_told_too(home):
    home.person.like(home.gid("Curiosity"))
    home.sync(force=True)
    home.person.like(home.gid("Curiosity"), liked=False)
    home.sync(force=True)

    assert not any(shown(home).values())
    assert told(home)[0] == ("Curiosity", "♥", "")


def test_a_review_names_the_goals_that_have_a_heart_now(home):
    home.time[0] = REVIEW - timedelta(minutes=90)
    Service(home).work()  # from here on only the event stream would be looked at
    home.person.like(home.gid("Curiosity"))
    home.time[0] = REVIEW
    (run,) = Service(home).work()

    (task,) = Service(home).tasks()
    _, energy = str(task["html_notes"]).split("What gave you energy")
    assert f'data-asana-gid="{home.gid("Curiosity")}"' in energy.split("</ul>")[0]
    assert run.result["pulled"] == 1


def test_a_review_without_hearts_says_nothing_of_energy(home):
    home.time[0] = REVIEW
    Service(home).work()

    (task,) = Service(home).tasks()
    assert "energy" not in str(task["html_notes"])


def test_a_person_gives_hearts_for_a_quarter_after_the_last_one(home):
    assert not facts(home).gave_hearts
    home.person.like(home.gid("Curiosity"))
    home.sync(force=True)
    assert facts(home).gave_hearts

    home.wait(days=91)
    assert facts(home).gave_hearts
    home.wait(days=2)
    assert not facts(home).gave_hearts
    assert facts(home).hearts == {home.goal("Curiosity").id}


def test_taking_a_heart_back_is_not_giving_one(home):
    home.person.like(home.gid("Curiosity"))
    home.sync(force=True)
    home.wait(days=92, seconds=1)
    home.person.like(home.gid("Curiosity"), liked=False)
    home.sync(force=True)

    assert not facts(home).gave_hearts


def test_an_adopted_task_may_bring_its_heart(home):
    task = home.person.add_task(home.section("Later"), "Learn to sail")
    home.person.like(task)
    home.sync()

    assert shown(home)["Learn to sail"]
    assert told(home) == [("Learn to sail", "", "♥")]
