from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from support.plans import SMALL

from service.domain.goal_search import find
from service.domain.plan import Goal, Group, Plan, State, Step, Via
from service.domain.quarter import Quarter
from service.errors import Conflict, InvalidInput, NotFound
from service.store import accounts, history, plans
from service.usecases import goals
from service.usecases.goals import Edit
from service.usecases.import_plan import import_plan

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
Q4, Q1, Q2 = Quarter(2026, 4), Quarter(2027, 1), Quarter(2027, 2)


class Desk:
    """The use cases, for one account and at one time."""

    def __init__(self, database) -> None:
        self.database = database
        with database.begin() as tx:
            self.account_id = accounts.ensure(tx, NOW).id
        import_plan(database, self.account_id, SMALL, now=NOW)

    def do(self, what, *args: object, **more: object) -> Goal:
        goal = what(self.database, self.account_id, *args, **more, now=NOW)
        assert self.plan().goal(goal.id) == goal
        return goal

    def plan(self) -> Plan:
        with self.database.begin() as tx:
            return plans.load(tx, self.account_id)

    def history(self) -> list[tuple[str, str, str | None]]:
        with self.database.begin() as tx:
            entries = history.recent(tx, self.account_id, 5)
        return [(entry.kind, entry.text, entry.field) for entry in entries]


@pytest.fixture
def desk(database) -> Desk:
    return Desk(database)


def test_a_new_goal_is_placed_where_there_is_room(desk):
    first = desk.do(goals.add, Goal("Negotiation"))
    second = desk.do(goals.add, Goal("Chess", Group.OUTSIDE, via=Via.BOOK))

    assert (first.state, first.quarter) == (State.ACTIVE, Q4)
    assert (second.state, second.quarter) == (State.DEFERRED, Q1)
    assert desk.history()[0] == ("added", "Chess", None)


def test_every_change_asks_for_a_sync_and_no_change_does_not(desk):
    def ticket() -> int:
        with desk.database.begin() as tx:
            return accounts.request(tx, desk.account_id, now=NOW)

    before = ticket()
    desk.do(goals.edit, "Curiosity", Edit(how="Two museums"))
    desk.do(goals.edit, "Curiosity", Edit(how="Two museums"))

    assert ticket() == before + 2


def test_an_edit_changes_what_it_names_and_remembers_the_former_name(desk):
    edit = Edit(
        skill="Stories with data",
        how="Own the yearly deck",
        via=Via.PRACTICE,
        answers=("Curiosity",),
        add_steps=("Celebrate",),
    )
    goal = desk.do(goals.edit, "data", edit)

    assert (goal.skill, goal.former_names) == ("Stories with data", ("Data storytelling",))
    assert (goal.how, goal.via, goal.answers) == (
        "Own the yearly deck",
        Via.PRACTICE,
        ("Curiosity",),
    )
    assert [step.text for step in goal.steps][-2:] == ["Own it", "Celebrate"]
    assert ("edited", "Stories with data", "skill") in desk.history()


def test_a_goal_can_move_to_another_group(desk):
    assert desk.do(goals.edit, "data", Edit(group=Group.MASTERED)).state is State.MASTERED
    back = desk.do(goals.edit, "data", Edit(group=Group.IN_ROLE))
    assert (back.state, back.quarter) == (State.ACTIVE, Q4)
    desk.do(goals.defer, "data")
    assert desk.do(goals.edit, "data", Edit(group=Group.OUTSIDE)).quarter == Q1


def test_a_goal_is_put_off_to_a_day_to_a_quarter_or_to_the_next_room(desk):
    day = desk.do(goals.defer, "Curiosity", until=date(2027, 5, 4))
    quarter = desk.do(goals.defer, "Curiosity", until=Quarter(2028, 1))
    room = desk.do(goals.defer, "Curiosity")

    assert (day.state, day.not_before, day.quarter) == (State.DEFERRED, date(2027, 5, 4), Q2)
    assert quarter.not_before == date(2028, 1, 3)
    assert (room.not_before, room.quarter) == (None, Q1)


@pytest.mark.parametrize("until", [date(2026, 11, 23), Quarter(2026, 4), date(1999, 1, 1)])
def test_a_goal_is_not_put_off_to_the_past(desk, until):
    with pytest.raises(InvalidInput, match="not in the future"):
        desk.do(goals.defer, "Curiosity", until=until)


def test_what_the_person_activates_stands_even_over_capacity(desk):
    goal = desk.do(goals.activate, "Public speaking")

    assert (goal.state, goal.quarter, goal.not_before) == (State.ACTIVE, Q4, None)
    active = [
        g for g in desk.plan().goals if g.state is State.ACTIVE and g.group is Group.OUTSIDE
    ]
    assert len(active) == 2


def test_mastered_is_no_group_to_be_active_in(desk):
    with pytest.raises(InvalidInput):
        desk.do(goals.activate, "Curiosity", group=Group.MASTERED)


def test_mastering_keeps_or_replaces_the_evidence(desk):
    assert desk.do(goals.master, "Curiosity", evidence="A prize").evidence == "A prize"
    assert desk.do(goals.master, "Curiosity").evidence == "A prize"


def test_a_goal_that_was_let_go_comes_back_by_activating_it(desk):
    dropped = desk.do(goals.let_go, "Curiosity", reason="bored")
    assert (dropped.state, dropped.reason) == (State.LET_GO, "bored")

    with pytest.raises(Conflict, match="was let go"):
        desk.do(goals.defer, "Curiosity")
    back = desk.do(goals.activate, "Curiosity")
    assert (back.state, back.group, back.reason) == (State.ACTIVE, Group.OUTSIDE, "")


def test_a_name_and_a_step_are_on_one_line(desk):
    added = desk.do(goals.add, Goal("one\r\ntwo\u2028three", steps=(Step("a\nb"),)))
    assert (added.skill, added.steps[0].text) == ("one two three", "a b")

    edited = desk.do(goals.edit, "one two", Edit(skill="four\x85five", add_steps=("c\nd",)))
    assert (edited.skill, edited.steps[1].text) == ("four five", "c d")


@pytest.mark.parametrize(
    ("goal", "message"),
    [
        (Goal(" "), "needs a name"),
        (Goal("\u200b\u2800"), "needs a name"),
        (Goal("a", steps=(Step("b"), Step(" \u200b"))), "step is empty"),
        (Goal("a", answers=("\u3164",)), "answer is empty"),
        (Goal("n" * 251), "too long: 251"),
        (Goal("a\x00b"), "control character"),
        (Goal("a", how="\ud800"), "control character"),
        (Goal("a", via=Via.COURSE), "no way to learn in the role"),
        (Goal("a", pinned=Q1, not_before=date(2027, 5, 3)), "pinned to 2027-Q1"),
    ],
)
def test_a_goal_that_makes_no_sense_is_refused(desk, goal, message):
    before = desk.plan()

    with pytest.raises(InvalidInput, match=message):
        desk.do(goals.add, goal)

    assert desk.plan() == before


def test_there_is_one_goal_of_a_name(desk):
    with pytest.raises(Conflict, match="already"):
        desk.do(goals.add, Goal("curiosity"))
    with pytest.raises(Conflict, match="already"):
        desk.do(goals.edit, "Public speaking", Edit(skill="Curiosity"))


def test_what_came_from_asana_so_is_not_held_against_a_goal(desk):
    long = Goal("n" * 400, id="long").activated(Q4)
    twins = tuple(Goal("Twin", id=name).activated(Q4) for name in ("one", "two"))
    with desk.database.begin() as tx:
        plans.save(tx, desk.account_id, Plan((long, *twins)))

    assert desk.do(goals.let_go, "long").state is State.LET_GO
    assert desk.do(goals.master, "one").state is State.MASTERED


PLAN = Plan(
    (
        Goal("Public speaking", id="ps"),
        Goal("Public procurement", id="pp"),
        Goal("Data", id="d", state=State.LET_GO),
        Goal("Data storytelling", id="ds"),
        Goal("Twin", id="t1"),
        Goal("Twin", id="t2"),
    )
)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("ps", "ps"),
        ("Public speaking", "ps"),
        ("public  SPEAKING", "ps"),
        ("public s", "ps"),
        ("Data", "d"),
        ("dat", "ds"),
        ("t2", "t2"),
    ],
)
def test_a_goal_is_found_by_id_name_or_the_beginning_of_it(wanted, found):
    assert find(PLAN, wanted).id == found


def test_a_name_that_fits_several_goals_is_asked_back():
    for wanted in ("public", "Twin"):
        with pytest.raises(NotFound, match="could be any of 2 goals") as caught:
            find(PLAN, wanted)
        assert caught.value.hint.startswith("Say which: ")


def test_a_name_that_fits_none_is_answered_with_the_nearest():
    with pytest.raises(NotFound) as caught:
        find(PLAN, "Pubic speeking")
    assert caught.value.hint.startswith("Did you mean “Public speaking”")
    for wanted in ("", "  ", "zzz"):
        with pytest.raises(NotFound, match="There is no goal"):
            find(PLAN, wanted)
