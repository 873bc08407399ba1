"""What the postings ask for and no goal answers yet: the lines that are still to be sorted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.domain.likeness import alike, fits, grouped
from service.domain.naming import short_name
from service.domain.plan import Kind, State, wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from service.domain.plan import Goal, Plan, Posting, Requirement

MOST_PROPOSED = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement as written, and the titles of the postings that ask for it just so.

    It is nice to have where no posting says that it is a must. The weight counts it once in
    each posting, as `coverage` does.
    """

    text: str
    kind: Kind
    nice_to_have: bool
    titles: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, in one line or in several that are nearly the same.

    That they are the same is a proposal: it is the person who says so, line by line.
    """

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The line that weighs most."""
        return self.lines[0].text

    @property
    def like(self) -> tuple[Line, ...]:
        """The other lines."""
        return self.lines[1:]

    @property
    def kind(self) -> Kind:
        """What the first line asks for."""
        return self.lines[0].kind

    @property
    def nice_to_have(self) -> bool:
        """Whether no line of it is a must."""
        return all(line.nice_to_have for line in self.lines)

    @property
    def titles(self) -> tuple[str, ...]:
        """The postings that ask, each once."""
        return tuple(dict.fromkeys(title for line in self.lines for title in line.titles))

    @property
    def weight(self) -> int:
        """The weight of all lines together."""
        return sum(line.weight for line in self.lines)

    @property
    def name(self) -> str:
        """What the goal might be called."""
        return short_name(self.text)


def unsorted(plan: Plan) -> tuple[Asked, ...]:
    """The lines that no goal answers, near-identical ones together.

    What weighs most comes first; then the order of the postings. A goal that was let go
    still answers: its lines were decided about.
    """
    answered = sorted_lines(plan)
    lines = [line for line in lines_of(plan) if wording(line.text) not in answered]
    lines.sort(key=lambda line: -line.weight)
    by_text = {line.text: line for line in lines}
    groups = [Asked(tuple(by_text[text] for text in group)) for group in grouped(by_text)]
    return tuple(sorted(groups, key=lambda asked: -asked.weight))


def lines_of(plan: Plan) -> tuple[Line, ...]:
    """Every line that the postings ask for, the same wording once, in their order."""
    found: dict[str, list[tuple[Posting, Requirement]]] = {}
    for posting in plan.postings:
        for requirement in posting.requirements:
            found.setdefault(wording(requirement.text), []).append((posting, requirement))
    return tuple(_line(asking) for asking in found.values())


def sorted_lines(plan: Plan) -> frozenset[str]:
    """The wordings that some goal answers, whatever has become of it."""
    return frozenset(wording(answer) for goal in plan.goals for answer in goal.answers)


def probable_goals(plan: Plan, asked: Asked) -> tuple[Goal, ...]:
    """The goals that seem to answer it already, by name or by what else they answer."""
    return tuple(goal for goal in plan.goals if _may_answer(goal, asked))[:MOST_PROPOSED]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A requirement that left a posting, and where in it it stood."""

    posting_id: str
    position: int
    requirement: Requirement


def without(plan: Plan, lines: Collection[str]) -> tuple[Plan, tuple[Dropped, ...]]:
    """The plan whose postings do not ask for these lines any more, and what left them."""
    words = {wording(line) for line in lines}
    dropped = tuple(
        Dropped(posting.id, position, requirement)
        for posting in plan.postings
        for position, requirement in enumerate(posting.requirements)
        if wording(requirement.text) in words
    )
    postings = tuple(
        replace(
            posting,
            requirements=tuple(
                one for one in posting.requirements if wording(one.text) not in words
            ),
        )
        for posting in plan.postings
    )
    return replace(plan, postings=postings), dropped


def put_back(plan: Plan, dropped: Collection[Dropped]) -> Plan:
    """The plan whose postings ask again for what left them, where it stood.

    What they ask for already is not repeated, and a posting that is gone stays so.
    """
    return replace(
        plan, postings=tuple(_with_again(posting, dropped) for posting in plan.postings)
    )


def _line(asking: list[tuple[Posting, Requirement]]) -> Line:
    weights: dict[str, int] = {}
    for posting, requirement in asking:
        weights[posting.id] = max(weights.get(posting.id, 0), requirement.weight)
    first = asking[0][1]
    return Line(
        text=first.text,
        kind=first.kind,
        nice_to_have=all(requirement.nice_to_have for _, requirement in asking),
        titles=tuple(dict.fromkeys(posting.title for posting, _ in asking)),
        weight=sum(weights.values()),
    )


def _may_answer(goal: Goal, asked: Asked) -> bool:
    if goal.state is State.LET_GO:
        return False
    return fits(goal.skill, asked.text) or any(
        alike(answer, asked.text) for answer in goal.answers
    )


def _with_again(posting: Posting, dropped: Collection[Dropped]) -> Posting:
    requirements = list(posting.requirements)
    for one in _missing_in(posting, dropped):
        requirements.insert(one.position, one.requirement)
    return replace(posting, requirements=tuple(requirements))


def _missing_in(posting: Posting, dropped: Collection[Dropped]) -> Iterator[Dropped]:
    asked = {wording(requirement.text) for requirement in posting.requirements}
    for one in dropped:
        if one.posting_id == posting.id and wording(one.requirement.text) not in asked:
            yield one
