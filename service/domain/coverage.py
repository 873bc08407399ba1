"""How much of what the postings ask for is answered by goals already mastered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.plan import State, wording

if TYPE_CHECKING:
    from service.domain.plan import Plan, Posting, Requirement


@dataclass(frozen=True, slots=True)
class Coverage:
    """Weights of requirements: those answered, and all of them."""

    answered: int
    total: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 where nothing is asked."""
        return self.answered / self.total if self.total else 0.0


def coverage(plan: Plan) -> Coverage:
    """Add up the weights of all requirement lines, and of those that mastered goals answer.

    A must-have weighs 2 and a nice-to-have 1, in each posting that asks for it; a line that
    one posting repeats counts once in it, as the weightiest.
    """
    weights = _weights(plan)
    mastered = {
        wording(answer)
        for goal in plan.goals
        if goal.state is State.MASTERED
        for answer in goal.answers
    }
    answered = sum(weight for line, weight in weights.items() if line in mastered)
    return Coverage(answered, sum(weights.values()))


def unasked_answers(plan: Plan) -> tuple[tuple[str, str], ...]:
    """The answers that no posting asks for, as (skill, answer); none where nobody asks."""
    asked = _weights(plan)
    if not asked:
        return ()
    return tuple(
        (goal.skill, answer)
        for goal in plan.goals
        for answer in goal.answers
        if wording(answer) not in asked
    )


def asked_for(plan: Plan) -> frozenset[str]:
    """The ids of the goals that answer a line of some posting."""
    asked = _weights(plan)
    return frozenset(
        goal.id for goal in plan.goals if any(wording(line) in asked for line in goal.answers)
    )


def asked_in(posting: Posting) -> dict[str, Requirement]:
    """Return a posting's lines by their wording; of one that it repeats, the weightiest."""
    lines: dict[str, Requirement] = {}
    for requirement in posting.requirements:
        key = wording(requirement.text)
        if key not in lines or lines[key].weight < requirement.weight:
            lines[key] = requirement
    return lines


def _weights(plan: Plan) -> dict[str, int]:
    weights: dict[str, int] = defaultdict(int)
    for posting in plan.postings:
        for key, requirement in asked_in(posting).items():
            weights[key] += requirement.weight
    return weights
