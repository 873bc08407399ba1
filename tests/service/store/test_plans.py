"""Plans come back as they were saved, and only what changed is written."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event

from service.domain.plan import (
    Capacity,
    Goal,
    Group,
    Kind,
    Plan,
    PlanSettings,
    Posting,
    Requirement,
    State,
    Step,
    Via,
)
from service.domain.quarter import Quarter
from service.store import plans

FULL = Goal(
    "Public speaking",
    Group.OUTSIDE,
    id="speaking",
    how="Moderate the local meetup",
    via=Via.VOLUNTEERING,
    evidence="Spoke once",
    notes="Mine\n«odd» \ud83d \x00",
    answers=("Speaks well", "Likes people"),
    steps=(Step("Ask", done=True), Step("Go")),
    pinned=Quarter(2027, 1),
    not_before=date(2027, 5, 3),
    deadline=date(2027, 6, 1),
    undated=True,
    state=State.DEFERRED,
    quarter=Quarter(2027, 2),
    reason="later",
    came_from=Group.IN_ROLE,
    former_names=("Talking",),
)
PLAN = Plan(
    goals=(FULL, Goal("Data", id="data"), Goal("Writing", id="writing")),
    postings=(
        Posting(
            "Head of Product",
            (
                Requirement("Speaks well"),
                Requirement("Calm", Kind.ATTRIBUTE, nice_to_have=True),
            ),
            url="https://example.com/jobs/1",
        ),
        Posting("Another"),
    ),
    purpose="Lead a product",
    settings=PlanSettings("Europe/Lisbon", 4, 16, 30, 7, Capacity(5, 2)),
)


@pytest.fixture
def saved(database, account):
    with database.begin() as tx:
        plans.save(tx, account.id, PLAN)
    return PLAN


def load(database, account):
    with database.begin() as tx:
        return plans.load(tx, account.id)


def test_an_account_starts_with_an_empty_plan(database, account):
    assert load(database, account) == Plan()


def test_a_plan_may_start_with_settings_of_its_own_and_never_starts_again(database, account):
    with database.begin() as tx:
        plans.start(tx, account.id, PLAN.settings)
        assert plans.load(tx, account.id) == Plan(settings=PLAN.settings)

        plans.save(tx, account.id, PLAN)
        plans.start(tx, account.id, PlanSettings())
        assert plans.load(tx, account.id) == PLAN


def test_a_plan_comes_back_as_it_was_saved(database, account, saved):
    assert load(database, account) == saved


def test_goals_may_change_come_go_and_change_places(database, account, saved):
    speaking, data, writing = saved.goals
    changed = replace(
        saved,
        goals=(writing, Goal("New", id="new"), replace(speaking, skill="Speaking")),
        postings=saved.postings[::-1],
        purpose="Another",
    )
    with database.begin() as tx:
        plans.save(tx, account.id, changed)

    assert load(database, account) == changed
    assert data not in load(database, account).goals


def test_one_goal_is_saved_in_its_place(database, account, saved):
    mastered = saved.goal("data").mastered()
    with database.begin() as tx:
        plans.save_goal(tx, account.id, mastered)

    assert load(database, account) == saved.with_goal(mastered)


@pytest.mark.usefixtures("saved")
def test_a_goal_that_is_not_in_the_plan_is_not_slipped_in(database, account):
    with database.begin() as tx, pytest.raises(KeyError):
        plans.save_goal(tx, account.id, Goal("New"))


def test_saving_writes_only_rows_that_changed(database, account, saved):
    changed = saved.with_goal(replace(saved.goal("data"), how="Differently"))

    assert written(database, account, saved) == 0
    assert written(database, account, changed) == 1


def test_the_plans_of_two_accounts_are_apart(database, many):
    one, other = many(2)
    with database.begin() as tx:
        plans.save(tx, one, PLAN)
        plans.save(tx, other, replace(PLAN, goals=PLAN.goals[:1]))
        plans.save(tx, other, Plan())

        assert plans.load(tx, one) == PLAN
        assert plans.load(tx, other) == Plan()


def test_the_last_file_is_remembered_beside_the_plan(database, account, saved):
    with database.begin() as tx:
        assert plans.last_file(tx, account.id) is None
        plans.remember_file(tx, account.id, "momentum: 1\n")
        plans.save(tx, account.id, saved)

        assert plans.last_file(tx, account.id) == "momentum: 1\n"


def test_a_file_can_be_remembered_before_there_is_a_plan(database, account):
    with database.begin() as tx:
        plans.remember_file(tx, account.id, "momentum: 1\n")

        assert plans.last_file(tx, account.id) == "momentum: 1\n"
        assert plans.load(tx, account.id) == Plan()


def written(database, account, plan):
    """How many goals and postings a save writes."""
    with database.begin() as tx, rows_written(tx) as rows:
        plans.save(tx, account.id, plan)
    return sum(rows)


@contextmanager
def rows_written(tx):
    rows = []

    def note(_connection, _cursor, statement, values, _context, many):
        verb, *_ = statement.split()
        if verb in ("INSERT", "UPDATE", "DELETE") and "INTO plans" not in statement:
            rows.append(len(values) if many else 1)

    event.listen(tx, "before_cursor_execute", note)
    yield rows
    event.remove(tx, "before_cursor_execute", note)


def test_settings_in_use_are_told_once_however_many_plans_have_them(database, many):
    lisbon = PlanSettings(timezone="Europe/Lisbon", capacity=Capacity(2, 1))
    ids = many(5)
    with database.begin() as tx:
        for account_id in ids:
            settings = lisbon if account_id % 2 else PlanSettings()
            plans.save(tx, account_id, Plan(settings=settings))

        found = plans.settings_in_use(tx)

    assert sorted(found, key=repr) == sorted([lisbon, PlanSettings()], key=repr)
