"""What the tick of a decision does to the plan, or why there is nothing to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.decision import Choice
from service.domain.decisions import named, waits_for_room
from service.domain.plan import State
from service.domain.quarter import Calendar
from service.domain.schedule import place

if TYPE_CHECKING:
    from datetime import date

    from service.domain.decision import Decision
    from service.domain.plan import Goal, Plan

UNDONE_BY = {
    Choice.MASTER: "reopen its task, or move it back to this quarter",
    Choice.DEFER: "move its task back to this quarter",
    Choice.LET_GO: "move its task out of the section for what was let go",
    Choice.LET_GO_POSTING: "take it up again: `momentum posting take-up`",
    Choice.BRING_FORWARD: "move its task back to the section for later",
}


def act(decision: Decision, plan: Plan, today: date) -> Plan | str:
    """Return the plan in which it is done; or a sentence, where it is overtaken.

    It is where the goal, since it was asked about, was mastered, let go, put off or given a
    day by hand, and where the quarter to defer to has begun.
    """
    if decision.choice is Choice.LET_GO_POSTING:
        left = tuple(one for one in plan.postings if one.id != decision.about)
        if left == plan.postings:
            return _nothing("This posting is not in the plan any more")
        return replace(plan, postings=left)
    goal = next((one for one in plan.goals if one.id == decision.about), None)
    if goal is None:
        return _nothing("This goal is not in the plan any more")
    calendar = Calendar(plan.settings.quarter_starts)
    if why := _overtaken(decision, goal, calendar, today):
        return _nothing(f"{named(goal.skill)} {why}")
    return place(plan.with_goal(_done(decision, goal, calendar, today)), today)


def how_to_undo(decision: Decision) -> str:
    """Say that unticking undoes nothing, and what does."""
    how = UNDONE_BY[decision.choice]
    return (
        f"This was done when it was ticked, and unticking it undoes nothing. To undo it, {how}."
    )


def _overtaken(decision: Decision, goal: Goal, calendar: Calendar, today: date) -> str | None:
    """Say what came in between, as the end of a sentence about the goal."""
    forward = decision.choice is Choice.BRING_FORWARD
    begun = decision.quarter and calendar.first_working_day(decision.quarter) <= today
    reasons = {
        "is mastered already": goal.state is State.MASTERED,
        "was let go already": goal.state is State.LET_GO,
        "was put off meanwhile": goal.state is State.DEFERRED and decision.was is State.ACTIVE,
        "is in this quarter already": goal.state is State.ACTIVE and forward,
        "was given another day meanwhile": forward and not waits_for_room(goal),
        f"cannot be put off to {decision.quarter} any more: it has begun": begun,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _done(decision: Decision, goal: Goal, calendar: Calendar, today: date) -> Goal:
    match decision.choice:
        case Choice.MASTER:
            return goal.mastered()
        case Choice.LET_GO:
            return goal.let_go(decision.reason)
        case Choice.BRING_FORWARD:
            return goal.activated(calendar.quarter_of(today))
        case _:
            quarter = decision.quarter or calendar.quarter_of(today).next()
            return goal.deferred(quarter, until=calendar.first_working_day(quarter))


def _nothing(why: str) -> str:
    return f"{why}, so nothing was done."
