"""The judge's exceptions are exactly these: what they excuse, and what stands beside them."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from service.domain.plan import State
from service.usecases import goals
from service.usecases.import_plan import import_plan
from simulation.gestures import Hand
from simulation.ground import Ground
from simulation.life import Life
from simulation.planning import Desk
from simulation.settling import settle

PLAN = "momentum: 1\ngoals:\n  - {skill: Storytelling, group: in_role}\n"


@pytest.fixture
def life():
    made = Life(Ground().fresh(), oauth=False, later=False)
    import_plan(made.real, made.home.account_id, PLAN, now=made.now())
    made.origins |= {goal.id for goal in made.known().plan.goals}
    made.work()
    return made


@pytest.fixture
def hand(life):
    return Hand(life, Random(0))  # noqa: S311 - has to be repeatable


def comes_late(life) -> None:
    """Let a task be made a second from now."""
    section, person = life.sections["in_role"], life.home.person
    life.home.world.do_later(timedelta(seconds=1), lambda: person.add_task(section, "Late"))


def names(life, gids) -> list[str]:
    return [life.home.world.tasks[gid].name for gid in gids]


def test_what_comes_late_while_the_person_does_something_is_not_theirs(life, hand):
    comes_late(life)
    hand.do("add")

    assert names(life, life.born) == ["Added 1"]
    assert names(life, life.late) == ["Late"]


def test_what_comes_late_is_the_person_s_once_they_have_touched_it(life, hand):
    comes_late(life)
    life.wait(1)
    hand.do("add")
    late = next(iter(life.late))
    hand.one = lambda: life.home.world.tasks[late]
    hand.do("rename")

    assert late in life.born


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_deleted_goal_may_only_come_back_by_the_person_s_word(life, hand, by_hand):
    life.home.world.switches.trashed_task_answers = "200"
    desk = Desk(life, Random(0))  # noqa: S311 - has to be repeatable
    hand.throw(hand.one())
    life.work()
    (goal,) = life.known().plan.goals
    assert goal.state is State.DEFERRED
    assert life.gone

    def activate() -> None:
        goals.activate(life.real, life.home.account_id, goal.id, now=life.now())

    desk.changing("activate", activate) if by_hand else activate()
    settle(life)

    wrong = [f"deleted by the person and back: Storytelling ({gid})" for gid in life.gone]
    assert life.faults == wrong
    assert bool(wrong) is not by_hand
