"""One turn of work for an account: the sync, then the review where one is due."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.usecases import review, review_files, sync
from service.usecases.ports import Stopped
from service.usecases.sync.outcome import Outcome, Status

if TYPE_CHECKING:
    from datetime import datetime

    from service.usecases.review import ReviewMade
    from service.usecases.sync.context import Context


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn came to; `review` is None where none was due.

    `files_at` is when Asana is asked again for the files of the review, where that is needed.
    """

    outcome: Outcome
    review: ReviewMade | None = None
    files_at: datetime | None = None

    @property
    def review_done(self) -> bool:
        """Whether nothing is left to do about a review that was due or asked for."""
        return self.review is None or self.review.gid is not None

    @property
    def status(self) -> Status:
        """How the turn ended, the review included."""
        settled = self.review_done and self.files_at is None
        return self.outcome.status if settled else Status.UNCERTAIN

    @property
    def look_again_at(self) -> datetime | None:
        """When Asana is asked again for what it has not answered."""
        held = self.review.look_again_at if self.review else None
        moments = (self.outcome.look_again_at, held, self.files_at)
        return min((moment for moment in moments if moment is not None), default=None)

    def as_dict(self) -> dict[str, object]:
        """The turn as plain data: a sync's keys, and the review's under `review`."""
        made = self.review.as_dict() if self.review else None
        return {**self.outcome.as_dict(), "review": made}


def run(ctx: Context) -> Turn:
    """Do one turn; raises what `sync.run` raises, a stop with its reason looked into."""
    try:
        return _run(ctx)
    except Stopped as stopped:
        raise ctx.board.explain(stopped) from stopped


def _run(ctx: Context) -> Turn:
    scene, outcome = sync.run(ctx)
    made = review.run(ctx, scene.layout, asked=ctx.lease.review)
    files_at = review_files.run(ctx)
    requests, round_trips = ctx.board.requests()
    told = replace(outcome, requests=requests, round_trips=round_trips)
    return Turn(told, made, files_at)
