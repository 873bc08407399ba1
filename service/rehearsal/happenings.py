"""What changed between two reviews, by kind and name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.plan import State

if TYPE_CHECKING:
    from service.domain.review_snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Happenings:
    """The names of goals by what happened to them, and how many steps were ticked."""

    mastered: tuple[str, ...] = ()
    taken_up: tuple[str, ...] = ()
    put_off: tuple[str, ...] = ()
    let_go: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    steps_ticked: int = 0

    def __bool__(self) -> bool:
        """Whether anything happened at all."""
        return self != Happenings()


def between(then: Snapshot | None, now: Snapshot) -> Happenings:
    """Compare two reviews; before the first one nothing happened."""
    if then is None:
        return Happenings()
    names: dict[str, list[str]] = {}
    steps = 0
    for goal_id, goal in now.goals.items():
        was = then.goals.get(goal_id)
        if was is None:
            names.setdefault("added", []).append(goal.skill)
            continue
        if was.state != goal.state:
            names.setdefault(_KINDS[goal.state], []).append(goal.skill)
        steps += max(0, goal.steps_done - was.steps_done)
    return Happenings(
        **{kind: tuple(skills) for kind, skills in names.items()}, steps_ticked=steps
    )


_KINDS = {
    State.MASTERED.value: "mastered",
    State.ACTIVE.value: "taken_up",
    State.DEFERRED.value: "put_off",
    State.LET_GO.value: "let_go",
}
