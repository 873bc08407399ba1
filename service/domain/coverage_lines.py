"""How far the plan has come towards each line of each posting."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from service.domain.coverage import Coverage, asked_in
from service.domain.plan import Goal, Group, Plan, Posting, Requirement, State, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Reach(StrEnum):
    """How far the plan has come towards one line, the farthest first.

    Answered by a mastered goal; planned, where a goal that answers it is worked on or waits;
    let go, where every goal that answers it was; unsorted, where no goal does.
    """

    ANSWERED = "answered"
    PLANNED = "planned"
    LET_GO = "let_go"
    UNSORTED = "unsorted"


@dataclass(frozen=True, slots=True)
class ReachedLine:
    """One line of a posting, and the goals that answer it, those that count first."""

    requirement: Requirement
    reach: Reach
    goals: tuple[Goal, ...] = ()

    @property
    def group(self) -> Group | None:
        """The group that the line stands in; None where it is let go, or unsorted."""
        if self.reach is Reach.ANSWERED:
            return Group.MASTERED
        return self.goals[0].group if self.reach is Reach.PLANNED else None


@dataclass(frozen=True, slots=True)
class PostingCoverage:
    """One posting, line by line as it asks; a line that it repeats stands once."""

    posting: Posting
    lines: tuple[ReachedLine, ...]

    @property
    def covered(self) -> Coverage:
        """The weights of this posting's lines: those answered, and all of them."""
        weights = weights_by_reach(self.lines)
        return Coverage(weights[Reach.ANSWERED], sum(weights.values()))


def by_posting(plan: Plan) -> tuple[PostingCoverage, ...]:
    """Look at every posting of the plan; added up they are `coverage(plan)`."""
    answering = goals_by_answer(plan)
    return tuple(
        PostingCoverage(
            posting,
            tuple(
                ReachedLine(requirement, *reached_by(answering.get(key, ())))
                for key, requirement in asked_in(posting).items()
            ),
        )
        for posting in plan.postings
    )


def goals_by_answer(plan: Plan) -> Mapping[str, tuple[Goal, ...]]:
    """Return the goals that answer each line, by its wording."""
    found: dict[str, tuple[Goal, ...]] = {}
    for goal in plan.goals:
        for key in dict.fromkeys(map(wording, goal.answers)):
            found[key] = (*found.get(key, ()), goal)
    return found


def reached_by(goals: Iterable[Goal]) -> tuple[Reach, tuple[Goal, ...]]:
    """Say how far goals that answer a line have come, and put those first that count."""
    order = list(Reach)
    ordered = sorted(goals, key=lambda goal: order.index(_reach(goal)))
    return _reach(ordered[0]) if ordered else Reach.UNSORTED, tuple(ordered)


def weights_by_reach(lines: Iterable[ReachedLine]) -> Counter[Reach]:
    """Add up the weights of lines by how far they are reached."""
    weights: Counter[Reach] = Counter()
    for line in lines:
        weights[line.reach] += line.requirement.weight
    return weights


def weights_by_group(lines: Iterable[ReachedLine]) -> dict[Group, int]:
    """Add up the weights of lines by the group they stand in; those in none are left out."""
    weights = dict.fromkeys(Group, 0)
    for line in lines:
        if (group := line.group) is not None:
            weights[group] += line.requirement.weight
    return weights


def _reach(goal: Goal) -> Reach:
    match goal.state:
        case State.MASTERED:
            return Reach.ANSWERED
        case State.LET_GO:
            return Reach.LET_GO
        case _:
            return Reach.PLANNED
