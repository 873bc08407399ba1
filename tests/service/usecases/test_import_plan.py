from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from support.plans import SMALL

from service.domain.plan import Goal, Plan, State
from service.domain.planfile import PlanProblems, read_plan
from service.store import accounts, history, plans
from service.usecases import goals
from service.usecases.import_plan import export_plan, import_plan

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def account_id(database) -> int:
    with database.begin() as tx:
        return accounts.ensure(tx, NOW).id


@pytest.fixture
def stored(database, account_id):
    def load() -> Plan:
        with database.begin() as tx:
            return plans.load(tx, account_id)

    return load


@pytest.fixture
def wanted(database, account_id):
    """How often a sync has been asked for."""

    def count() -> int:
        with database.begin() as tx:
            return accounts.request(tx, account_id, now=NOW)

    return count


def named(plan: Plan, skill: str) -> Goal:
    return next(goal for goal in plan.goals if goal.skill == skill)


def test_an_import_schedules_the_plan_and_asks_for_a_sync(database, account_id, stored, wanted):
    before = wanted()

    imported = import_plan(database, account_id, SMALL, now=NOW)

    assert stored() == imported.plan
    assert [goal.skill for goal in imported.added] == [goal.skill for goal in stored().goals]
    assert [goal.state for goal in stored().goals] == [
        State.MASTERED,
        State.ACTIVE,
        State.DEFERRED,
        State.ACTIVE,
    ]
    assert wanted() == before + 2


def test_the_same_file_again_is_no_event_at_all(database, account_id, stored, wanted):
    import_plan(database, account_id, SMALL, now=NOW)
    plan, before = stored(), wanted()

    again = import_plan(database, account_id, SMALL.encode(), now=NOW + timedelta(days=200))

    assert (again.added, again.changed, again.notices) == ((), (), ())
    assert stored() == plan
    assert wanted() == before + 1


def test_a_file_with_problems_touches_nothing(database, account_id, stored, wanted):
    before = wanted()

    with pytest.raises(PlanProblems):
        import_plan(database, account_id, "goals: [{skil: a}]", now=NOW)

    assert stored() == Plan()
    assert wanted() == before + 1


def test_an_old_file_undoes_nothing_that_was_done_since(database, account_id, stored):
    import_plan(database, account_id, SMALL, now=NOW)
    rename = goals.Edit(skill="Stories with data", how="Own the monthly deck")
    goals.edit(database, account_id, "Data storytelling", rename, now=NOW)
    goals.let_go(database, account_id, "Curiosity", now=NOW)
    plan = stored()

    imported = import_plan(database, account_id, SMALL, now=NOW)

    assert imported.plan == stored() == plan


def test_an_export_in_between_makes_an_old_file_no_newer(database, account_id, stored):
    import_plan(database, account_id, SMALL, now=NOW)
    edit = goals.Edit(how="Own the monthly deck")
    goals.edit(database, account_id, "Data storytelling", edit, now=NOW)
    export_plan(database, account_id, now=NOW)
    plan = stored()

    import_plan(database, account_id, SMALL, now=NOW)

    assert stored() == plan


def test_an_export_is_the_plan_and_can_be_edited(database, account_id, stored):
    import_plan(database, account_id, SMALL, now=NOW)
    text = export_plan(database, account_id, now=NOW)
    assert read_plan(text) == stored()

    goals.master(database, account_id, "Curiosity", now=NOW)
    edited = text.replace("Own the quarterly metrics deck", "Own the yearly deck")
    import_plan(database, account_id, edited, now=NOW)

    assert named(stored(), "Data storytelling").how == "Own the yearly deck"
    assert named(stored(), "Curiosity").state is State.MASTERED


def test_an_export_rebuilds_the_plan_in_an_empty_home(database, account_id, stored):
    april = SMALL.replace(
        "timezone: Europe/Lisbon", "timezone: Europe/Lisbon, quarter_starts: Apr"
    )
    import_plan(database, account_id, april, now=NOW)
    goals.let_go(database, account_id, "Curiosity", reason="bored", now=NOW)
    text, plan = export_plan(database, account_id, now=NOW), stored()
    with database.begin() as tx:
        plans.save(tx, account_id, Plan())
        plans.remember_file(tx, account_id, "")

    import_plan(database, account_id, text, now=NOW)

    assert stored() == plan


def test_a_missing_goal_is_kept_listed_and_let_go_on_request(database, account_id, stored):
    import_plan(database, account_id, SMALL, now=NOW)
    shorter = SMALL[: SMALL.index("  - skill: Curiosity\n")]

    for _ in range(2):
        imported = import_plan(database, account_id, shorter, now=NOW)
        assert [goal.skill for goal in imported.missing] == ["Curiosity"]
    assert named(stored(), "Curiosity").state is State.ACTIVE

    import_plan(database, account_id, shorter, now=NOW, prune=True)
    assert named(stored(), "Curiosity").state is State.LET_GO


def test_more_capacity_brings_goals_forward_but_not_into_this_quarter(
    database, account_id, stored
):
    many = "goals:\n" + "".join(f"  - {{skill: G{n}, group: in_role}}\n" for n in range(12))
    import_plan(database, account_id, many, now=NOW)
    before = [str(goal.quarter) for goal in stored().goals]

    import_plan(database, account_id, "settings: {capacity: {in_role: 6}}\n" + many, now=NOW)

    assert before == [q for q in ("2026-Q4", "2027-Q1", "2027-Q2", "2027-Q3") for _ in range(3)]
    assert [str(goal.quarter) for goal in stored().goals] == [
        *["2026-Q4"] * 3,
        *["2027-Q1"] * 6,
        *["2027-Q2"] * 3,
    ]


def test_a_year_that_begins_elsewhere_leaves_goals_where_they_are_in_time(
    database, account_id, stored
):
    import_plan(database, account_id, SMALL, now=NOW)
    april = SMALL.replace(
        "timezone: Europe/Lisbon", "timezone: Europe/Lisbon, quarter_starts: Apr"
    )

    import_plan(database, account_id, april, now=NOW)

    active = named(stored(), "Curiosity")
    assert (active.state, str(active.quarter)) == (State.ACTIVE, "2026-Q3")


def test_a_quarter_that_is_over_is_a_notice_and_the_goal_finds_its_place(
    database, account_id, stored
):
    text = "goals: [{skill: a, group: in_role, quarter: 2025-Q1}]"

    imported = import_plan(database, account_id, text, now=NOW)

    assert "pinned to 2025-Q1, which is over" in imported.notices[0]
    assert named(stored(), "a").state is State.ACTIVE
    assert import_plan(database, account_id, text, now=NOW).notices == ()


def test_the_history_tells_what_an_import_changed(database, account_id):
    import_plan(database, account_id, SMALL, now=NOW)
    louder = SMALL.replace("Moderate the local meetup", "Moderate a conference")
    import_plan(database, account_id, louder, now=NOW + timedelta(hours=1))

    with database.begin() as tx:
        (entry,) = history.recent(tx, account_id, 10, since=NOW)
    assert (entry.kind, entry.text, entry.field) == ("edited", "Public speaking", "how")
    assert (entry.old, entry.new) == ("Moderate the local meetup", "Moderate a conference")
