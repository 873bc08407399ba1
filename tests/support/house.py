"""An account with a worker whose work is a script."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from service.meters import Meters
from service.store import accounts
from service.store.tables import accounts as accounts_table
from service.usecases.sync.outcome import Outcome, Status
from service.usecases.turn import Turn
from service.worker import Worker

if TYPE_CHECKING:
    from service.store.accounts import Answer

NOW = datetime(2026, 10, 5, 8, tzinfo=UTC)
FINE = Turn(Outcome(Status.DONE))


@dataclass
class House:
    """What a worker needs of the application, a clock to turn, and the job's script."""

    database: object
    account_id: int = 0
    settings: object = field(
        default_factory=lambda: SimpleNamespace(poll_seconds=60, lease_seconds=60)
    )
    now: datetime = NOW
    script: list[object] = field(default_factory=list)
    answers: list[Answer | None] = field(default_factory=list)
    meanwhile: object = None
    meters: Meters = field(default_factory=Meters)

    def clock(self) -> datetime:
        return self.now

    def job(self, lease, _run_id, on_progress):
        self.answers.append(lease.answer)
        if self.meanwhile:
            self.meanwhile(lease)
        on_progress(1, 2, "Working")
        step = self.script.pop(0) if self.script else FINE
        if isinstance(step, Exception):
            raise step
        return step

    def wait(self, seconds):
        self.now += timedelta(seconds=seconds)

    def worker(self):
        return Worker(self, job=self.job, wait=self.wait)

    def neighbours(self, number):
        """Let more accounts come, each with a first run that is due; return their ids."""
        row = accounts_table.c
        copied = [column for column in row if column.name != "id"]
        with self.database.begin() as tx:
            template = select(*copied).where(row.id == self.account_id)
            values = dict(tx.execute(template).one()._mapping)
            made = insert(accounts_table).returning(row.id)
            return [
                tx.execute(
                    made.values(values | {"user_gid": f"of neighbour {one}"})
                ).scalar_one()
                for one in range(number)
            ]

    def ask(self, **how):
        with self.database.begin() as tx:
            return accounts.request(tx, self.account_id, now=self.now, **how)

    def account(self):
        with self.database.begin() as tx:
            return accounts.get(tx, self.account_id)
