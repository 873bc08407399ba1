"""What only the past tells of goals: when the person last moved them, how often put off."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from service.domain.fields import Place
from service.domain.plan import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

WORKED_ON = frozenset({Place.IN_ROLE.value, Place.OUTSIDE.value, State.ACTIVE.value})
PUT_OFF = frozenset({Place.LATER.value, State.DEFERRED.value})


class Move(NamedTuple):
    """One change of what a goal is doing: of its place in Asana, or its state in the plan."""

    goal_id: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Past:
    """By goal id: the day of the last movement, and how often the person put it off.

    A movement is any change of the person's to the goal or its steps, wherever it was made,
    and the goal's coming back. Nobody moved a goal that is not in `moved` since it is known.
    """

    moved: Mapping[str, date] = field(default_factory=dict)
    put_off: Mapping[str, int] = field(default_factory=dict)


def times_put_off(moves: Iterable[Move]) -> dict[str, int]:
    """Count the moves out of a quarter into Later, oldest first.

    Mastered or let go and taken up again, a goal begins anew.
    """
    times: dict[str, int] = {}
    for goal_id, old, new in moves:
        if old in WORKED_ON and new in PUT_OFF:
            times[goal_id] = times.get(goal_id, 0) + 1
        elif new not in WORKED_ON | PUT_OFF:
            times.pop(goal_id, None)
    return times
