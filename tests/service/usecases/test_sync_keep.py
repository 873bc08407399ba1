"""A large loss that was a mistake: the goals stay, and their tasks are made again once."""

from __future__ import annotations

import pytest
from support.crashing import killed_around_each_commit
from support.home import make_home
from support.plans import many

from service.domain.plan import State
from service.errors import NeedsConfirmation

LOST = 4


def bereave(home):
    """Let four of ten tasks, with two steps each, be deleted by mistake."""
    home.plan_file(many(10, 2))
    home.sync()
    home.wait(minutes=10)
    home.gone = [home.gid(f"Skill {number}") for number in range(LOST)]
    for gid in home.gone:
        home.person.delete(gid)
    return home


@pytest.fixture
def bereft(home):
    """A home after that loss, about which the service asks."""
    bereave(home)
    with pytest.raises(NeedsConfirmation, match="4 of 10"):
        home.sync()
    return home


def is_whole(home):
    """Ten goals as they were, each with one task and its two steps."""
    states = {goal.skill: goal.state for goal in home.plan().goals}
    assert State.LET_GO not in states.values()
    assert len(states) == 10
    tasks = home.tasks()
    assert sorted(tasks) == sorted(states)
    assert all(len(task["subtasks"]) == 2 for task in tasks.values())
    return True


def test_the_goals_stay_and_get_their_tasks_again(bereft):
    bereft.sync(keep=True)

    assert is_whole(bereft)
    assert not {task["gid"] for task in bereft.tasks().values()} & set(bereft.gone)


def test_keeping_twice_makes_nothing_twice(bereft):
    bereft.sync(keep=True)
    before = bereft.writes()
    bereft.sync(keep=True)

    assert bereft.writes() == before
    assert is_whole(bereft)


def test_what_was_restored_before_the_answer_is_taken_back_as_it_is(bereft):
    bereft.person.restore(bereft.gone[0])
    bereft.sync(keep=True)

    assert is_whole(bereft)
    assert bereft.gid("Skill 0") == bereft.gone[0]


def test_what_is_restored_later_makes_no_twin_goal(bereft):
    bereft.sync(keep=True)
    bereft.person.restore(bereft.gone[0])
    outcome = bereft.sync(force=True)

    assert outcome.changes == ()
    assert len(bereft.plan().goals) == 10


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_process_killed_around_any_commit_of_it_makes_nothing_twice(sqlite, moments, after):
    def make():
        return bereave(make_home(sqlite()))

    def keep(home):
        home.sync(keep=True)

    for home in killed_around_each_commit(make, keep, moments, after=after):
        home.wait(minutes=5)
        home.sync(keep=True)

        assert is_whole(home)
