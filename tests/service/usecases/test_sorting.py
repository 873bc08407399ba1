from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.domain.coverage import coverage
from service.domain.plan import Goal, Group, Plan, State, Via
from service.domain.quarter import Quarter
from service.errors import Conflict, InvalidInput, NotFound, TryLater
from service.store import accounts, history, plans
from service.usecases import goals
from service.usecases.goals import Edit
from service.usecases.import_plan import import_plan
from service.usecases.sorting import (
    Answered,
    Drop,
    NewGoal,
    Sorted,
    Waiting,
    sort_line,
    undo,
    waiting,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MUST = "Proven stakeholder management across several teams"
LIKE = "Strong stakeholder management"
PORTUGUESE = "Fluent in Portuguese"
PLAN = f"""
momentum: 1
postings:
  - title: Head of Product
    requirements:
      - {MUST}
      - {{text: {PORTUGUESE}, nice_to_have: true}}
      - {{text: Curiosity, kind: attribute}}
  - title: Director
    requirements: [{LIKE}, Own a budget, fluent in portuguese]
"""


class Desk:
    """What one person does while sorting."""

    def __init__(self, database) -> None:
        self.database = database
        with database.begin() as tx:
            self.account_id = accounts.ensure(tx, NOW).id
        import_plan(database, self.account_id, PLAN, now=NOW)

    def waiting(self) -> Waiting:
        return waiting(self.database, self.account_id, now=NOW)

    def lines(self) -> list[str]:
        return [asked.text for asked in self.waiting().asked]

    def sort(self, line: str, into, *like: str) -> Sorted:
        return sort_line(self.database, self.account_id, line, into, like=like, now=NOW)

    def undo(self, done: Sorted) -> None:
        undo(self.database, self.account_id, done, now=NOW)

    def plan(self) -> Plan:
        with self.database.begin() as tx:
            return plans.load(tx, self.account_id)


@pytest.fixture
def desk(database) -> Desk:
    return Desk(database)


def test_what_waits_is_listed_with_its_proposals_and_the_schedule(desk):
    goals.add(desk.database, desk.account_id, Goal("Budget"), now=NOW)
    found = desk.waiting().as_dict()

    first, second, *_, last = found["waiting"]
    assert (first["line"], first["skill"]) == (MUST, "Stakeholder management")
    assert [like["line"] for like in first["like"]] == [LIKE]
    assert (second["line"], second["weight"]) == (PORTUGUESE, 3)
    assert second["postings"] == ["Head of Product", "Director"]
    assert [goal["skill"] for goal in last["answered_by"]] == ["Budget"]
    assert (found["sorted"], found["total"]) == (0, 5)
    assert [goal["skill"] for goal in found["quarters"][0]["goals"]] == ["Budget"]


def test_a_line_becomes_a_mastered_goal_with_its_evidence_and_counts(desk):
    into = NewGoal(Group.MASTERED, "Stakeholders", evidence="Led the relaunch")
    done = desk.sort(MUST.upper(), into, LIKE)

    assert done.goal == desk.plan().goals[0]
    assert (done.goal.state, done.goal.evidence) == (State.MASTERED, "Led the relaunch")
    assert done.goal.answers == (MUST, LIKE)
    assert desk.lines() == [PORTUGUESE, "Curiosity", "Own a budget"]
    assert coverage(desk.plan()).answered == 4
    assert (desk.waiting().sorted, desk.waiting().total) == (2, 5)


def test_the_order_of_sorting_is_the_priority_and_fills_the_quarters(desk):
    desk.sort(MUST, NewGoal(Group.IN_ROLE, how="Ask for the roadmap", via=Via.RESPONSIBILITY))
    desk.sort(PORTUGUESE, NewGoal(Group.OUTSIDE, via=Via.COURSE))
    desk.sort("Curiosity", NewGoal(Group.OUTSIDE))

    assert [goal.skill for goal in desk.plan().goals] == [
        "Stakeholder management",
        PORTUGUESE,
        "Curiosity",
    ]
    now, later = desk.waiting().quarters
    assert [goal.skill for goal in now.goals] == ["Stakeholder management", PORTUGUESE]
    assert (later.quarter, [goal.skill for goal in later.goals]) == (
        Quarter(2027, 1),
        ["Curiosity"],
    )
    assert desk.lines() == [LIKE, "Own a budget"]


def test_a_goal_that_is_there_answers_a_line(desk):
    made = desk.sort(MUST, NewGoal(Group.IN_ROLE)).goal
    done = desk.sort(LIKE, Answered("stakeholder man"))

    assert (done.goal.id, done.made) == (made.id, False)
    assert done.goal.answers == (MUST, LIKE)
    assert len(desk.plan().goals) == 1


def test_a_dropped_line_leaves_every_posting_and_stays_away_when_the_file_comes_again(desk):
    desk.sort(PORTUGUESE, Drop())
    import_plan(desk.database, desk.account_id, PLAN, now=NOW)

    assert PORTUGUESE not in desk.lines()
    assert [len(posting.requirements) for posting in desk.plan().postings] == [2, 2]


def test_undoing_brings_everything_back_as_it_was(desk):
    goals.add(desk.database, desk.account_id, Goal("Budget"), now=NOW)
    before = desk.plan()

    for into in (NewGoal(Group.IN_ROLE), Answered("Budget"), Drop()):
        done = desk.sort(MUST, into, LIKE)
        assert desk.plan() != before
        desk.undo(done)
        assert desk.plan() == before


def test_the_history_tells_of_a_goal_that_was_taken_back(desk):
    desk.undo(desk.sort("Curiosity", NewGoal(Group.OUTSIDE)))

    with desk.database.begin() as tx:
        told = [(entry.kind, entry.text) for entry in history.recent(tx, desk.account_id, 2)]
    assert told == [("taken_back", "Curiosity"), ("added", "Curiosity")]


def test_every_answer_asks_for_a_sync(desk):
    with desk.database.begin() as tx:
        before = accounts.request(tx, desk.account_id, now=NOW)
    desk.sort("Curiosity", NewGoal(Group.OUTSIDE))

    with desk.database.begin() as tx:
        assert accounts.request(tx, desk.account_id, now=NOW) == before + 2


REFUSED = (
    ("Golf", NewGoal(Group.OUTSIDE), (), NotFound, "No posting asks for “Golf”"),
    (MUST, NewGoal(Group.OUTSIDE), ("Golf",), NotFound, "No posting asks for “Golf”"),
    ("Own a budget", NewGoal(Group.OUTSIDE), (), Conflict, "sorted already: “Money”"),
    (MUST, Drop(), ("Own a budget",), Conflict, "sorted already"),
    (MUST, NewGoal(Group.OUTSIDE, "money"), (), Conflict, "already"),
    (MUST, NewGoal(Group.OUTSIDE, "x\x1b[1m"), (), InvalidInput, "control character"),
    (MUST, NewGoal(Group.OUTSIDE, "x" * 300), (), InvalidInput, "too long"),
    (MUST, NewGoal(Group.OUTSIDE, via=Via.FEEDBACK), (), InvalidInput, "feedback"),
    (MUST, Answered("Nothing"), (), NotFound, "There is no goal"),
    (MUST, Answered("Gone"), (), Conflict, "was let go"),
)


def test_what_cannot_be_sorted_so_is_refused_and_nothing_changes(desk):
    desk.sort("Own a budget", NewGoal(Group.IN_ROLE, "Money"))
    goals.add(desk.database, desk.account_id, Goal("Gone"), now=NOW)
    goals.let_go(desk.database, desk.account_id, "Gone", now=NOW)
    before = desk.plan()

    for line, into, like, error, words in REFUSED:
        with pytest.raises(error, match=words) as refused:
            desk.sort(line, into, *like)
        assert refused.value.hint

    assert desk.plan() == before


def test_a_goal_that_asana_shows_is_not_taken_back(home):
    home.plan_file(PLAN)
    done = sort_line(
        home.database, home.account_id, MUST, NewGoal(Group.IN_ROLE), now=home.now()
    )
    home.sync()

    with pytest.raises(Conflict, match="Asana shows “Stakeholder management” already"):
        undo(home.database, home.account_id, done, now=home.now())

    home.sync()
    assert "Stakeholder management" in home.tasks()


def test_nothing_is_taken_back_while_a_sync_is_under_way(home):
    home.plan_file(PLAN)
    done = sort_line(
        home.database, home.account_id, MUST, NewGoal(Group.IN_ROLE), now=home.now()
    )
    with home.database.begin() as tx:
        assert accounts.claim(tx, owner="another", now=home.now(), seconds=60)

    with pytest.raises(TryLater, match="A sync is under way"):
        undo(home.database, home.account_id, done, now=home.now())

    home.wait(minutes=2)
    undo(home.database, home.account_id, done, now=home.now())
    assert home.plan().goals == ()


def test_an_answer_can_be_taken_back_also_when_asana_shows_the_goal(home):
    home.plan_file(PLAN)
    sort_line(home.database, home.account_id, MUST, NewGoal(Group.IN_ROLE), now=home.now())
    home.sync()
    done = sort_line(
        home.database, home.account_id, LIKE, Answered("Stakeholder"), now=home.now()
    )
    undo(home.database, home.account_id, done, now=home.now())

    assert home.goal("Stakeholder management").answers == (MUST,)


def test_what_was_changed_since_stays_when_an_answer_is_taken_back(desk):
    desk.sort(MUST, NewGoal(Group.IN_ROLE))
    done = desk.sort(LIKE, Answered("Stakeholder"))
    goals.edit(desk.database, desk.account_id, "Stakeholder", Edit(how="Ask more"), now=NOW)
    desk.undo(done)

    (goal,) = desk.plan().goals
    assert (goal.how, goal.answers) == ("Ask more", (MUST,))
