"""One turn of work for an account: the sync, then what is due in Reviews."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.usecases import reconnect, review, review_decisions, review_files
from service.usecases.ports import Stopped
from service.usecases.sync import road
from service.usecases.sync.context import end_of
from service.usecases.sync.looking import listen
from service.usecases.sync.outcome import Outcome, Status

if TYPE_CHECKING:
    from datetime import datetime

    from service.usecases.ports import News
    from service.usecases.reconnect import ReconnectMade
    from service.usecases.review import ReviewMade
    from service.usecases.sync.context import Context


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn came to; `review` and `reconnect` are None where none was due.

    `held` is when Asana is asked again for a decision or a file that it has not answered.
    Until `quiet_until` the same turn would do nothing, unless Asana has news or somebody asks.
    """

    outcome: Outcome
    review: ReviewMade | None = None
    held: datetime | None = None
    reconnect: ReconnectMade | None = None
    quiet_until: datetime | None = None

    @property
    def review_done(self) -> bool:
        """Whether nothing is left to do about a review that was due or asked for."""
        return self.review is None or self.review.gid is not None

    @property
    def status(self) -> Status:
        """How the turn ended, the review included."""
        settled = self.review_done and self.held is None and self._reconnect_held is None
        return self.outcome.status if settled else Status.UNCERTAIN

    @property
    def look_again_at(self) -> datetime | None:
        """When Asana is asked again for what it has not answered."""
        review = self.review.look_again_at if self.review else None
        moments = (self.outcome.look_again_at, review, self.held, self._reconnect_held)
        return min((moment for moment in moments if moment is not None), default=None)

    @property
    def _reconnect_held(self) -> datetime | None:
        return self.reconnect.look_again_at if self.reconnect else None

    def as_dict(self) -> dict[str, object]:
        """The turn as plain data: a sync's keys, and what came of review and reconnect."""
        made = self.review.as_dict() if self.review else None
        again = self.reconnect.as_dict() if self.reconnect else None
        return {**self.outcome.as_dict(), "review": made, "reconnect": again}


def run(ctx: Context) -> Turn:
    """Do one turn; raises what `road.run` raises, a stop with its reason looked into.

    The sync before a review reads everything, for what the event stream does not tell. A
    review that becomes due meanwhile is for the next turn.
    """
    try:
        return _run(ctx)
    except Stopped as stopped:
        raise ctx.board.explain(stopped) from stopped


def _run(ctx: Context) -> Turn:
    news = listen(ctx)
    if news is not None and news.quiet:
        return Turn(_heard_nothing(ctx, news))
    with ctx.database.begin() as tx:
        whole = review.is_due(tx, ctx, asked=ctx.lease.review) or reconnect.is_due(tx, ctx)
    scene, outcome = road.run(ctx, whole=whole, news=news)
    made = review.run(ctx, scene, asked=ctx.lease.review, whole=outcome.whole)
    waits = (review_decisions.ask(ctx, scene.layout), review_files.run(ctx))
    again = reconnect.run(ctx, scene, whole=outcome.whole)
    held = min((moment for moment in waits if moment is not None), default=None)
    requests, round_trips = ctx.board.requests()
    counted = replace(outcome, requests=requests, round_trips=round_trips)
    turn = Turn(counted, made, held, again)
    if outcome.still is None or turn != Turn(counted):
        return turn
    return replace(turn, quiet_until=end_of(outcome.still, scene.plan.settings))


def _heard_nothing(ctx: Context, news: News) -> Outcome:
    counts = ctx.board.requests()
    return Outcome(Status.DONE, (), *counts, whole=False, heard=False, token=news.token)
