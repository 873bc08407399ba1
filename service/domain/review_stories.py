"""What the calendar did to the plan since the last review, told to the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.review_words import Words, listed
from service.domain.schedule import StoryKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.plan import Goal
    from service.domain.review_facts import Facts

# A goal without room is a decision to take, and is told there.
_TOLD = (StoryKind.CARRIED_OVER, StoryKind.CAME_BACK, StoryKind.MOVED_ON)


def told(facts: Facts) -> Iterator[Words]:
    """One sentence for everything that happened alike; of each goal the last of a kind."""
    goals = {goal.id: goal for goal in facts.plan.goals}
    last = {(story.what, story.goal_id): story.detail for story in facts.stories}
    alike: dict[tuple[StoryKind, str], list[Goal]] = {}
    for (what, goal_id), detail in last.items():
        if goal_id in goals:
            key = (what, "" if what is StoryKind.CAME_BACK else detail)
            alike.setdefault(key, []).append(goals[goal_id])
    for kind in _TOLD:
        for (what, detail), found in alike.items():
            if what is kind:
                names = listed([(facts.mention(goal),) for goal in found])
                yield (*names, _happened(what, detail, many=len(found) > 1))


def _happened(what: StoryKind, detail: str, *, many: bool) -> str:
    if what is StoryKind.CAME_BACK:
        return " are back: this is their quarter." if many else " is back: this is its quarter."
    quarter = detail.partition(" ")[2]  # "from 2026-Q4", "to 2027-Q1"
    if what is StoryKind.CARRIED_OVER:
        was, goes = ("were", "go") if many else ("was", "goes")
        return f" {was} not finished in {quarter} and {goes} on in this quarter."
    come = "come" if many else "comes"
    return f" now {come} back in {quarter}." if quarter else f" {come} back when there is room."
