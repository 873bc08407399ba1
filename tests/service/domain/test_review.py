from __future__ import annotations

from dataclasses import replace
from datetime import date

from service.domain.plan import (
    Capacity,
    Goal,
    Group,
    Plan,
    PlanSettings,
    Posting,
    Requirement,
    State,
    Step,
)
from service.domain.quarter import Quarter
from service.domain.review import Facts, PartKey, Review, summarise
from service.domain.review_concerns import Need, concerns
from service.domain.review_words import Mention, plain

MONDAY = date(2026, 12, 21)
NOW, NEXT = Quarter(2026, 4), Quarter(2027, 1)
POSTING = Posting("Head of Product", tuple(Requirement(text) for text in ("People", "Data")))

PEOPLE = Goal(
    "People",
    Group.MASTERED,
    "people",
    state=State.MASTERED,
    evidence="Led",
    answers=("People",),
)
DATA = Goal(
    "Data", id="data", state=State.ACTIVE, quarter=NOW, steps=(Step("a", done=True), Step("b"))
)
HIRING = Goal("Hiring", id="hiring", state=State.DEFERRED, quarter=NEXT)
PRICING = Goal("Pricing", id="pricing", state=State.DEFERRED, quarter=NEXT)
SPEAKING = Goal(
    "Speaking",
    Group.OUTSIDE,
    "speaking",
    state=State.DEFERRED,
    quarter=Quarter(2027, 2),
    not_before=date(2027, 5, 3),
)
PLAN = Plan((PEOPLE, DATA, HIRING, PRICING, SPEAKING), (POSTING,), purpose="Lead a product")
GONE = Goal("Gone", id="gone", state=State.LET_GO, reason="no longer asked")


def review(plan: Plan = PLAN, today: date = MONDAY, **facts: object) -> Review:
    return summarise(replace(Facts(today, plan), **facts))


def lines(found: Review, key: PartKey) -> list[str]:
    return [plain(item) for part in found.parts if part.key is key for item in part.items]


def needs(found: Review) -> list[tuple[Need, str]]:
    return [(concern.need, plain(concern.words)) for concern in found.concerns]


def test_it_is_due_on_the_review_day_of_its_week():
    friday = replace(PLAN, settings=PlanSettings(review_weekday=4))

    assert review().title == "Review of Monday 21 December 2026"
    assert review(friday, date(2026, 12, 30)).day == date(2027, 1, 1)
    assert str(review(friday, date(2027, 1, 1)).week) == "2026-W53"


def test_it_begins_with_the_purpose_and_how_far_the_plan_has_come():
    found = review()

    assert found.purpose == "Lead a product"
    assert found.headline == (
        "You have mastered 1 of 5 goals.",
        "That answers 50% of what your postings ask for.",
    )


def test_the_headline_tells_the_change_since_the_last_review():
    before = review(PLAN.with_goal(replace(PEOPLE, state=State.ACTIVE, quarter=NOW))).snapshot

    assert review(previous=before).headline == (
        "You have mastered 1 of 5 goals, 1 more than at the last review.",
        (
            "That answers 50% of what your postings ask for, 50 points more than at the "
            "last review."
        ),
    )
    assert review(previous=review().snapshot).headline == (
        "You have mastered 1 of 5 goals.",
        "That answers 50% of what your postings ask for, as at the last review.",
    )


def test_a_plan_without_anything_says_what_to_do():
    found = review(Plan())

    assert "no goals yet" in found.headline[0]
    assert [part.intro for part in found.parts] == ["Nothing here yet."] * 3
    assert needs(found) == []


def test_every_goal_stands_in_its_group_with_how_it_is():
    found = review()

    assert lines(found, PartKey.IN_ROLE) == [
        "Data — 1 of 2 steps done, due in 10 days (31 December 2026)",
        "Hiring — comes back in 11 days (1 January 2027)",
        "Pricing — comes back in 11 days (1 January 2027)",
    ]
    assert lines(found, PartKey.OUTSIDE) == ["Speaking — comes back in 133 days (3 May 2027)"]
    assert lines(found, PartKey.MASTERED) == ["People"]


def test_goals_are_named_with_their_tasks():
    found = review(gids={"data": "1201"})
    part = next(part for part in found.parts if part.key is PartKey.IN_ROLE)

    assert part.items[0][0] == Mention("Data", "1201")
    assert part.items[1][0] == Mention("Hiring", None)


def test_what_comes_back_next_comes_with_its_day():
    assert lines(review(), PartKey.NEXT) == [
        "Friday 1 January 2027, in 11 days: Hiring and Pricing"
    ]


def test_changes_since_the_last_review_stand_with_the_goal():
    before = review(plan=PLAN).snapshot
    ticked = tuple(replace(step, done=True) for step in DATA.steps)
    data = replace(DATA, skill="Data stories", steps=(*ticked, Step("c")))
    plan = PLAN.with_goal(data).with_goal(
        Goal("New", id="new", state=State.ACTIVE, quarter=NOW)
    )

    assert lines(review(plan, previous=before), PartKey.IN_ROLE)[:2] == [
        (
            "Data stories — 2 of 3 steps done, due in 10 days (31 December 2026). Since the "
            "last review: renamed from “Data”, 1 step ticked, 1 step added"
        ),
        (
            "New — no steps yet, due in 10 days (31 December 2026). Since the last review: "
            "new in the plan"
        ),
    ]


def test_what_was_let_go_is_told_once():
    alive = replace(GONE, state=State.ACTIVE, quarter=NOW)
    before = review(PLAN.with_goal(alive)).snapshot
    after = review(PLAN.with_goal(GONE), previous=before)

    assert lines(after, PartKey.LET_GO) == ["Gone — no longer asked"]
    assert lines(review(PLAN.with_goal(GONE), previous=after.snapshot), PartKey.LET_GO) == []
    assert after.snapshot.total == 5


def crowded() -> Facts:
    """Everything at once that a review may have to ask."""
    one = PlanSettings(capacity=Capacity(in_role=1))
    full = replace(PLAN, settings=one).with_goal(
        replace(HIRING, state=State.ACTIVE, quarter=NOW)
    )
    done = replace(DATA, steps=(Step("a", done=True),))
    late = replace(SPEAKING, not_before=date(2026, 12, 14), quarter=NOW)
    read = Goal("Reading", Group.OUTSIDE, "read", state=State.ACTIVE, quarter=NOW)
    plan = full.with_goal(done).with_goal(late).with_goal(replace(PEOPLE, evidence=""))
    plan = plan.with_goal(replace(read, deadline=date(2026, 12, 18)))
    adopted = frozenset({"hiring", "people"})
    return Facts(MONDAY, plan, conflicts=("Data: both.",), adopted=adopted)


def test_what_needs_the_person_comes_with_the_most_important_first():
    found = [(concern.need, plain(concern.words)) for concern in concerns(crowded())]

    assert found == [
        (
            Need.OVER_CAPACITY,
            (
                "1 goal more than the 1 goal a quarter takes in your role: Hiring. Finish, put "
                "off or let go of one?"
            ),
        ),
        (
            Need.OVERDUE,
            "Reading is 3 days overdue. Finish it, give it another day, or put it off?",
        ),
        (
            Need.NO_ROOM,
            (
                "Speaking was to come back on 14 December 2026, but this quarter is full. Make "
                "room, or give it another day?"
            ),
        ),
        (Need.READY, "The one step of Data is done. Is it mastered?"),
        (Need.UNSORTED, "Hiring: added by hand. How will you learn it?"),
        (Need.CONFLICT, "Data: both."),
        (Need.NO_EVIDENCE, "People: which experience would you cite as evidence?"),
    ]


def test_what_a_decision_asks_is_not_asked_a_second_time():
    found = summarise(crowded())

    assert [one.about for one in found.decisions] == ["data", "hiring", "read"]
    assert [need for need, _ in needs(found)] == [
        Need.NO_ROOM,
        Need.UNSORTED,
        Need.CONFLICT,
        Need.NO_EVIDENCE,
    ]


def test_it_ends_with_the_streak_of_completed_reviews():
    before = review().snapshot

    assert "first review" in review().closing
    assert (
        review(previous=before, streak=0).closing == "Complete this task when you are through."
    )
    assert review(previous=before, streak=1).closing.startswith(
        "You completed the last review."
    )
    assert "completed 7 reviews in a row" in review(previous=before, streak=7).closing
