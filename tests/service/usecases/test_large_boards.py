"""Boards of more than one page, which shifts while it is read."""

from __future__ import annotations

import pytest
from support.home import Home, make_home
from support.plans import many

from integrations.asana.sandbox import Fault
from service.domain.changes import What
from service.domain.plan import State

MANY = 1001
PAGES = r"/projects/\d+/tasks"


@pytest.fixture
def home(sqlite) -> Home:
    return make_home(sqlite())


def shifting(home: Home, gid: str, *, page: int) -> Fault:
    """Let a task go to the trash right after a page that shows it."""
    fault = Fault("after", path=PAGES, skip=page - 1, do=lambda: home.person.delete(gid))
    return home.world.faults.add(fault)


def test_what_a_shift_hides_between_two_pages_is_asked_for_and_not_let_go(home):
    home.plan_file(many(101))
    home.sync()
    home.wait(minutes=5)
    first = next(iter(home.tasks()))
    shift = shifting(home, home.gid(first), page=1)
    home.sync(force=True)
    assert shift.spent
    home.wait(minutes=5)
    home.sync(force=True)

    gone = [goal.skill for goal in home.plan().goals if goal.state is State.LET_GO]
    assert gone == [first]
    assert len(home.plan().goals) == 101


def test_a_thousand_and_one_tasks_are_each_taken_up_once(home):
    home.plan_file("goals: [{skill: Chess, group: in_role}]")
    home.sync()
    section = home.section("Mastered")
    gids = [home.person.add_task(section, f"Skill {number}") for number in range(MANY)]
    shift = shifting(home, gids[0], page=3)

    once, again = _taken_up(home), _taken_up(home)

    assert shift.spent
    assert len(once) == len(set(once)) >= MANY - 2
    assert sorted(again) == sorted(f"Skill {number}" for number in range(1, MANY))


def _taken_up(home: Home) -> list[str]:
    """What a sync would take up."""
    return [one.subject for one in home.preview().changes if one.what is What.ADOPT]
