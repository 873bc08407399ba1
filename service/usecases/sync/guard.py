"""A sync that would let much go at once asks first; the person may want to keep it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from service.domain.remote import Absent
from service.errors import NeedsConfirmation

if TYPE_CHECKING:
    from service.domain.base import Known
    from service.domain.remote import Remote

FEW = 3
LARGE_SHARE = 0.3


def check(known: Known, remote: Remote) -> None:
    """Raise `NeedsConfirmation` when a large share of the goals' tasks vanished at once.

    Only what cannot be found any more counts: what was moved or ticked is a person's doing.
    """
    of = sum(base.lost is None for base in known.bases.values())
    vanished = len(_vanished(known, remote))
    if vanished >= FEW and vanished > LARGE_SHARE * of:
        raise NeedsConfirmation(
            f"{vanished} of {of} goals have no task in Asana any more.",
            hint="If you deleted them, run `momentum sync --force` and their goals are let go. "
            "If not, restore them from Asana's trash and run `momentum sync`, or have them "
            "made again with `momentum sync --keep`.",
        )


def kept(known: Known, remote: Remote) -> Known:
    """What we know, with the vanished tasks given up and their goals as they were.

    Their gids are remembered: a task that is restored later is not taken for a new goal.
    """
    lost = {
        goal_id: replace(base, lost=Absent.DELETED, former=(*base.former, base.gid))
        for goal_id in _vanished(known, remote)
        for base in (known.bases[goal_id],)
    }
    return replace(known, bases={**known.bases, **lost})


def _vanished(known: Known, remote: Remote) -> list[str]:
    """The ids of the goals whose tasks were there, and cannot be found any more."""
    return [
        goal_id
        for goal_id, base in known.bases.items()
        if base.lost is None
        and (task := remote.tasks.get(base.gid)) is not None
        and task.absent is Absent.DELETED
    ]
