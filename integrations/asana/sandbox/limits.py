"""Asana's rate limits: requests a minute and requests in flight, per token."""

from __future__ import annotations

import math
from collections import deque
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
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

    recent: deque[datetime] = field(default_factory=deque)
    reads: int = 0
    writes: int = 0

    def count(self, cost: int, now: datetime, limits: Limits) -> None:
        """Count a request, refused or not, and refuse it where there is no room."""
        while self.recent and self.recent[0] <= now - MINUTE:
            self.recent.popleft()
        self.recent.extend([now] * cost)
        if len(self.recent) > limits.per_minute:
            over = len(self.recent) - limits.per_minute
            free = self.recent[min(over, len(self.recent)) - 1] + MINUTE
            raise too_many(math.ceil((free - now).total_seconds()))

    def take_place(
        self, reads: int, writes: int, limits: Limits
    ) -> AbstractContextManager[None]:
        """Take places among the requests in flight until the context ends, or refuse."""
        if (
            self.reads + reads > limits.reads_in_flight
            or self.writes + writes > limits.writes_in_flight
        ):
            raise too_many(1)
        self.reads += reads
        self.writes += writes
        return self._held(reads, writes)

    @contextmanager
    def _held(self, reads: int, writes: int) -> Iterator[None]:
        try:
            yield
        finally:
            self.reads -= reads
            self.writes -= writes


def too_many(seconds: int) -> Refusal:
    """Return the 429 that asks to wait."""
    return Refusal(
        429,
        "You have made too many requests recently. Please, be chill.",
        headers={"Retry-After": str(max(1, seconds))},
    )
