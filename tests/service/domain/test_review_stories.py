"""What the calendar did since the last review, as the next one tells it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.made_plans import TODAY, plans

from service.domain.plan import Goal, Group, Plan, PlanSettings, State
from service.domain.quarter import Quarter
from service.domain.review_facts import Facts
from service.domain.review_stories import told
from service.domain.review_words import Mention, plain
from service.domain.schedule import Story, StoryKind, daily, place

Q4, Q1, Q2 = Quarter(2026, 4), Quarter(2027, 1), Quarter(2027, 2)


def active(*names: str, quarter: Quarter = Q4) -> tuple[Goal, ...]:
    return tuple(Goal(name, Group.IN_ROLE, id=name).activated(quarter) for name in names)


def waiting(*names: str, quarter: Quarter = Q1) -> tuple[Goal, ...]:
    return tuple(Goal(name, Group.IN_ROLE, id=name).deferred(quarter) for name in names)


def sentences(plan: Plan, today: date, stories: tuple[Story, ...]) -> list[str]:
    return [plain(words) for words in told(Facts(today, plan, stories=stories))]


def lived(plan: Plan, *days: date) -> list[str]:
    """What the review says after syncs on these days."""
    stories: tuple[Story, ...] = ()
    for day in days:
        plan, more = daily(plan, day)
        stories += more
    return sentences(plan, days[-1], stories)


def test_the_turn_of_the_quarter_is_told_once_for_all_that_fared_alike():
    plan = Plan((*active("Data", "Pricing"), *waiting("Hiring", "Budgets", "Law")))

    assert lived(plan, date(2027, 1, 4)) == [
        "Data and Pricing were not finished in 2026-Q4 and go on in this quarter.",
        "Hiring is back: its day has come.",
        "Budgets and Law now come back in 2027-Q2.",
    ]


def test_of_each_goal_the_last_story_is_told():
    plan = Plan((*active("Data", "Pricing", "Hiring"), *waiting("Law")))

    assert lived(plan, date(2027, 1, 1), date(2027, 4, 1)) == [
        "Data, Pricing and Hiring were not finished in 2027-Q1 and go on in this quarter.",
        "Law now comes back in 2027-Q3.",
    ]


def test_two_quarters_slept_through_are_told_as_one():
    plan = Plan((*active("Data"), *waiting("Hiring", "Law")))

    assert lived(plan, date(2027, 7, 5)) == [
        "Data was not finished in 2026-Q4 and goes on in this quarter.",
        "Hiring and Law are back: their day has come.",
    ]


def test_a_goal_that_moved_on_and_came_back_after_all_is_back():
    plan = Plan((*active("Data", "Pricing", "Hiring"), *waiting("Law")))
    plan, moved = daily(plan, date(2027, 1, 1))
    plan = plan.with_goal(plan.goal("Data").mastered())
    plan, back = daily(plan, date(2027, 4, 1))

    assert "Law is back: its day has come." in sentences(
        plan, date(2027, 4, 5), (*moved, *back)
    )
    assert not any("now comes" in s for s in sentences(plan, date(2027, 4, 5), (*moved, *back)))


@pytest.mark.parametrize(
    "becomes",
    [Goal.mastered, Goal.let_go, lambda goal: goal.deferred(Q2)],
    ids=["mastered", "let go", "put off"],
)
def test_what_the_person_has_changed_since_is_not_told_as_if_it_still_held(becomes):
    plan, stories = daily(Plan((*active("Data"), *waiting("Hiring"))), date(2027, 1, 1))

    for name in ("Data", "Hiring"):
        plan = plan.with_goal(becomes(plan.goal(name)))

    assert sentences(plan, date(2027, 1, 4), stories) == []


def test_a_goal_that_was_put_elsewhere_since_it_moved_on_is_not_told():
    story = Story("Law", StoryKind.MOVED_ON, "to 2027-Q2")

    assert sentences(Plan(waiting("Law", quarter=Q2)), date(2027, 1, 4), (story,)) != []
    assert sentences(Plan(waiting("Law", quarter=Q1)), date(2027, 1, 4), (story,)) == []


def test_without_any_capacity_goals_come_back_when_there_is_room():
    story = Story("Law", StoryKind.MOVED_ON)
    law = replace(waiting("Law")[0], quarter=None)

    assert sentences(Plan((law,)), date(2027, 1, 4), (story,)) == [
        "Law comes back when there is room."
    ]


def test_a_goal_without_room_is_a_decision_and_no_story():
    story = Story("Law", StoryKind.NO_ROOM, "since 2027-01-01")
    stories = (Story("Law", StoryKind.CAME_BACK, "on 2027-01-01"), story)

    assert sentences(Plan(waiting("Law")), date(2027, 1, 4), (story,)) == []
    assert sentences(Plan(active("Law")), date(2027, 1, 4), stories) == [
        "Law is back: its day has come."
    ]


def test_a_goal_that_is_gone_from_the_plan_is_not_told():
    story = Story("nobody", StoryKind.CAME_BACK, "on 2027-01-01")

    assert sentences(Plan(active("Data")), date(2027, 1, 4), (story,)) == []


@given(plans(), st.lists(st.integers(1, 500), max_size=5))
def test_each_goal_is_told_at_most_once_and_as_it_stands(plan, sleeps):
    plan, stories, day = place(plan, TODAY), (), TODAY
    for days in sleeps:
        day += timedelta(days=days)
        plan, more = daily(plan, day)
        stories += more

    numbered = {g.id: replace(g, skill=f"{i}") for i, g in enumerate(plan.goals)}
    plan = replace(plan, goals=tuple(numbered.values()), settings=PlanSettings())
    found = list(told(Facts(day, plan, stories=stories)))
    named = [word.skill for words in found for word in words if isinstance(word, Mention)]
    assert len(named) == len(set(named))
    state = {goal.skill: goal.state for goal in plan.goals}
    for words in found:
        waits = "come" in str(words[-1]) and "has come" not in str(words[-1])
        for word in words:
            if isinstance(word, Mention) and word.skill in state:
                assert state[word.skill] is (State.DEFERRED if waits else State.ACTIVE)
