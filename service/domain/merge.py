"""Base, local and remote become one: by field, and the person's edit in Asana stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.domain.fields import Fields, Place
from service.domain.plan import Group

if TYPE_CHECKING:
    from service.domain.plan import Goal


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both sides changed: `theirs` stands, `ours` goes to the history."""

    field: str
    ours: str | None
    theirs: str | None


@dataclass(frozen=True, slots=True)
class Pull:
    """What the person changed in Asana: `taken` is new to the plan."""

    taken: dict[str, str | None]
    conflicts: tuple[Conflict, ...]


def pull_fields(base: Fields, local: Fields, remote: Fields) -> Pull:
    """Take from `remote` what changed there since `base`, the version both sides agreed on.

    What only the plan changed is left for `push_fields`. A field changed on both sides, to
    different values, is a conflict: Asana's value is taken and the field reported. A field
    missing from `remote` could not be read and is left alone.
    """
    taken: dict[str, str | None] = {}
    conflicts: list[Conflict] = []
    for field, theirs in remote.items():
        ours, ancestor = local[field], base.get(field)
        if theirs in (ours, ancestor):
            continue
        taken[field] = theirs
        if ours != ancestor:
            conflicts.append(Conflict(field, ours, theirs))
    return Pull(taken, tuple(conflicts))


def push_fields(base: Fields, local: Fields) -> dict[str, str | None]:
    """Return what the plan says otherwise than Asana showed, once it has been pulled."""
    return {field: ours for field, ours in local.items() if ours != base.get(field)}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a task stands in Asana: its tick, and the section if it is one of ours."""

    completed: bool
    section: Place | None


def place_now(goal: Goal, agreed: Place, base: Standing, remote: Standing) -> Place:
    """The place that the person means, read from what they did since `base`.

    Ticking a task or moving it to Mastered both say "mastered"; taking either back undoes
    it. A section of the person's own says nothing. Ticked and moved in one go is mastered
    too, unless the task was dropped for good.
    """
    moved = remote.section is not None and remote.section is not base.section
    ticked = remote.completed and not base.completed
    reopened = base.completed and not remote.completed
    if moved and remote.section is not Place.MASTERED and ticked:
        return Place.LET_GO if remote.section is Place.LET_GO else Place.MASTERED
    if moved and remote.section is not None:
        return remote.section
    if ticked:
        return Place.MASTERED
    if reopened and agreed is Place.MASTERED:
        return _before_mastery(goal, remote)
    return agreed


def standing_of(place: Place, base: Standing, agreed: Place) -> Standing:
    """How a task in `place` should stand, changing no more than `place` asks for.

    A let-go task keeps its tick, and a task that the person filed in a section of their own
    stays there for as long as its place does not change.
    """
    completed = base.completed if place is Place.LET_GO else place is Place.MASTERED
    stays = place is agreed and base.section is None
    return Standing(completed, None if stays else place)


def _before_mastery(goal: Goal, remote: Standing) -> Place:
    if remote.section in (Place.IN_ROLE, Place.OUTSIDE, Place.LATER):
        return remote.section
    return Place.OUTSIDE if goal.home is Group.OUTSIDE else Place.IN_ROLE
