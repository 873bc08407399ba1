"""Keeping the leases of a process while their work takes long, from one thread beside it."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from service.errors import ServiceError
from service.store import accounts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from service.store.accounts import Lease
    from service.store.database import Database

log = logging.getLogger(__name__)

BEATS_PER_LEASE = 3


class Heartbeat:
    """Renews all leases that are worked for, three times in a lease's length, at one go.

    It only keeps others out. Whether a lease is still held is checked by every transaction
    that records work, so a beat that comes too late costs time and nothing else, and one for
    a lease that is lost meets nothing.
    """

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], datetime],
        seconds: float,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        """Take `wait` in place of real waiting between two beats."""
        self._database = database
        self._clock = clock
        self._seconds = seconds
        self._wait = wait or threading.Event().wait
        self._lock = threading.Lock()
        self._kept: set[Lease] = set()
        self._is_beating = False

    @contextmanager
    def keeping(self, lease: Lease) -> Iterator[None]:
        """Renew this lease, too, until the end of the context."""
        with self._lock:
            self._kept.add(lease)
            if not self._is_beating:
                self._is_beating = True
                threading.Thread(target=self._beat, name="heartbeat", daemon=True).start()
        try:
            yield
        finally:
            with self._lock:
                self._kept.discard(lease)

    def _beat(self) -> None:
        """Beat until a beat has nothing to renew; the next lease starts another thread."""
        while True:
            self._wait(self._seconds / BEATS_PER_LEASE)
            with self._lock:
                leases = tuple(self._kept)
                if not leases:
                    self._is_beating = False
                    return
            self._renew(leases)

    def _renew(self, leases: tuple[Lease, ...]) -> None:
        try:
            with self._database.begin() as tx:
                accounts.renew_all(tx, leases, self._clock(), self._seconds)
        except ServiceError as error:  # a busy database; two beats are left
            log.warning("heartbeat missed: %s", error.in_full)
