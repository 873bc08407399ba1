"""What waits to be sorted, beside the three groups and the schedule, as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from service.domain.plan import Group, State, Via, roads_of, wording

if TYPE_CHECKING:
    from service.domain.plan import Goal
    from service.domain.sorting import Asked
    from service.usecases.sorting import Waiting
    from service.web.pages.goal_cards import Card, Shown

KEY = 12
LEARNING = (Group.IN_ROLE, Group.OUTSIDE)
ROADS = tuple(
    (
        group,
        [
            ("", "not said yet"),
            *((via.value, via.value) for via in Via if via in roads_of(group)),
        ],
    )
    for group in LEARNING
)
"""By which roads one learns in a group, to choose from."""


@dataclass(frozen=True, slots=True)
class Item:
    """What is asked for, in one line or several, and what its address calls it."""

    key: str
    asked: Asked
    answered_by: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A goal in its group; `before` and `after` are its neighbours there, by id."""

    card: Card
    before: str
    after: str

    @property
    def is_silent(self) -> bool:
        """Whether nothing is said yet about what shows it, or how it is learned."""
        goal = self.card.goal
        return not (goal.evidence if goal.group is Group.MASTERED else goal.how)


@dataclass(frozen=True, slots=True)
class Column:
    """A group with its goals, the most important first."""

    group: Group
    goals: tuple[Placed, ...]


def items(found: Waiting) -> tuple[Item, ...]:
    """Everything that waits, what weighs most first."""
    return tuple(Item(key_of(one.text), one, found.goals[one.text]) for one in found.asked)


def key_of(line: str) -> str:
    """What an address calls a line: short, and none of its words."""
    return sha256(wording(line).encode(errors="replace")).hexdigest()[:KEY]


def is_key(text: str) -> bool:
    """Whether it may be one of these."""
    return len(text) == KEY and text.isalnum() and text.isascii()


def current(waiting: tuple[Item, ...], key: str) -> Item | None:
    """The one that is looked at: the one wanted, else the first; None where none is left."""
    wanted = (one for one in waiting if one.key == key)
    return next(wanted, waiting[0] if waiting else None)


def beside(waiting: tuple[Item, ...], item: Item, step: int) -> str:
    """The key of the line behind (1) or before (-1) one, round and round."""
    return waiting[(waiting.index(item) + step) % len(waiting)].key


def columns(plan: Shown) -> tuple[Column, ...]:
    """The three groups; what was let go is in none."""
    return tuple(_column(plan, group) for group in Group)


def _column(plan: Shown, group: Group) -> Column:
    goals = [
        goal
        for goal in plan.plan.goals
        if goal.group is group and goal.state is not State.LET_GO
    ]
    ids = ["", *(goal.id for goal in goals), ""]
    return Column(
        group,
        tuple(
            Placed(plan.card(goal), ids[number], ids[number + 2])
            for number, goal in enumerate(goals)
        ),
    )
