"""Fresh postings compared with the plan: what is covered, planned, new, and no longer asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.domain.coverage_lines import Reach, goals_by_answer, reached_by
from service.domain.likeness import alike
from service.domain.plan import State, wording
from service.domain.sorting import Asked, Line, lines_of, probable_goals

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from service.domain.plan import Goal, Plan, Posting

MOST_NEAR = 300
"""Of more lines than that only the same is looked for, not what is nearly so: it takes long."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One line that is asked for now, how far the plan has come towards it, by which goals.

    `is_fresh` says that nobody asked so before, `is_near` that the goals do not answer this
    very line, but seem to.
    """

    line: Line
    reach: Reach
    goals: tuple[Goal, ...]
    is_fresh: bool
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is asked now, line by line, and the goals of which nothing is asked any more."""

    lines: tuple[Compared, ...] = ()
    unasked: tuple[Goal, ...] = ()

    def reached(self, reach: Reach) -> tuple[Compared, ...]:
        """The lines towards which the plan has come so far."""
        return tuple(one for one in self.lines if one.reach is reach)


def compare(plan: Plan, old: Sequence[Posting], new: Sequence[Posting]) -> Comparison:
    """Compare what `new` postings ask with the plan, and with what the `old` ones asked.

    A line that no goal answers word for word is looked for among those that seem to. No
    longer asked is a goal that answered a line of `old`, where something is asked still, but
    nothing that it answers, or nearly so.
    """
    before = {wording(line.text) for line in lines_of(replace(plan, postings=tuple(old)))}
    asked = lines_of(replace(plan, postings=tuple(new)))
    answering = goals_by_answer(plan)
    lines = []
    for number, line in enumerate(asked):
        key = wording(line.text)
        goals = answering.get(key, ())
        looks = not goals and number < MOST_NEAR
        near = probable_goals(plan, Asked((line,))) if looks else ()
        reach, ordered = reached_by(goals or near)
        lines.append(Compared(line, reach, ordered, key not in before, bool(near)))
    return Comparison(tuple(lines), tuple(_unasked(plan, before, asked)))


def _unasked(plan: Plan, before: Collection[str], asked: Sequence[Line]) -> Iterator[Goal]:
    now = {wording(line.text) for line in asked}
    for goal in plan.goals:
        answers = [wording(answer) for answer in goal.answers]
        was_asked = any(answer in before for answer in answers)
        if not now or goal.state is State.LET_GO or not was_asked or now & set(answers):
            continue
        lines = asked[:MOST_NEAR]
        if not any(alike(answer, line.text) for answer in goal.answers for line in lines):
            yield goal
