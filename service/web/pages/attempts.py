"""How often somebody may try to sign in: a few times in a few minutes, from one address."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

MOST = 10
WITHIN = timedelta(minutes=5)
MOST_ADDRESSES = 10_000


class Attempts:
    """Counts what failed, in this process; keys are too long to be guessed in any case."""

    def __init__(self) -> None:
        self._failed: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def wait(self, address: str, now: datetime) -> int:
        """Return for how many seconds an address has to wait; 0 where it may try."""
        with self._lock:
            failed = self._failed.get(address, ())
            recent = [at for at in failed if at + WITHIN > now]
        if len(recent) < MOST:
            return 0
        return max(1, round((recent[0] + WITHIN - now).total_seconds()))

    def fail(self, address: str, now: datetime) -> None:
        """Count an attempt that failed; of very many addresses the oldest are forgotten."""
        with self._lock:
            self._failed.setdefault(address, deque(maxlen=MOST)).append(now)
            self._failed.move_to_end(address)
            while len(self._failed) > MOST_ADDRESSES:
                self._failed.popitem(last=False)
