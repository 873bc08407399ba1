from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from support.plans import many

from service.domain.plan import Capacity, Goal, Plan, PlanSettings
from service.domain.quarter import Quarter
from service.errors import InvalidInput
from service.store import accounts, plans
from service.usecases import goals
from service.usecases.import_plan import import_plan
from service.usecases.plan_settings import change_settings

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SMALL_QUARTERS = PlanSettings(capacity=Capacity(2, 1))


@pytest.fixture
def account(database) -> int:
    with database.begin() as tx:
        account_id = accounts.ensure(tx, NOW).id
    import_plan(database, account_id, many(8), now=NOW)
    change_settings(database, account_id, SMALL_QUARTERS, now=NOW)
    return account_id


def stored(database, account_id) -> Plan:
    with database.begin() as tx:
        return plans.load(tx, account_id)


def test_with_less_room_what_is_active_stays_and_what_was_put_off_is_spread_anew(
    database, account
):
    for skill in ("More", "Most"):
        goals.add(database, account, Goal(skill), now=NOW)
    assert [str(goal.quarter) for goal in stored(database, account).goals[-2:]] == [
        "2027-Q1"
    ] * 2

    less = replace(SMALL_QUARTERS, capacity=Capacity(1, 1))
    change_settings(database, account, less, now=NOW)
    plan = stored(database, account)
    assert [str(goal.quarter) for goal in plan.goals[-2:]] == ["2027-Q1", "2027-Q2"]
    assert all(goal.quarter == Quarter(2026, 4) for goal in plan.goals[:8])


def test_a_year_that_starts_in_another_month_renames_the_quarters(database, account):
    april = replace(SMALL_QUARTERS, quarter_starts=4)

    plan = change_settings(database, account, april, now=NOW)

    assert {str(goal.quarter) for goal in plan.goals} == {"2026-Q3"}
    assert stored(database, account) == plan


def test_a_change_is_due_for_a_sync_and_none_is_none(database, account):
    def wanted() -> int:
        with database.begin() as tx:
            return accounts.get(tx, account).wanted

    before = wanted()
    change_settings(database, account, SMALL_QUARTERS, now=NOW)
    assert wanted() == before

    change_settings(database, account, replace(SMALL_QUARTERS, timezone="Asia/Tokyo"), now=NOW)
    assert wanted() == before + 1


def test_what_no_plan_file_may_say_is_refused_with_its_field(database, account):
    for field, settings in {
        "timezone": replace(SMALL_QUARTERS, timezone="Nowhere/Here"),
        "weekday": replace(SMALL_QUARTERS, review_weekday=7),
        "time": replace(SMALL_QUARTERS, review_hour=3),
        "quarter_starts": replace(SMALL_QUARTERS, quarter_starts=13),
        "in_role": replace(SMALL_QUARTERS, capacity=Capacity(51, 1)),
        "outside": replace(SMALL_QUARTERS, capacity=Capacity(1, -1)),
    }.items():
        with pytest.raises(InvalidInput) as caught:
            change_settings(database, account, settings, now=NOW)

        assert caught.value.field == field
    assert stored(database, account).settings == SMALL_QUARTERS
