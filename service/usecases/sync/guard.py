"""A sync that would let much go at once asks first."""

from __future__ import annotations

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
    gids = [base.gid for base in known.bases.values() if base.lost is None]
    vanished = sum(
        gid in remote.tasks and remote.tasks[gid].absent is Absent.DELETED for gid in gids
    )
    if vanished >= FEW and vanished > LARGE_SHARE * len(gids):
        raise NeedsConfirmation(
            f"{vanished} of {len(gids)} goals have no task in Asana any more.",
            hint="If you deleted them, run `momentum sync --force` and their goals are let go. "
            "If not, restore them from Asana's trash and run `momentum sync`.",
        )
