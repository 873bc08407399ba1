from __future__ import annotations

from datetime import date

from service.domain.plan import Goal, Group, Plan, Posting, Requirement, State
from service.domain.progress import Point, in_words, progress
from service.domain.review_snapshot import Snapshot
from service.domain.review_week import IsoWeek

TODAY = date(2026, 10, 14)
PLAN = Plan(
    goals=(
        Goal("Curiosity", Group.MASTERED, state=State.MASTERED, answers=("Curiosity",)),
        Goal("Pricing", Group.IN_ROLE, state=State.ACTIVE),
        Goal("Hiring", Group.IN_ROLE, state=State.DEFERRED),
        Goal("Sailing", Group.OUTSIDE, state=State.LET_GO),
    ),
    postings=(Posting("Head of Product", (Requirement("Curiosity"), Requirement("Patience"))),),
)


def test_the_line_goes_through_the_past_reviews_and_ends_today():
    reviews = {
        IsoWeek(2026, 42): Snapshot(answered=9, asked=10),  # this week's: today says it better
        IsoWeek(2026, 41): Snapshot(answered=1, asked=4),
        IsoWeek(2026, 40): Snapshot(answered=0, asked=0),  # nothing was asked then
        IsoWeek(2026, 39): Snapshot(answered=0, asked=4),
    }

    shown = progress(PLAN, reviews, TODAY)

    assert shown.points == (
        Point(date(2026, 9, 21), 0.0),
        Point(date(2026, 10, 5), 0.25),
        Point(TODAY, 0.5),
    )


def test_goals_are_counted_by_group_and_what_they_are_doing_without_those_let_go():
    mastered, in_role, outside = progress(PLAN, {}, TODAY).groups

    assert (mastered.name, mastered.mastered, mastered.total) == ("Mastered", 1, 1)
    assert (in_role.active, in_role.deferred, in_role.total) == (1, 1, 2)
    assert outside.total == 0


def test_the_picture_is_also_said_in_words():
    reviews = {IsoWeek(2026, 41): Snapshot(answered=1, asked=4)}

    assert in_words(progress(PLAN, reviews, TODAY)) == (
        "Progress on 14 October 2026. Mastered goals answer 50% of what the postings ask for, "
        "after 25% on 5 October 2026. Mastered: 1 goal; In my role: 1 this quarter, 1 later."
    )


def test_words_do_not_make_more_of_a_beginning_than_it_is():
    empty = in_words(progress(Plan(), {}, TODAY))
    unasked = in_words(progress(Plan(PLAN.goals), {}, TODAY))
    first = in_words(progress(PLAN, {}, TODAY))

    assert empty == "Progress on 14 October 2026: the plan has no goals yet."
    assert "No posting asks for anything yet." in unasked
    assert "50% of what the postings ask for. Mastered" in first
