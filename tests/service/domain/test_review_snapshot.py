from __future__ import annotations

import json
from datetime import date

import pytest

from service.domain.plan import Goal, Plan, State, Step
from service.domain.quarter import Quarter
from service.domain.review_snapshot import GoalThen, Snapshot, changes, snapshot

THEN = GoalThen("Data", "active", steps_done=1, steps=3, due_on="2026-12-31")


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (THEN, ()),
        (GoalThen("Facts", "active", 1, 3, "2026-12-31"), ("renamed from “Data”",)),
        (GoalThen("Data", "mastered", 1, 3), ("mastered",)),
        (GoalThen("Data", "deferred", 1, 3, "2027-01-01"), ("put off",)),
        (GoalThen("Data", "let_go", 1, 3), ("let go",)),
        (GoalThen("Data", "active", 3, 3, "2026-12-31"), ("2 steps ticked",)),
        (GoalThen("Data", "active", 0, 3, "2026-12-31"), ("1 step not ticked any more",)),
        (GoalThen("Data", "active", 1, 2, "2026-12-31"), ("1 step removed",)),
        (GoalThen("Data", "active", 1, 3, None), ("its due date was taken off",)),
        (
            GoalThen("Data", "active", 1, 3, "2027-01-02"),
            ("its due date moved to 2 January 2027",),
        ),
    ],
)
def test_each_change_of_a_goal_has_its_words(now, words):
    assert changes(THEN, now) == words


def test_a_goal_that_comes_back_on_another_day_says_so():
    then, now = (
        GoalThen("Data", "deferred", due_on=day) for day in ("2027-01-01", "2027-05-03")
    )

    assert changes(then, now) == ("the day it comes back moved to 3 May 2027",)


def test_a_goal_that_is_taken_up_says_only_that():
    then = GoalThen("Data", "deferred", due_on="2026-10-01")

    assert changes(then, GoalThen("Data", "active", due_on="2026-12-31")) == ("taken up",)


def test_a_goal_that_was_not_there_is_new():
    assert changes(None, THEN) == ("new in the plan",)


def test_it_comes_back_from_json_as_it_was():
    goal = Goal(
        "Data", id="data", state=State.ACTIVE, quarter=Quarter(2026, 4), steps=(Step("a"),)
    )
    kept = snapshot(Plan((goal,)), streak=2)

    assert kept.goals["data"].due_on == date(2026, 12, 31).isoformat()
    assert Snapshot.from_dict(json.loads(json.dumps(kept.as_dict()))) == kept


def test_what_an_older_version_kept_is_read_as_far_as_it_goes():
    assert Snapshot.from_dict({"mastered": 2, "other": 1}) == Snapshot(mastered=2)
