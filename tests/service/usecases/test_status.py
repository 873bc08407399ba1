from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.domain.plan import State
from service.store import accounts
from service.usecases.import_plan import import_plan
from service.usecases.status import plan_and_links, plan_in_full, status

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PLAN = """\
momentum: 1
postings:
  - {title: Head of Product, requirements: [Pricing models, {text: Golf, nice_to_have: true}]}
goals:
  - {skill: Pricing, group: mastered, answers: [Pricing models]}
  - {skill: Hiring, group: in_role, steps: [Ask, Listen]}
  - {skill: Speaking, group: outside, not_before: 2027-05-03}
"""


@pytest.fixture
def account_id(database):
    with database.begin() as tx:
        account = accounts.ensure(tx, NOW)
    import_plan(database, account.id, PLAN, now=NOW)
    return account.id


def test_before_anything_is_set_up_everything_is_empty_and_nothing_waits(database):
    with database.begin() as tx:
        account = accounts.ensure(tx, NOW)

    found = status(database, account.id, now=NOW)

    assert found.waiting == 0
    assert sum(found.goals.values()) == 0
    assert found.as_dict()["state"] == "not_connected"
    assert found.as_dict()["last_sync"] is None


def test_an_imported_plan_waits_for_asana_goal_by_goal_and_step_by_step(database, account_id):
    found = status(database, account_id, now=NOW)

    assert found.waiting == 5
    assert found.goals == {
        State.ACTIVE: 1,
        State.DEFERRED: 1,
        State.MASTERED: 1,
        State.LET_GO: 0,
    }
    assert (found.coverage.answered, found.coverage.total) == (2, 3)


def test_the_plan_in_full_has_the_files_keys_and_the_days_that_were_worked_out(
    database, account_id
):
    with database.begin() as tx:
        plan, found = plan_and_links(tx, account_id)

    whole = plan_in_full(plan, found)

    assert [goal["skill"] for goal in whole["goals"]] == ["Pricing", "Hiring", "Speaking"]
    assert [goal["due_on"] for goal in whole["goals"]] == [None, "2026-12-31", "2027-05-03"]
    assert [goal["state"] for goal in whole["goals"]] == ["mastered", "active", "deferred"]
    assert whole["postings"][0]["title"] == "Head of Product"
