from __future__ import annotations

from datetime import date

import pytest

from service.domain.plan import State
from service.domain.planfile import read_plan
from service.errors import InvalidInput
from service.rehearsal import Pace, Script, Story, as_dict, read_gestures, rehearse
from service.rehearsal.story import Came, Ink

BEFORE_THE_TURN = date(2026, 12, 14)  # a Monday
A_WEEK_EARLIER = date(2026, 12, 7)
PLAN = """
momentum: 1
settings: {timezone: Europe/Lisbon}
postings: [{title: Head, requirements: [Data, Prices]}]
goals:
  - {skill: Data, group: in_role, steps: [Look, Tell], answers: [Data]}
  - {skill: Pricing, group: in_role, answers: [Prices]}
  - {skill: Hiring, group: in_role}
  - {skill: Budgets, group: in_role}
  - {skill: Speaking, group: outside, not_before: 2027-01-13}
"""


def lived(
    pace: Pace = Pace.NONE,
    *,
    first: date = BEFORE_THE_TURN,
    weeks: int = 4,
    plan: str = PLAN,
    every_day: bool = False,
) -> Story:
    return rehearse(plan, Script.at(pace), first=first, weeks=weeks, every_day=every_day)


def gestured(*gestures: str, weeks: int = 1) -> Story:
    script = read_gestures("gestures: [" + ", ".join(gestures) + "]", read_plan(PLAN))
    return rehearse(PLAN, script, first=BEFORE_THE_TURN, weeks=weeks)


def ink(story: Story, quarter: int = 0) -> dict[str, Ink]:
    return {ink.skill: ink for ink in story.quarters[quarter].ink.values()}


def state(story: Story, skill: str) -> str:
    return next(str(goal.state) for goal in story.plan.goals if goal.skill == skill)


def test_at_a_steady_pace_the_quarter_ends_with_everything_finished_in_the_plans_order():
    story = lived(Pace.STEADY, first=A_WEEK_EARLIER)

    finished = [(goal.skill, goal.state, goal.until) for goal in ink(story).values()]
    assert finished == [
        ("Data", State.MASTERED, date(2026, 12, 18)),
        ("Pricing", State.MASTERED, date(2026, 12, 25)),
        ("Hiring", State.MASTERED, date(2026, 12, 25)),
    ]
    assert ink(story, 1)["Budgets"].came is Came.CAME_BACK


def test_at_a_slow_pace_less_gets_done():
    slow, steady = (lived(pace).quarters[0].after for pace in (Pace.SLOW, Pace.STEADY))

    assert slow.mastered < steady.mastered


def test_without_any_pace_goals_go_on_and_what_follows_waits():
    story = lived()

    (first, second) = story.quarters
    assert {goal.state for goal in first.ink.values()} == {State.ACTIVE}
    assert {goal.came for goal in second.ink.values()} == {Came.CARRIED_OVER}
    assert [(skill, str(until)) for skill, until in second.pushed.values()] == [
        ("Budgets", "2027-Q2")
    ]
    assert {goal.skill for goal in story.never_in_ink()} == {"Budgets", "Speaking"}


def test_a_goal_with_a_day_comes_back_on_it():
    speaking = ink(lived(weeks=5), 1)["Speaking"]

    assert (speaking.came, speaking.since) == (Came.CAME_BACK, date(2027, 1, 13))


def test_there_is_one_review_in_each_week_with_what_changed():
    story = lived(Pace.STEADY, first=A_WEEK_EARLIER)

    weeks = [week for lived in story.quarters for week in lived.weeks]
    assert [week.day for week in weeks] == [
        A_WEEK_EARLIER,
        BEFORE_THE_TURN,
        date(2026, 12, 21),
        date(2026, 12, 28),
    ]
    assert [week.happened.mastered for week in weeks] == [
        (),
        (),
        ("Data",),
        ("Pricing", "Hiring"),
    ]
    assert [week.happened.steps_ticked for week in weeks] == [0, 1, 1, 0]
    mastered, answered = weeks[2].headline
    assert mastered == "You have mastered 1 of 5 goals, 1 more than at the last review."
    assert answered.startswith("That answers 50% of what your postings ask for, 50 points more")
    assert [week.figures.streak for week in weeks] == [0, 1, 2, 3]


@pytest.mark.parametrize("every_day", [False, True])
def test_a_reconnect_comes_on_its_day(every_day):
    plan = PLAN.replace("Lisbon}", "Lisbon, reconnect: 1}")

    story = lived(first=date(2026, 12, 16), weeks=6, plan=plan, every_day=every_day)

    assert story.reconnects == [date(2027, 1, 16)]  # a Saturday
    assert as_dict(story)["reconnects"] == ["2027-01-16"]


def test_what_sits_overdue_is_counted_review_by_review():
    late = PLAN.replace("{skill: Hiring,", "{skill: Hiring, deadline: 2026-12-16,")

    story = lived(weeks=3, plan=late)

    assert story.named(story.overdue) == {"Hiring": 2}


def test_the_same_year_is_lived_twice():
    assert as_dict(lived(Pace.SLOW)) == as_dict(lived(Pace.SLOW))


@pytest.mark.parametrize("pace", [Pace.STEADY, Pace.NONE])
def test_sleeping_through_days_on_which_nothing_happens_changes_nothing(pace):
    asleep = lived(pace, weeks=6)
    awake = lived(pace, weeks=6, every_day=True)

    assert as_dict(asleep) == as_dict(awake)


@pytest.mark.parametrize(
    ("gesture", "skill", "becomes"),
    [
        ("{on: 2026-12-15, complete: Pricing}", "Pricing", "mastered"),
        ("{on: 2026-12-15, move: budgets, to: in_role}", "Budgets", "active"),
        ("{on: 2026-12-15, defer: Hiring}", "Hiring", "deferred"),
        ("{on: 2026-12-15, let_go: Hiring}", "Hiring", "let_go"),
        ("{on: 2026-12-15, rename: Hiring, to: Hiring well}", "Hiring well", "active"),
        ("{on: 2026-12-15, add: Press, to: outside}", "Press", "active"),
        ("{every: Tue, heart: Hiring}", "Hiring", "active"),
    ],
)
def test_a_gesture_does_what_it_says(gesture, skill, becomes):
    story = gestured(gesture)

    assert state(story, skill) == becomes
    assert story.skipped == []


def test_a_weekly_tick_goes_from_step_to_step_and_then_there_is_none():
    story = gestured("{every: Thursday, tick: Data}", weeks=3)

    assert ink(story)["Data"].steps_done == 2
    assert [(str(each.gesture), each.day, each.why) for each in story.skipped] == [
        ("tick Data", date(2026, 12, 31), "there is no open step on it")
    ]


def test_a_goal_is_deferred_to_the_very_day_and_is_back_on_it():
    story = gestured("{on: 2026-12-15, defer: Hiring, until: 2026-12-22}", weeks=2)

    hiring = next(goal for goal in story.plan.goals if goal.skill == "Hiring")
    assert hiring.state is State.ACTIVE
    put_off = [week.happened.put_off for week in story.quarters[0].weeks]
    assert put_off == [(), ("Hiring",)]


def test_a_gesture_that_undoes_another_is_understood():
    story = gestured("{on: 2026-12-15, complete: Hiring}", "{on: 2026-12-16, reopen: Hiring}")

    assert state(story, "Hiring") == "active"
    assert ink(story)["Hiring"].until is None


@pytest.mark.parametrize(
    ("plan", "first", "weeks", "says"),
    [
        ("momentum: 1\ngoals: []", BEFORE_THE_TURN, 1, "no goals"),
        (PLAN, BEFORE_THE_TURN, 0, "0 weeks"),
        (PLAN, BEFORE_THE_TURN, 10_000, "10000 weeks"),
        (PLAN, date(9999, 1, 1), 1, "cannot begin on 9999-01-01"),
    ],
)
def test_what_cannot_be_rehearsed_is_said_at_once(plan, first, weeks, says):
    with pytest.raises(InvalidInput, match=says) as refused:
        rehearse(plan, Script(), first=first, weeks=weeks)

    assert refused.value.hint
