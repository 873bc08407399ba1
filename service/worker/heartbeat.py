"""Keeping a lease while its work takes long, from a thread beside it."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Self

from service import log_ids
from service.errors import ServiceError
from service.store import accounts
from service.store.accounts import LeaseLost

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from service.store.accounts import Lease
    from service.store.database import Database

log = logging.getLogger(__name__)

BEATS_PER_LEASE = 3


class Heartbeat:
    """Renews a lease three times in its length, until the `with` block is left.

    It only keeps others out. Whether the lease is still held is checked by every transaction
    that records work, so a beat that comes too late costs time and nothing else.
    """

    def __init__(
        self,
        database: Database,
        lease: Lease,
        *,
        clock: Callable[[], datetime],
        seconds: float,
        wait: Callable[[float], bool] | None = None,
    ) -> None:
        """Take `wait` in place of the event's own: it returns True when it is time to end."""
        self._database = database
        self._lease = lease
        self._clock = clock
        self._seconds = seconds
        self._ended = threading.Event()
        self._wait = wait or self._ended.wait
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def __enter__(self) -> Self:
        """Begin to beat."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End, once a beat under way is over."""
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._wait(self._seconds / BEATS_PER_LEASE):
            try:
                with self._database.begin() as tx:
                    accounts.renew(tx, self._lease, self._clock(), self._seconds)
            except LeaseLost:
                return
            except ServiceError as error:  # a busy database; two beats are left
                with log_ids.about(account=self._lease.account_id):
                    log.warning("heartbeat missed: %s", error)
