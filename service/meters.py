"""What this process has done since it began, counted; how things stand is in the database."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta


@dataclass(slots=True)
class Counts:
    """The figures; each only grows.

    `runs` by how they ended, `answers` by their HTTP status, `unanswered` creations and those
    `adopted` later, `requests` to Asana and how many of them it answered with 429.
    """

    runs: Counter[str] = field(default_factory=Counter)
    run_seconds: float = 0.0
    answers: Counter[int] = field(default_factory=Counter)
    unanswered: int = 0
    adopted: int = 0
    requests: int = 0
    rate_limited: int = 0


class Meters:
    """Counts, from any thread. No figure tells of a person, or of an account."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts = Counts()

    def read(self) -> Counts:
        """Return the figures of one moment."""
        with self._lock:
            return deepcopy(self._counts)

    def ended(self, status: str, took: timedelta) -> None:
        """Count a run."""
        with self._lock:
            self._counts.runs[status] += 1
            self._counts.run_seconds += max(took.total_seconds(), 0.0)

    def asked(self, requests: int, *, rate_limited: int) -> None:
        """Count what Asana was asked."""
        with self._lock:
            self._counts.requests += requests
            self._counts.rate_limited += rate_limited

    def met(self, *, unanswered: int, adopted: int) -> None:
        """Count creations without a clear answer, and those that were found again."""
        with self._lock:
            self._counts.unanswered += unanswered
            self._counts.adopted += adopted

    def answered(self, status: int) -> None:
        """Count an answer of our own over HTTP."""
        with self._lock:
            self._counts.answers[status] += 1
