"""What a review asks to be decided: at most seven questions, the most important first.

Each is about another goal or posting, so no two contradict each other. A goal whose steps are
all done is asked about as mastered, whatever else holds; one with a reason to be let go is
not asked about as deferred. What the person said no to rests for a while, and makes room for
the next question.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from service.domain.decision import Choice, Decision
from service.domain.letting_go import hollow_postings, reasons
from service.domain.plan import Goal, State
from service.domain.quarter import Calendar
from service.domain.review_words import counted
from service.domain.room import Room
from service.domain.schedule import over_capacity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from service.domain.review_facts import Facts

MOST = 7
LONGEST = 120
"""A longer name is cut in a question; the goal's own task has all of it."""


def decisions(facts: Facts) -> tuple[Decision, ...]:
    """Work out what to ask; the same facts always give the same decisions."""
    found = {one.about: one for one in _lost_their_point(facts)}
    found |= {one.about: one for one in _ready(facts)}
    found |= {one.about: one for one in _to_defer(facts, found)}
    found |= {one.about: one for one in _to_bring_forward(facts, found)}
    asked = [*found.values(), *_hollow(facts)]
    rank = {choice: number for number, choice in enumerate(Choice)}
    return tuple(sorted(asked, key=lambda one: rank[one.choice])[:MOST])


def named(text: str) -> str:
    """A name as it is quoted in a question: on one line, not too long, no mark of ours."""
    line = " ".join(text.replace("momentum:", "momentum :").split())
    return f"“{line}”" if len(line) <= LONGEST else f"“{line[: LONGEST - 1]}…”"


def why_ready(goal: Goal) -> str | None:
    """Why a goal may be mastered, if its steps say so."""
    total = len(goal.steps)
    if not total or goal.steps_done < total:
        return None
    return "its one step is done" if total == 1 else f"all {total} steps are done"


def _ready(facts: Facts) -> Iterator[Decision]:
    for goal in _open(facts):
        why = why_ready(goal)
        if why and not facts.rests(Choice.MASTER, goal.id, why):
            question = f"Move {named(goal.skill)} to mastered?"
            yield Decision(Choice.MASTER, goal.id, question, why, was=goal.state)


def _lost_their_point(facts: Facts) -> list[Decision]:
    """Those with the most reasons first, then in the plan's order."""
    found = [(goal, tuple(reasons(goal, facts))) for goal in _open(facts)]
    found.sort(key=lambda one: -len(one[1]))
    asked = [
        Decision(
            Choice.LET_GO,
            goal.id,
            f"Let go of {named(goal.skill)}?",
            ", ".join(why),
            was=goal.state,
        )
        for goal, why in found
        if why
    ]
    return [one for one in asked if not facts.rests(one.choice, one.about, one.reason)]


def _hollow(facts: Facts) -> Iterator[Decision]:
    for posting, gone, own in hollow_postings(facts.plan):
        why = f"{gone} of the {own} lines that only it asks for were let go"
        if own == 1:
            why = "the one line that only it asks for was let go"
        question = f"Let go of the posting {named(posting.title)}?"
        if not facts.rests(Choice.LET_GO_POSTING, posting.id, why):
            yield Decision(Choice.LET_GO_POSTING, posting.id, question, why)


def _to_defer(facts: Facts, asked: Collection[str]) -> Iterator[Decision]:
    """What is more than the quarter takes, then what is overdue; each to the next room."""
    over = over_capacity(facts.plan, facts.today)
    why = {goal.id: "this quarter is over capacity" for goal in over}
    late = [goal for goal in _open(facts) if goal not in over and _days_late(goal, facts) > 0]
    why |= {
        goal.id: f"it is {counted(_days_late(goal, facts), 'day')} overdue" for goal in late
    }
    room = _room(facts)
    for goal in chain(over, late):
        if goal.id in asked or facts.rests(Choice.DEFER, goal.id, why[goal.id]):
            continue
        following = room.now.next()
        quarter = room.find(following, goal.group) or following
        room.take(goal.deferred(quarter))
        question = f"Defer {named(goal.skill)} to {quarter}?"
        yield Decision(Choice.DEFER, goal.id, question, why[goal.id], quarter, goal.state)


def _to_bring_forward(facts: Facts, asked: Collection[str]) -> Iterator[Decision]:
    """As many as there is room for, in the plan's order; a day that was chosen stands."""
    room = _room(facts)
    why = "there is room this quarter"
    for goal in _open(facts):
        if goal.id in asked or facts.rests(Choice.BRING_FORWARD, goal.id, why):
            continue
        if not waits_for_room(goal) or not room.has(room.now, goal.group):
            continue
        if goal.quarter is None or goal.quarter > room.now:
            room.take(goal.activated(room.now))
            question = f"Bring {named(goal.skill)} forward?"
            yield Decision(Choice.BRING_FORWARD, goal.id, question, why, was=goal.state)


def waits_for_room(goal: Goal) -> bool:
    """Whether the goal comes back on a day that nobody chose."""
    chosen = goal.not_before or goal.pinned or goal.undated
    return goal.state is State.DEFERRED and not chosen


def _open(facts: Facts) -> list[Goal]:
    return [one for one in facts.plan.goals if one.state in (State.ACTIVE, State.DEFERRED)]


def _days_late(goal: Goal, facts: Facts) -> int:
    day = facts.day(goal) if goal.state is State.ACTIVE else None
    return (facts.today - day).days if day else 0


def _room(facts: Facts) -> Room:
    calendar = Calendar(facts.plan.settings.quarter_starts)
    return Room.beside(facts.plan, calendar.quarter_of(facts.today))
