"""What one sync did, as numbers for programs and sentences for people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from service.domain.changes import Change


COUNTED = ("created", "updated", "pulled", "adopted", "removed", "refused")


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
    network does. `whole` says that everything was read, not only what had changed; `heard`
    that there was something to be read. On the day `still` it would all be the same once more:
    no event, nothing that the calendar does, and nothing to be written. `token` is the place in
    the event stream, where nothing else was asked.
    """

    status: Status
    changes: tuple[Change, ...] = ()
    requests: int = 0
    round_trips: int = 0
    uncertain: int = 0
    look_again_at: datetime | None = None
    whole: bool = True
    heard: bool = True
    still: date | None = None
    token: str | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many goals and steps were, or would be, created, updated, pulled and so on."""
        things = {
            (change.what.value, change.goal_id, _step_of(change)) for change in self.changes
        }
        return dict(Counter(what for what, *_ in things))

    def as_dict(self) -> dict[str, object]:
        """The outcome as plain data; the keys of `momentum sync --json`."""
        counts = self.counts
        return {
            "status": self.status.value,
            **{what: counts.get(what, 0) for what in COUNTED},
            "conflicts": [change.as_dict() for change in self.changes if change.is_conflict],
            "changes": [change.as_dict() for change in self.changes],
            "requests": self.requests,
            "round_trips": self.round_trips,
            "uncertain": self.uncertain,
            "look_again_at": self.look_again_at.isoformat() if self.look_again_at else None,
        }


def _step_of(change: Change) -> str:
    return f"{change.old}>{change.new}" if change.field == "step" else ""
