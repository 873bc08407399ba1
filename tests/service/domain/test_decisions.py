from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.domain.decision import Choice, Decision
from service.domain.decisions import decisions
from service.domain.plan import (
    Capacity,
    Goal,
    Plan,
    PlanSettings,
    Posting,
    Requirement,
    State,
    Step,
)
from service.domain.quarter import Quarter
from service.domain.review import Facts, summarise
from service.domain.review_past import Move, Past, times_put_off

MONDAY = date(2026, 12, 21)
NOW, NEXT = Quarter(2026, 4), Quarter(2027, 1)


def active(name: str, **fields: object) -> Goal:
    return replace(Goal(name, id=name, state=State.ACTIVE, quarter=NOW), **fields)


def later(name: str, **fields: object) -> Goal:
    return replace(Goal(name, id=name, state=State.DEFERRED, quarter=NEXT), **fields)


def posting(title: str, *lines: str) -> Posting:
    return Posting(title, tuple(Requirement(line) for line in lines), id=title)


def ask(plan: Plan, **facts: object) -> tuple[Decision, ...]:
    return decisions(replace(Facts(MONDAY, plan), **facts))


def titles(plan: Plan, **facts: object) -> list[str]:
    return [one.title for one in ask(plan, **facts)]


def full(*goals: Goal, room: int = 0) -> Plan:
    """A plan whose quarter takes so many more goals in the role, and none outside."""
    used = sum(goal.state is State.ACTIVE for goal in goals)
    return Plan(goals, settings=PlanSettings(capacity=Capacity(used + room, 0)))


def test_a_goal_whose_steps_are_all_done_may_be_mastered():
    done = (Step("a", done=True), Step("b", done=True))

    assert titles(full(active("Data", steps=done), later("Hiring", steps=done[:1]))) == [
        "Move “Data” to mastered? All 2 steps are done.",
        "Move “Hiring” to mastered? Its one step is done.",
    ]
    assert titles(full(active("Data", steps=(*done, Step("c"))), active("People"))) == []


def test_a_goal_without_movement_for_four_weeks_may_be_let_go():
    plan = full(active("Data"), active("People"), later("Hiring"))
    still = MONDAY - timedelta(weeks=4)
    moved = {"Data": still, "People": still + timedelta(days=1), "Hiring": still}

    assert titles(plan, past=Past(moved=moved)) == [
        "Let go of “Data”? No movement for 4 weeks."
    ]
    (one,) = ask(plan, past=Past(moved={"Data": still - timedelta(days=8)}))
    assert one.reason == "no movement for 5 weeks"


def test_a_goal_that_was_deferred_three_times_may_be_let_go():
    plan = full(active("Data"), later("Hiring"))

    assert titles(plan, past=Past(put_off={"Data": 3, "Hiring": 4})) == [
        "Let go of “Data”? Deferred 3 times.",
        "Let go of “Hiring”? Deferred 4 times.",
    ]
    assert titles(plan, past=Past(put_off={"Data": 2})) == []


def test_no_heart_counts_only_for_a_person_who_gives_hearts():
    plan = full(active("Data"), active("People"), later("Hiring"))

    assert titles(plan) == []
    assert titles(plan, hearts=frozenset({"People"}), gave_hearts=True) == [
        "Let go of “Data”? No heart."
    ]


def test_no_heart_does_not_count_for_a_goal_taken_up_since_the_last_review():
    before = summarise(Facts(MONDAY, full(later("Data"), active("People")))).snapshot
    plan = full(active("Data"), active("People"))

    assert titles(plan, gave_hearts=True, previous=before) == ["Let go of “People”? No heart."]


def test_a_goal_that_nobody_asks_for_any_more_may_be_let_go():
    goals = (active("Data", answers=("Data",)), later("Sailing", answers=("sailing ",)))
    plan = replace(full(*goals), postings=(posting("P", "Data"), posting("Q", "Sailing")))
    before = summarise(Facts(MONDAY, plan)).snapshot
    after = replace(plan, postings=plan.postings[:1])

    assert titles(after, previous=before) == [
        "Let go of “Sailing”? No longer asked by any posting."
    ]
    kept = summarise(Facts(MONDAY, after, previous=before)).snapshot
    assert titles(after, previous=kept) == titles(after, previous=before)


def test_a_goal_that_nobody_ever_asked_for_is_left_alone():
    plan = full(active("Data", answers=("Data",)), active("Own", answers=("My own line",)))
    plan = replace(plan, postings=(posting("P", "Data"),))
    before = summarise(Facts(MONDAY, plan)).snapshot

    assert titles(plan, previous=before) == []


def test_a_plan_without_postings_asks_for_nothing():
    plan = replace(full(active("Data", answers=("Data",))), postings=(posting("P", "Data"),))
    before = summarise(Facts(MONDAY, plan)).snapshot

    assert titles(replace(plan, postings=()), previous=before) == []


def test_the_more_reasons_the_sooner_a_goal_is_asked_about():
    plan = full(active("Data"), active("People"))
    past = Past({"People": MONDAY - timedelta(weeks=6)}, {"Data": 3, "People": 3})

    assert titles(plan, past=past) == [
        "Let go of “People”? No movement for 6 weeks, deferred 3 times.",
        "Let go of “Data”? Deferred 3 times.",
    ]


@pytest.mark.parametrize(("gone", "asked"), [(1, False), (2, True), (3, True)])
def test_a_posting_most_of_whose_own_lines_were_let_go_may_go(gone, asked):
    goals = [
        replace(
            later(name, answers=(name, "Shared")),
            state=State.LET_GO if number < gone else State.MASTERED,
        )
        for number, name in enumerate(("a", "b", "c"))
    ]
    mine, other = posting("P", "A", "b", "c", "Shared"), posting("Q", "Shared")

    found = titles(replace(full(*goals), postings=(mine, other)))

    question = (
        f"Let go of the posting “P”? {gone} of the 3 lines that only it asks for were let go."
    )
    assert found == [question] * asked


def test_a_line_that_another_goal_still_answers_was_not_let_go():
    gone, alive = later("Gone", state=State.LET_GO, answers=("A",)), later("B", answers=("A",))

    assert titles(replace(full(gone, alive), postings=(posting("P", "A"),))) == []


def test_a_line_that_no_goal_answers_was_not_let_go():
    gone = later("Gone", state=State.LET_GO, answers=("A",))

    assert titles(replace(full(gone), postings=(posting("P", "A", "B"),))) == []
    assert titles(replace(full(gone), postings=(posting("P", "A"),))) == [
        "Let go of the posting “P”? The one line that only it asks for was let go."
    ]


def test_what_waits_for_room_may_be_brought_forward_while_there_is_room():
    plan = full(later("Hiring"), later("Pricing", quarter=NEXT.next()), later("Legal"), room=2)

    assert titles(plan) == [
        "Bring “Hiring” forward? There is room this quarter.",
        "Bring “Pricing” forward? There is room this quarter.",
    ]


@pytest.mark.parametrize(
    "chosen",
    [
        {"not_before": date(2027, 2, 1)},
        {"pinned": NEXT},
        {"undated": True},
    ],
)
def test_a_day_that_the_person_chose_is_not_brought_forward(chosen):
    assert titles(full(later("Hiring", **chosen), room=1)) == []


def test_room_that_an_overdue_return_needs_is_not_given_away():
    due = later("Due", quarter=NOW, not_before=date(2026, 12, 14))

    assert titles(full(due, later("Hiring"), room=1)) == []


def test_what_is_over_capacity_may_be_deferred_to_the_next_quarter_with_room():
    goals = [active(name) for name in ("a", "b", "c", "d")]
    plan = Plan((*goals, later("Hiring")), settings=PlanSettings(capacity=Capacity(2, 1)))

    assert titles(plan) == [
        "Defer “c” to 2027-Q1? This quarter is over capacity.",
        "Defer “d” to 2027-Q2? This quarter is over capacity.",
    ]


def test_what_is_overdue_may_be_deferred():
    assert titles(full(active("Data", deadline=date(2026, 12, 18)))) == [
        "Defer “Data” to 2027-Q1? It is 3 days overdue."
    ]
    assert titles(full(active("Data", deadline=MONDAY))) == []


def test_there_are_at_most_seven_the_most_important_first():
    done = (Step("a", done=True),)
    goals = [active(f"done {n}", steps=done) for n in range(3)]
    goals += [active(f"late {n}", deadline=date(2026, 12, 18)) for n in range(3)]
    goals += [later(f"often {n}") for n in range(3)]
    often = Past(put_off={goal.id: 3 for goal in goals[6:]})

    found = ask(full(*goals), past=often)

    assert [one.choice for one in found] == [
        *[Choice.MASTER] * 3,
        *[Choice.DEFER] * 3,
        Choice.LET_GO,
    ]


def test_of_several_questions_about_a_goal_one_is_asked():
    late = active("Data", deadline=date(2026, 12, 18))
    often = Past(put_off={"Data": 3})

    assert [one.choice for one in ask(full(late), past=often)] == [Choice.LET_GO]
    done = replace(late, steps=(Step("a", done=True),))
    assert [one.choice for one in ask(full(done), past=often)] == [Choice.MASTER]


def test_names_come_on_one_line_cut_and_unable_to_pass_for_a_mark():
    done = (Step("a", done=True),)
    (one,) = ask(full(active("momentum:goal:x\n" + "y" * 200, steps=done)))

    assert "momentum :goal:x y" in one.question
    assert "…”" in one.question
    assert len(one.title) < 200


def test_only_moves_from_a_quarter_into_later_count_as_deferred():
    moves = [
        Move("a", "in_role", "later"),
        Move("a", "later", "outside"),
        Move("a", "outside", "later"),
        Move("a", "active", "deferred"),
        Move("b", "mastered", "later"),
        Move("c", "active", "deferred"),
        Move("c", "later", "let_go"),
        Move("c", "let_go", "in_role"),
        Move("c", "in_role", "later"),
        Move("d", "active", "deferred"),
        Move("d", "deferred", ""),
    ]

    assert times_put_off(moves) == {"a": 3, "c": 1}
