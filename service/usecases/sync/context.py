"""What one sync works with: the database, the board, and the lease that lets it write."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from service.domain.spread import ahead
from service.store import accounts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from sqlalchemy import Connection

    from service.domain.plan import Plan, PlanSettings
    from service.domain.progress import Progress
    from service.store.accounts import Lease
    from service.store.database import Database
    from service.usecases.ports import Board


def no_picture(_progress: Progress) -> bytes | None:
    """Draw nothing: where nothing can be drawn, a review has no picture."""
    return None


def no_waiting(_requests: int) -> None:
    """Make no room: where nobody counts, there is enough."""


@dataclass(slots=True)
class Tally:
    """What a run met that its outcome does not tell: kept also where it is cut off.

    `unanswered` counts creations that got no clear answer, `adopted` those that were found
    later by their mark instead of being sent again.
    """

    unanswered: int = 0
    adopted: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one run.

    `grace` is how long an unanswered creation may still take effect: the client's time-out,
    the server's delay and the staleness of lists together. `clock` gives aware UTC times.
    `draw` makes the picture of the progress, as PNG. `review_spread` is how long before its
    hour a review may be made, where many are due at the same time. `make_room` waits until so
    many requests can follow each other without a pause: what is written right after a look
    must not wait for its turn in between.
    """

    database: Database
    board: Board
    lease: Lease
    run_id: int
    clock: Callable[[], datetime]
    grace: timedelta
    lease_seconds: float
    on_progress: Callable[[int, int, str], None]
    draw: Callable[[Progress], bytes | None] = no_picture
    tally: Tally = field(default_factory=Tally)
    review_spread: timedelta = timedelta(0)
    make_room: Callable[[int], object] = no_waiting

    @property
    def account_id(self) -> int:
        """The account that the lease is for."""
        return self.lease.account_id

    @property
    def early(self) -> timedelta:
        """How long before its hour this account's review may be made."""
        return ahead(self.account_id, self.review_spread)

    @contextmanager
    def recording(self) -> Iterator[Connection]:
        """Open a transaction that only the lease's owner gets; it renews the lease.

        Nothing is written to Asana without one, or a `check`, right before it: a worker that
        lost its account to another stops there.
        """
        with self.database.begin() as tx:
            accounts.renew(tx, self.lease, self.clock(), self.lease_seconds)
            yield tx

    def check(self) -> None:
        """Raise `LeaseLost` unless the account is still ours to write."""
        with self.recording():
            """Renewing is the check."""


def local_day(plan: Plan, now: datetime) -> date:
    """The calendar day that it is for the person."""
    return day_of(plan.settings, now)


def day_of(settings: PlanSettings, now: datetime) -> date:
    """The calendar day that it is by a plan's settings."""
    return now.astimezone(ZoneInfo(settings.timezone)).date()


def end_of(day: date, settings: PlanSettings) -> datetime:
    """The instant at which the person's calendar day is over, in UTC."""
    # A midnight that a zone leaves out is taken as the instant at which it does so.
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(settings.timezone))
    return midnight.astimezone(UTC)
