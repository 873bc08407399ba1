"""Why a goal or a posting may have lost its point, from facts alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from service.domain.coverage import asked_for, asked_in
from service.domain.plan import Goal, Posting, State, wording
from service.domain.review_words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.plan import Plan
    from service.domain.review_facts import Facts

STILL_WEEKS = 4
OFTEN = 3
DAYS = 7
UNASKED = "no longer asked by any posting"


class Hollow(NamedTuple):
    """A posting most of whose own lines were let go: `gone` of `own`."""

    posting: Posting
    gone: int
    own: int


def reasons(goal: Goal, facts: Facts) -> Iterator[str]:
    """Find what speaks for letting a goal go that is worked on or waits.

    No movement and no heart count for an active goal only. No heart counts for a person who
    gave one in the last quarter, and not before the goal's second review. What no posting
    asks for any more must have been asked for at an earlier review, and something else must
    be asked for still.
    """
    if goal.state is State.ACTIVE and (weeks := _still_weeks(goal, facts)) >= STILL_WEEKS:
        yield f"no movement for {counted(weeks, 'week')}"
    if (times := facts.past.put_off.get(goal.id, 0)) >= OFTEN:
        yield f"deferred {counted(times, 'time')}"
    if facts.gave_hearts and goal.id not in facts.hearts and _was_active(goal, facts):
        yield "no heart"
    if _is_unasked(goal, facts):
        yield UNASKED


def hollow_postings(plan: Plan) -> Iterator[Hollow]:
    """Find the postings that have lost most of what only they ask for.

    A line was let go when goals answer it, and every one of them was let go.
    """
    asking = Counter(line for posting in plan.postings for line in asked_in(posting))
    for posting in plan.postings:
        own = [line for line in asked_in(posting) if asking[line] == 1]
        gone = sum(_was_let_go(line, plan) for line in own)
        if 2 * gone > len(own):
            yield Hollow(posting, gone, len(own))


def _still_weeks(goal: Goal, facts: Facts) -> int:
    moved = facts.past.moved.get(goal.id)
    return (facts.today - moved).days // DAYS if moved else 0


def _was_active(goal: Goal, facts: Facts) -> bool:
    """Whether it is active, and not only since the last review."""
    if goal.state is not State.ACTIVE or facts.previous is None:
        return goal.state is State.ACTIVE
    then = facts.previous.goals.get(goal.id)
    return then is not None and then.state == State.ACTIVE.value


def _is_unasked(goal: Goal, facts: Facts) -> bool:
    if facts.previous is None or goal.id not in facts.previous.asked_for or not goal.answers:
        return False
    somebody_asks = any(posting.requirements for posting in facts.plan.postings)
    return somebody_asks and goal.id not in asked_for(facts.plan)


def _was_let_go(line: str, plan: Plan) -> bool:
    states = [
        goal.state for goal in plan.goals if line in {wording(one) for one in goal.answers}
    ]
    return bool(states) and all(state is State.LET_GO for state in states)
