"""Asana's rate limits: requests a minute and requests in flight, per token."""

from __future__ import annotations

import math
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING

from integrations.asana.sandbox.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class Limits:
    """What a token may ask for: 150 a minute on the free plan, 1,500 on a paid one."""

    per_minute: int = 1500
    reads_in_flight: int = 50
    writes_in_flight: int = 15


@dataclass(slots=True)
class Meter:
    """What one token has asked for lately."""

    _recent: deque[datetime] = field(default_factory=deque)
    _reads: int = 0
    _writes: int = 0
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def admitted(
        self, reads: int, writes: int, limits: Limits, now: datetime
    ) -> Iterator[None]:
        """Let a request in until the context ends, or refuse; it is counted either way."""
        with self._lock:
            self._count(reads + writes, limits, now)
            if (
                self._reads + reads > limits.reads_in_flight
                or self._writes + writes > limits.writes_in_flight
            ):
                raise too_many(1)
            self._reads += reads
            self._writes += writes
        try:
            yield
        finally:
            with self._lock:
                self._reads -= reads
                self._writes -= writes

    def _count(self, cost: int, limits: Limits, now: datetime) -> None:
        while self._recent and self._recent[0] <= now - MINUTE:
            self._recent.popleft()
        self._recent.extend([now] * cost)
        over = len(self._recent) - limits.per_minute
        if over > 0:
            free = self._recent[over - 1] + MINUTE
            raise too_many(math.ceil((free - now).total_seconds()))


def too_many(seconds: int) -> Refusal:
    """Return the 429 that asks to wait."""
    return Refusal(
        429,
        "You have made too many requests recently. Please, be chill.",
        headers={"Retry-After": str(max(1, seconds))},
    )
