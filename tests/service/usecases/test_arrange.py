from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.domain.outlook import outlook
from service.domain.plan import Goal, Group, State
from service.errors import Conflict, InvalidInput, NotFound
from service.store import accounts, plans
from service.usecases import goals
from service.usecases.arrange import LAST, Move, arrange
from service.usecases.import_plan import import_plan

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PLAN = """
momentum: 1
settings: {capacity: {in_role: 1, outside: 1}}
goals:
  - {skill: A, group: in_role}
  - {skill: B, group: in_role}
  - {skill: C, group: in_role}
  - {skill: X, group: outside, via: book}
"""


class Desk:
    def __init__(self, database) -> None:
        self.database = database
        with database.begin() as tx:
            self.account_id = accounts.ensure(tx, NOW).id
        import_plan(database, self.account_id, PLAN, now=NOW)

    def move(self, goal: str, **where: object):
        return arrange(self.database, self.account_id, goal, Move(**where), now=NOW)

    def plan(self):
        with self.database.begin() as tx:
            return plans.load(tx, self.account_id)

    def order(self) -> str:
        return "".join(goal.skill for goal in self.plan().goals)


@pytest.fixture
def desk(database) -> Desk:
    return Desk(database)


def test_the_order_is_kept_and_decides_which_goal_is_active(desk):
    moved = desk.move("C", before="A")

    assert desk.order() == "CABX"
    assert moved.state is State.ACTIVE
    assert moved == desk.plan().goals[0]
    assert desk.plan().goals[1].state is State.DEFERRED


def test_a_goal_goes_where_it_is_put(desk):
    for where, order in (
        ({"after": "b"}, "BACX"),
        ({"position": 1}, "ABCX"),
        ({"position": LAST}, "BCAX"),
        ({"position": 2}, "BACX"),
        ({"group": Group.OUTSIDE, "position": 2}, "BCXA"),
    ):
        desk.move("A", **where)
        assert desk.order() == order


def test_a_goal_goes_into_another_group_and_takes_a_road_of_it(desk):
    moved = desk.move("X", group=Group.IN_ROLE, position=1)

    assert (moved.group, moved.via, moved.state) == (Group.IN_ROLE, None, State.ACTIVE)


NOWHERE = (
    ("A", {}, InvalidInput, "where to"),
    ("A", {"before": "B", "position": 1}, InvalidInput, "one place"),
    ("A", {"before": "A"}, InvalidInput, "itself"),
    ("A", {"position": 0}, InvalidInput, "no position"),
    ("A", {"before": "Z"}, NotFound, "no goal"),
    ("Z", {"before": "A"}, NotFound, "no goal"),
    ("B", {"position": 1}, Conflict, "let go"),
)


def test_what_is_no_place_is_refused_and_nothing_moves(desk):
    goals.let_go(desk.database, desk.account_id, "B", now=NOW)
    before = desk.plan()

    for goal, where, error, words in NOWHERE:
        with pytest.raises(error, match=words) as refused:
            desk.move(goal, **where)
        assert refused.value.hint

    assert desk.plan() == before


def test_what_asana_shows_this_quarter_stays_there_whatever_the_order(home):
    home.plan_file(PLAN)
    home.sync()
    before = home.tasks()
    arrange(home.database, home.account_id, "C", Move(position=1), now=home.now())
    home.sync()

    plan = home.plan()
    assert [goal.skill for goal in plan.goals] == ["C", "A", "B", "X"]
    today = home.now().date()
    assert [goal.skill for goal in outlook(plan, today)[0].goals] == ["A", "X"]
    assert home.tasks("Later")["C"]["due_on"] == before["B"]["due_on"]
    assert home.tasks("Later")["B"]["due_on"] == before["C"]["due_on"]


def test_room_this_quarter_goes_to_a_goal_that_asana_does_not_show_yet(home):
    home.plan_file(PLAN)
    home.sync()
    goals.add(home.database, home.account_id, Goal("D"), now=home.now())
    goals.master(home.database, home.account_id, "A", now=home.now())

    moved = arrange(home.database, home.account_id, "D", Move(before="B"), now=home.now())

    assert [goal.skill for goal in home.plan().goals] == ["A", "D", "B", "C", "X"]
    assert moved.state is State.ACTIVE
    assert home.goal("B").state is State.DEFERRED
