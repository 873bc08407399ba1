"""What only the person can settle and no tick can: found in the plan, a sentence each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from service.domain.decision import Choice
from service.domain.decisions import why_ready
from service.domain.plan import Goal, Group, State
from service.domain.review_words import Words, counted, day_name, listed
from service.domain.schedule import over_capacity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from service.domain.review_facts import Facts


class Need(StrEnum):
    """What a concern asks for, the most important first."""

    OVER_CAPACITY = "over_capacity"
    OVERDUE = "overdue"
    NO_ROOM = "no_room"
    READY = "ready"
    UNSORTED = "unsorted"
    CONFLICT = "conflict"
    NO_EVIDENCE = "no_evidence"


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to decide, and the goals that it is about."""

    need: Need
    words: Words
    goal_ids: tuple[str, ...] = ()


WHERE = {Group.IN_ROLE: "in your role", Group.OUTSIDE: "outside work"}


def concerns(facts: Facts, asked: Collection[str] = ()) -> Iterator[Concern]:
    """Find everything that needs the person, the most important first.

    What the decisions ask already, about the goals `asked`, is not asked twice; neither is
    whether a goal is mastered, where the person said no to it lately.
    """
    goals = [g for g in facts.plan.goals if g.state in (State.ACTIVE, State.DEFERRED)]
    others = [goal for goal in goals if goal.id not in asked]
    yield from _over_capacity(facts, others)
    yield from _overdue(facts, others)
    yield from _no_room(facts, others)
    yield from _ready(facts, others)
    unsorted = [g for g in goals if g.id in facts.adopted and not (g.how or g.answers)]
    yield from _together(
        facts, Need.UNSORTED, unsorted, ": added by hand. How will you learn it?"
    )
    for sentence in facts.conflicts:
        yield Concern(Need.CONFLICT, (sentence,))
    bare = [g for g in facts.plan.goals if g.state is State.MASTERED and not g.evidence]
    yield from _together(
        facts, Need.NO_EVIDENCE, bare, ": which experience would you cite as evidence?"
    )


def _over_capacity(facts: Facts, goals: Sequence[Goal]) -> Iterator[Concern]:
    crowd = over_capacity(facts.plan, facts.today)
    for group, where in WHERE.items():
        over = [goal for goal in crowd if goal.home is group and goal in goals]
        if not over:
            continue
        room = counted(facts.plan.settings.capacity.of(group), "goal")
        names = listed([(facts.mention(goal),) for goal in over])
        words: Words = (
            f"{counted(len(over), 'goal')} more than the {room} a quarter takes {where}: ",
            *names,
            ". Finish, put off or let go of one?",
        )
        yield Concern(Need.OVER_CAPACITY, words, tuple(goal.id for goal in over))


def _overdue(facts: Facts, goals: Sequence[Goal]) -> Iterator[Concern]:
    for goal in goals:
        day = facts.day(goal)
        if goal.state is State.ACTIVE and day is not None and day < facts.today:
            late = counted((facts.today - day).days, "day")
            ask = f" is {late} overdue. Finish it, give it another day, or put it off?"
            yield Concern(Need.OVERDUE, (facts.mention(goal), ask), (goal.id,))


def _no_room(facts: Facts, goals: Sequence[Goal]) -> Iterator[Concern]:
    for goal in goals:
        day = facts.day(goal)
        if goal.state is State.DEFERRED and day is not None and day <= facts.today:
            full = f" was to come back on {day_name(day)}, but this quarter is full."
            ask = f"{full} Make room, or give it another day?"
            yield Concern(Need.NO_ROOM, (facts.mention(goal), ask), (goal.id,))


def _ready(facts: Facts, goals: Sequence[Goal]) -> Iterator[Concern]:
    for goal in goals:
        total = len(goal.steps)
        why = why_ready(goal)
        if why and not facts.rests(Choice.MASTER, goal.id, why):
            done = "The one step of " if total == 1 else f"All {total} steps of "
            ask = f" {'is' if total == 1 else 'are'} done. Is it mastered?"
            yield Concern(Need.READY, (done, facts.mention(goal), ask), (goal.id,))


def _together(facts: Facts, need: Need, goals: Sequence[Goal], ask: str) -> Iterator[Concern]:
    """One sentence for all, so that a long plan does not become a long list of questions."""
    if goals:
        names = listed([(facts.mention(goal),) for goal in goals])
        yield Concern(need, (*names, ask), tuple(goal.id for goal in goals))
