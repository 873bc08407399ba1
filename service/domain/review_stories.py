"""What the calendar did to the plan since the last review, told to the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.plan import State
from service.domain.review_words import Words, listed
from service.domain.schedule import StoryKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.plan import Goal
    from service.domain.review_facts import Facts
    from service.domain.schedule import Story

# A goal without room is a decision to take, and is told there.
_TOLD = (StoryKind.CARRIED_OVER, StoryKind.CAME_BACK, StoryKind.MOVED_ON)


def told(facts: Facts) -> Iterator[Words]:
    """One sentence for everything that happened alike.

    Of each goal the last story is told, if it still holds: much may have happened since, above
    all where quarters went by without a review.
    """
    goals = {goal.id: goal for goal in facts.plan.goals}
    last = {story.goal_id: story for story in facts.stories if story.what in _TOLD}
    alike: dict[tuple[StoryKind, str], list[Goal]] = {}
    for goal_id, story in last.items():
        goal = goals.get(goal_id)
        if goal is not None and _holds(story, goal):
            key = (story.what, "" if story.what is StoryKind.CAME_BACK else story.detail)
            alike.setdefault(key, []).append(goal)
    for kind in _TOLD:
        for (what, detail), found in alike.items():
            if what is kind:
                names = listed([(facts.mention(goal),) for goal in found])
                yield (*names, _happened(what, detail, many=len(found) > 1))


def _holds(story: Story, goal: Goal) -> bool:
    """Whether the goal is still where the story left it."""
    if story.what is not StoryKind.MOVED_ON:
        return goal.state is State.ACTIVE
    to = f"to {goal.quarter}" if goal.quarter else ""
    return goal.state is State.DEFERRED and story.detail == to


def _happened(what: StoryKind, detail: str, *, many: bool) -> str:
    if what is StoryKind.CAME_BACK:
        return " are back: their day has come." if many else " is back: its day has come."
    quarter = detail.partition(" ")[2]  # "from 2026-Q4", "to 2027-Q1"
    if what is StoryKind.CARRIED_OVER:
        was, goes = ("were", "go") if many else ("was", "goes")
        return f" {was} not finished in {quarter} and {goes} on in this quarter."
    come = "come" if many else "comes"
    return f" now {come} back in {quarter}." if quarter else f" {come} back when there is room."
