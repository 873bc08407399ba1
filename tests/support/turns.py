"""Whole turns of work in a home: the sync, and the review where one is due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

from service.meters import Meters
from service.store import accounts, reviews
from service.usecases import turn
from service.usecases.sync.context import Context, no_picture
from service.worker import Worker
from support.home import GRACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.domain.progress import Progress
    from service.store.accounts import Lease
    from service.store.database import Database
    from service.store.runs import Run
    from service.worker.pace import OnProgress
    from support.home import Home


@dataclass
class Service:
    """The worker of one home; it works at the home's Asana, by the home's clock."""

    home: Home
    draw: Callable[[Progress], bytes | None] = no_picture
    meters: Meters = field(default_factory=Meters)
    review_spread: timedelta = timedelta(0)

    @property
    def database(self) -> Database:
        return self.home.mortal or self.home.database

    @property
    def settings(self) -> SimpleNamespace:
        return SimpleNamespace(poll_seconds=60, lease_seconds=60)

    def clock(self) -> datetime:
        return self.home.now()

    def job(self, lease: Lease, run_id: int, on_progress: OnProgress) -> turn.Turn:
        context = Context(
            self.database,
            self.home.board(),
            lease,
            run_id,
            self.clock,
            GRACE,
            self.settings.lease_seconds,
            on_progress,
            self.draw,
            review_spread=self.review_spread,
        )
        return turn.run(context)

    def work(self) -> list[Run]:
        """Do everything that is due now."""
        worker = Worker(self, job=self.job, wait=lambda _: None)
        return list(iter(worker.run_once, None))

    def ask_for_review(self) -> list[Run]:
        with self.home.database.begin() as tx:
            accounts.request(tx, self.home.account_id, now=self.home.now(), review=True)
        return self.work()

    def reviews(self) -> list[reviews.Review]:
        with self.home.database.begin() as tx:
            return reviews.latest(tx, self.home.account_id, 99)

    def tasks(self) -> list[dict[str, object]]:
        """The live tasks of the section Reviews."""
        return list(self.home.tasks("Reviews").values())

    def files(self) -> dict[str, list[str]]:
        """The names of the files on each review, by the review's name."""
        return {str(task["name"]): list(task["attachments"]) for task in self.tasks()}

    def next_review_at(self) -> datetime | None:
        with self.home.database.begin() as tx:
            return accounts.get(tx, self.home.account_id).next_review_at
