"""The parts of a review: a group each, what the calendar did, and what comes back next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from service.domain.plan import Goal, Group, State
from service.domain.review_snapshot import GoalThen, Snapshot, changes
from service.domain.review_stories import told
from service.domain.review_words import (
    Words,
    counted,
    day_name,
    due,
    full_day_name,
    in_days,
    listed,
    steps,
)

if TYPE_CHECKING:
    from service.domain.review_facts import Facts


class PartKey(StrEnum):
    """The parts of a review, in their order."""

    DECIDED = "decided"
    STORIES = "stories"
    IN_ROLE = "in_role"
    OUTSIDE = "outside"
    MASTERED = "mastered"
    ENERGY = "energy"
    LET_GO = "let_go"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Part:
    """One heading, a sentence under it, and a line per item."""

    key: PartKey
    title: str
    intro: str = ""
    items: tuple[Words, ...] = ()


def parts(facts: Facts, now: Snapshot) -> tuple[Part, ...]:
    """Return the parts in order, without those that have nothing to say."""
    found = (
        _decided(facts),
        _stories(facts),
        _learning(facts, now, Group.IN_ROLE, PartKey.IN_ROLE, "In your role"),
        _learning(facts, now, Group.OUTSIDE, PartKey.OUTSIDE, "Outside work"),
        _mastered(facts, now),
        _energy(facts),
        _let_go(facts, now),
        _comes_next(facts),
    )
    return tuple(part for part in found if part is not None)


def _decided(facts: Facts) -> Part | None:
    items = tuple((sentence,) for sentence in facts.decided)
    return Part(PartKey.DECIDED, "What you decided", items=items) if items else None


def _stories(facts: Facts) -> Part | None:
    items = tuple(told(facts))
    return Part(PartKey.STORIES, "What the calendar did", items=items) if items else None


def _learning(facts: Facts, now: Snapshot, group: Group, key: PartKey, title: str) -> Part:
    goals = [goal for goal in facts.plan.goals if goal.group is group]
    active = [goal for goal in goals if goal.state is State.ACTIVE]
    later = [goal for goal in goals if goal.state is State.DEFERRED]
    later.sort(key=lambda goal: facts.day(goal) or facts.today.max)
    extra = len(active) - facts.plan.settings.capacity.of(group)
    more = f" ({extra} more than fits)" if extra > 0 else ""
    intro = f"{counted(len(active), 'goal')} this quarter{more}, {len(later)} later."
    items = [_line(facts, now, goal, _progress(facts, goal)) for goal in active]
    items += [_line(facts, now, goal, _return(facts, goal)) for goal in later]
    return Part(key, title, intro if items else "Nothing here yet.", tuple(items))


def _mastered(facts: Facts, now: Snapshot) -> Part:
    goals = [goal for goal in facts.plan.goals if goal.state is State.MASTERED]
    intro = f"{counted(len(goals), 'goal')} reached." if goals else "Nothing here yet."
    items = tuple(_line(facts, now, goal, "") for goal in goals)
    return Part(PartKey.MASTERED, "Mastered", intro, items)


def _energy(facts: Facts) -> Part | None:
    """The goals that have the person's heart."""
    items = tuple(
        (facts.mention(goal),)
        for goal in facts.plan.goals
        if goal.id in facts.hearts and goal.state is not State.LET_GO
    )
    return Part(PartKey.ENERGY, "What gave you energy", items=items) if items else None


def _let_go(facts: Facts, now: Snapshot) -> Part | None:
    """Only what was let go since the last review: the rest has been said before."""
    before = facts.previous.goals if facts.previous else now.goals
    items = tuple(
        (facts.mention(goal), f" — {goal.reason}" if goal.reason else "")
        for goal in facts.plan.goals
        if goal.state is State.LET_GO
        and (then := before.get(goal.id)) is not None
        and then.state != State.LET_GO.value
    )
    return Part(PartKey.LET_GO, "Let go since the last review", items=items) if items else None


def _comes_next(facts: Facts) -> Part | None:
    """The first day on which something comes back, with everything that does."""
    days = [
        (day, goal)
        for goal in facts.plan.goals
        if goal.state is State.DEFERRED
        and (day := facts.day(goal)) is not None
        and day > facts.today
    ]
    if not days:
        return None
    first = min(day for day, _ in days)
    names = listed([(facts.mention(goal),) for day, goal in days if day == first])
    when = f"{full_day_name(first)}, {in_days(first, facts.today)}: "
    return Part(PartKey.NEXT, "Comes back next", items=((when, *names),))


def _line(facts: Facts, now: Snapshot, goal: Goal, standing: str) -> Words:
    """One goal: how it stands, and what has changed since the last review."""
    line: Words = (facts.mention(goal),)
    if standing:
        line = (*line, f" — {standing}")
    changed = _changed(facts, now.goals[goal.id], goal.id)
    if changed:
        since = ". Since" if standing else " — since"
        line = (*line, f"{since} the last review: {changed}")
    return line


def _changed(facts: Facts, now: GoalThen, goal_id: str) -> str:
    if facts.previous is None:
        return ""
    return ", ".join(changes(facts.previous.goals.get(goal_id), now))


def _progress(facts: Facts, goal: Goal) -> str:
    return f"{steps(goal.steps_done, len(goal.steps))}, {due(facts.day(goal), facts.today)}"


def _return(facts: Facts, goal: Goal) -> str:
    day = facts.day(goal)
    if day is None:
        return "later, without a day"
    if day <= facts.today:
        return f"waiting for room since {day_name(day)}"
    return f"comes back {in_days(day, facts.today)} ({day_name(day)})"
