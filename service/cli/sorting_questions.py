"""What `momentum sort` asks about one line, besides its group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from service.cli.keys import ENTER, press
from service.cli.output import clean, say
from service.domain.goal_search import find
from service.domain.plan import Group, Via, roads_of, wording
from service.errors import NotFound
from service.usecases.sorting import NewGoal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.domain.plan import Goal, Plan
    from service.domain.sorting import Asked

ROADS = {
    "p": Via.PRACTICE,
    "f": Via.FEEDBACK,
    "r": Via.RESPONSIBILITY,
    "c": Via.COURSE,
    "b": Via.BOOK,
    "m": Via.MENTOR,
    "v": Via.VOLUNTEERING,
    "o": Via.OTHER,
}
YES_NO = {"y": "yes", "n": "no"}


@dataclass
class Draft:
    """What was said about a goal so far; offered again where it could not be taken."""

    skill: str
    evidence: str = ""
    how: str = ""
    via: Via | None = None

    def into(self, group: Group) -> NewGoal:
        """The goal in its group, with what belongs there."""
        if group is Group.MASTERED:
            return NewGoal(group, self.skill, evidence=self.evidence)
        via = self.via if self.via in roads_of(group) else None
        return NewGoal(group, self.skill, how=self.how, via=via)


def ask_same(asked: Asked) -> tuple[str, ...]:
    """Ask of each like line whether it is the same, and return those that are."""
    same = []
    for line in asked.like:
        say("[cyan]≈[/] {}", line.text)
        if press("Is this the same? [y]es [n]o:", YES_NO) == "y":
            same.append(line.text)
    return tuple(same)


def ask_name(draft: Draft, plan: Plan) -> Goal | None:
    """Ask for the goal's name; return the goal that has it already, if that is meant."""
    suggested = draft.skill
    while True:
        draft.skill = _typed("Name of the goal", draft.skill)
        word = wording(draft.skill)
        there = next((goal for goal in plan.goals if wording(goal.skill) == word), None)
        if there is None:
            return None
        say("There is a goal “{}” already.", there.skill)
        question = "Does it answer this line? [y]es [n]o, take another name:"
        if press(question, YES_NO) == "y":
            return there
        draft.skill = suggested


def ask_rest(draft: Draft, group: Group) -> None:
    """Ask what shows it, or how it is going to be learned; Enter leaves it empty."""
    if group is Group.MASTERED:
        draft.evidence = _typed("Which experience shows it?", draft.evidence)
        return
    draft.how = _typed("How?", draft.how)
    keys = {key: road.value for key, road in ROADS.items() if road in roads_of(group)}
    shown = " ".join(f"[{key}]{name[1:]}" for key, name in keys.items())
    key = press(f"By {shown} [Enter] not yet:", {**keys, ENTER: "not yet"})
    draft.via = ROADS.get(key)


def ask_goal(plan: Plan, proposed: Sequence[Goal]) -> Goal | None:
    """Ask which goal answers a line; None where the person would rather not say."""
    for number, goal in enumerate(proposed, 1):
        say("  [bold]{}[/]  {}", number, goal.skill)
    numbers = "its number, " if proposed else ""
    wanted = _typed(f"Which goal? ({numbers}its name, or how that begins)", "")
    if not wanted:
        return None
    if wanted.isascii() and wanted.isdigit() and 0 < int(wanted[:9]) <= len(proposed):
        return proposed[int(wanted) - 1]
    try:
        return find(plan, wanted)
    except NotFound as error:
        say("{} {}", str(error), error.hint)
        return None


def _typed(question: str, default: str) -> str:
    """Return a line of text; Enter takes the default."""
    answer: str = typer.prompt(
        question,
        default=clean(default),
        show_default=bool(default),
        prompt_suffix=" " if question.endswith("?") else ": ",
    )
    return answer.strip()
