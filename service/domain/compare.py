"""Fresh postings compared with the plan: what is covered, planned, new, and no longer asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.coverage import lines_of
from service.domain.coverage_lines import Reach, goals_by_answer, line_of
from service.domain.plan import Requirement, State, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from service.domain.coverage_lines import Line
    from service.domain.plan import Goal, Plan, Posting


@dataclass(frozen=True, slots=True)
class Compared:
    """One line that is asked for now, and how far the plan has come towards it.

    `asked_by` are the titles of the postings that ask. `is_fresh` says that none asked so
    before, `is_near` that the goals answer a line that is only nearly the same.
    """

    line: Line
    asked_by: tuple[str, ...]
    is_fresh: bool
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is asked now, line by line, and the goals of which nothing is asked any more."""

    lines: tuple[Compared, ...] = ()
    unasked: tuple[Goal, ...] = ()

    def reached(self, reach: Reach) -> tuple[Compared, ...]:
        """The lines towards which the plan has come so far."""
        return tuple(one for one in self.lines if one.line.reach is reach)


def compare(plan: Plan, old: Sequence[Posting], new: Sequence[Posting]) -> Comparison:
    """Compare what `new` postings ask with the plan, and with what the `old` ones asked.

    A line that no goal answers word for word is looked for among answers that are nearly the
    same. No longer asked is a goal that answered a line of `old`, when some line is still
    asked for, and none that it answers is.
    """
    before = _asking(old)
    now = _asking(new)
    answering = goals_by_answer(plan)
    lines = tuple(
        _compared(key, asked, titles, answering, is_fresh=key not in before)
        for key, (asked, titles) in now.items()
    )
    return Comparison(lines, tuple(_unasked(plan, before, now)) if now else ())


def _asking(postings: Iterable[Posting]) -> dict[str, tuple[Requirement, tuple[str, ...]]]:
    """Every line by its wording, the weightiest of it, and the titles of who asks."""
    found: dict[str, tuple[Requirement, tuple[str, ...]]] = {}
    for posting in postings:
        for key, asked in lines_of(posting).items():
            was, titles = found.get(key, (asked, ()))
            weightiest = asked if asked.weight > was.weight else was
            found[key] = weightiest, (*titles, posting.title)
    return found


def _compared(
    key: str,
    asked: Requirement,
    titles: tuple[str, ...],
    answering: Mapping[str, tuple[Goal, ...]],
    *,
    is_fresh: bool,
) -> Compared:
    if key in answering:
        return Compared(line_of(asked, answering[key]), titles, is_fresh)
    near = [goals for answer, goals in answering.items() if alike(answer, asked.text)]
    goals = dict.fromkeys(goal for some in near for goal in some)
    return Compared(line_of(asked, goals), titles, is_fresh, is_near=bool(goals))


def _unasked(
    plan: Plan, before: Mapping[str, object], now: Mapping[str, object]
) -> Iterable[Goal]:
    for goal in plan.goals:
        answers = [wording(answer) for answer in goal.answers]
        if goal.state is State.LET_GO or not any(answer in before for answer in answers):
            continue
        if not any(_is_asked(answer, now) for answer in answers):
            yield goal


def _is_asked(answer: str, now: Mapping[str, object]) -> bool:
    return answer in now or any(alike(answer, line) for line in now)


def alike(one: str, other: str) -> bool:
    return wording(one) == wording(other)
