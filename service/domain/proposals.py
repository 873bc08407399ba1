"""What a comparison with fresh postings proposes to change; what is not accepted stays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from service.domain.coverage_lines import Reach
from service.domain.letting_go import UNASKED
from service.domain.plan import State, wording
from service.domain.sorting import without

if TYPE_CHECKING:
    from service.domain.compare import Compared, Comparison
    from service.domain.plan import Goal, Plan

KEY = 12


class Change(StrEnum):
    """What is done where a proposal is accepted, in the order in which they are proposed."""

    COUNT = "count"
    LEAVE_OUT = "leave_out"
    LET_GO = "let_go"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change: of a goal, of a line that is asked for, or of both."""

    change: Change
    question: str
    reason: str
    goal_id: str = ""
    line: str = ""

    @property
    def key(self) -> str:
        """What it is accepted by: the same as long as the same is proposed."""
        said = "\n".join((self.change.value, self.goal_id, wording(self.line)))
        return sha256(said.encode()).hexdigest()[:KEY]

    def as_dict(self) -> dict[str, str]:
        """The proposal as plain data."""
        return {
            "key": self.key,
            "change": self.change.value,
            "question": self.question,
            "reason": self.reason,
            "goal": self.goal_id,
            "line": self.line,
        }


def proposals(comparison: Comparison) -> tuple[Proposal, ...]:
    """Work out what could change; a goal that is mastered is never let go of."""
    lines = comparison.lines
    return (
        *(_count(one, one.goals[0]) for one in lines if _counts(one)),
        *(_leave_out(one) for one in lines if _is_new(one)),
        *(_let_go(goal) for goal in comparison.unasked if goal.state is not State.MASTERED),
    )


def accepted(plan: Plan, proposal: Proposal) -> Plan:
    """Return the plan after one proposal that was made for it."""
    if proposal.change is Change.LEAVE_OUT:
        return without(plan, [proposal.line])[0]
    goal = plan.goal(proposal.goal_id)
    if proposal.change is Change.LET_GO:
        return plan.with_goal(goal.let_go(UNASKED))
    return plan.with_goal(replace(goal, answers=(*goal.answers, proposal.line)))


def _counts(one: Compared) -> bool:
    return one.is_near and one.reach in (Reach.ANSWERED, Reach.PLANNED)


def _is_new(one: Compared) -> bool:
    return one.is_fresh and one.reach is Reach.UNSORTED


def _count(one: Compared, goal: Goal) -> Proposal:
    text = one.line.text
    return Proposal(
        Change.COUNT,
        f"Count “{text}” as answered by “{goal.skill}”?",
        "It seems to be about the same.",
        goal.id,
        text,
    )


def _leave_out(one: Compared) -> Proposal:
    text = one.line.text
    return Proposal(
        Change.LEAVE_OUT,
        f"Leave out “{text}”?",
        "It is new, and no goal answers it. Kept, it waits unsorted.",
        line=text,
    )


def _let_go(goal: Goal) -> Proposal:
    reason = f"It is {UNASKED}."
    return Proposal(Change.LET_GO, f"Let go of “{goal.skill}”?", reason, goal.id)
