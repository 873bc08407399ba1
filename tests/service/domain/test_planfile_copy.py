from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.made_plans import full_plans

from service.domain.decision import Choice, Decision
from service.domain.declined import Declined
from service.domain.plan import Plan
from service.domain.planfile import PlanProblems, read_back, read_plan
from service.domain.planfile_copy import (
    Copy,
    ReconnectThen,
    ReviewThen,
    TaskThen,
    read_copy,
    write_copy,
)
from service.domain.remote import Absent
from service.domain.review_snapshot import Snapshot
from service.domain.review_week import IsoWeek

TODAY = date(2026, 10, 12)
gids = st.text("0123456789", min_size=1, max_size=20)
ids = st.text("abcdefghij", min_size=1, max_size=12)
tasks = st.builds(
    TaskThen,
    gids,
    st.booleans(),
    st.none() | st.sampled_from(Absent),
    st.lists(gids, max_size=2).map(tuple),
)
figures = st.builds(Snapshot, *[st.integers(0, 900)] * 5)
reviews = st.builds(
    ReviewThen, st.builds(IsoWeek, st.integers(2020, 2040), st.integers(1, 52)), gids, figures
)


reconnects = st.builds(
    ReconnectThen,
    st.integers(0, 99),
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.just("") | gids,
    st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)),
)


declined = st.builds(
    Declined,
    st.builds(IsoWeek, st.integers(2020, 2040), st.integers(1, 52)),
    st.builds(Decision, st.sampled_from(Choice), ids, ids, ids),
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
)


copies = st.builds(
    Copy,
    full_plans(),
    gids,
    st.dictionaries(st.sampled_from(["in_role", "later", "reviews"]), gids),
    st.just("") | gids,
    st.dictionaries(ids, tasks),
    st.dictionaries(ids, gids),
    st.lists(reviews, max_size=3).map(tuple),
    st.lists(reconnects, max_size=3).map(tuple),
    st.lists(declined, max_size=3).map(tuple),
)


@given(copies)
def test_a_copy_is_read_back_as_it_was_and_is_a_plan_like_any(copy):
    text = write_copy(copy, TODAY)

    assert read_copy(text) == copy
    assert read_back(text) == copy.plan


def test_it_says_at_its_top_what_it_is_for():
    text = write_copy(Copy(Plan()), TODAY)

    assert text.startswith(
        "# Your Momentum plan as it was on Monday 12 October 2026: a copy that is yours.\n"
    )
    assert "momentum db recover" in text
    assert read_plan(text).goals == ()


def test_a_plain_plan_file_is_a_copy_that_knows_of_no_task():
    copy = read_copy("momentum: 1\ngoals: [{skill: Pricing, group: in_role}]")

    assert (copy.project, copy.tasks, copy.reviews) == ("", {}, ())
    assert copy.plan.goals[0].skill == "Pricing"


def test_everything_that_is_wrong_is_said_at_once_with_its_line():
    text = """\
momentum: 1
goals: []
asana:
  project: "1"
  tasks: [{id: a, gid: "1", lost: eaten}, nonsense]
reviews:
  - {week: 2026-W60, gid: "1"}
  - {week: 2026-W41, answered: many}
reconnects:
  - {number: 1}
  - {number: two, due_on: 2027-04-07}
declined:
  - {week: 2026-W60, choice: let_go, on: 2026-10-12}
  - {week: 2026-W41, choice: let_it_be}
"""
    with pytest.raises(PlanProblems) as raised:
        read_copy(text)

    assert sorted(problem.line for problem in raised.value.problems) == [
        *(5, 5, 7, 8, 10, 11),
        *(13, 14, 14),
    ]
