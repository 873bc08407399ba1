"""What one sync did, as numbers for programs and sentences for people."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from service.domain.changes import Change


class Status(StrEnum):
    """How a sync ended."""

    DONE = "done"
    UNCERTAIN = (
        "uncertain"  # some creations are unanswered; `look_again_at` says when they settle
    )
    PLANNED = "planned"  # a dry run: nothing was written


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one sync.

    `requests` counts as Asana counts (each action of a batch is one), `round_trips` as the
    network does.
    """

    status: Status
    changes: tuple[Change, ...] = ()
    requests: int = 0
    round_trips: int = 0
    uncertain: int = 0
    look_again_at: datetime | None = None
    counts: dict[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        """The outcome as plain data; the keys of `momentum sync --json`."""
        return {
            "status": self.status.value,
            "created": self.counts.get("created", 0),
            "updated": self.counts.get("updated", 0),
            "pulled": self.counts.get("pulled", 0),
            "adopted": self.counts.get("adopted", 0),
            "removed": self.counts.get("removed", 0),
            "conflicts": [change.as_dict() for change in self.changes if change.is_conflict],
            "changes": [change.as_dict() for change in self.changes],
            "requests": self.requests,
            "round_trips": self.round_trips,
            "uncertain": self.uncertain,
            "look_again_at": self.look_again_at.isoformat() if self.look_again_at else None,
        }
