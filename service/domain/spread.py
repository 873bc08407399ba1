"""Spreading over time what would else be due for everybody at once; always alike for the same.

An account's share is a hash of its number: it is the same in every process and on every day,
and neighbours are far from each other.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import blake2b

DAY = timedelta(days=1)
AT_LEAST_APART = timedelta(hours=4)
"""A full reading that is due sooner after another one waits for the next day."""

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def share(account_id: int, what: str) -> float:
    """Return the account's place from 0.0 to under 1.0; for another `what` it is another."""
    digest = blake2b(f"{what}/{account_id}".encode(), digest_size=6).digest()
    return int.from_bytes(digest) / 2**48


def ahead(account_id: int, at_most: timedelta) -> timedelta:
    """Return how long before a review's hour the account's turn may begin."""
    return share(account_id, "review") * at_most


def next_full_reading(account_id: int, now: datetime) -> datetime:
    """Return the account's own moment of the day, four to twenty-eight hours from `now`."""
    own = _EPOCH + share(account_id, "full reading") * DAY
    earliest = now + AT_LEAST_APART
    return earliest + (own - earliest) % DAY
