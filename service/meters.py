"""What has been done since the start, counted; how things stand is in the database."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import timedelta
    from typing import Protocol

    class Sheet(Protocol):
        """Figures in a row, in this process's memory or shared with others."""

        def __getitem__(self, place: int, /) -> float: ...
        def __setitem__(self, place: int, value: float, /) -> None: ...
        def __iter__(self) -> Iterator[float]: ...


OUTCOMES = ("done", "uncertain", "waiting", "stopped", "failed", "interrupted", "nothing")
ANSWERS = range(100, 600)
_RUNS = {outcome: number for number, outcome in enumerate(OUTCOMES)}
_OTHER = len(OUTCOMES)
_SECONDS, _UNANSWERED, _ADOPTED, _REQUESTS, _RATE_LIMITED = range(_OTHER, _OTHER + 5)
_STATUSES = _OTHER + 5
SIZE = _STATUSES + len(ANSWERS)
"""How many figures a process has."""


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
    """Counts, from any thread. No figure tells of a person, or of an account.

    Processes that share one address share a sheet of `SIZE` figures for each of them: each
    writes its `own` alone, and reads the sums of all, which one that ended leaves as they are.
    """

    def __init__(self, sheets: Sequence[Sheet] | None = None, own: int = 0) -> None:
        self._lock = Lock()
        self._sheets: Sequence[Sheet] = sheets or [array("d", bytes(8 * SIZE))]
        self._own = self._sheets[own]

    def read(self) -> Counts:
        """Return the figures of one moment."""
        with self._lock:
            sums = [sum(figures) for figures in zip(*self._sheets, strict=True)]
        answers = zip(ANSWERS, sums[_STATUSES:], strict=True)
        return Counts(
            Counter({each: int(sums[place]) for each, place in _RUNS.items() if sums[place]}),
            sums[_SECONDS],
            Counter({status: int(number) for status, number in answers if number}),
            int(sums[_UNANSWERED]),
            int(sums[_ADOPTED]),
            int(sums[_REQUESTS]),
            int(sums[_RATE_LIMITED]),
        )

    def ended(self, outcome: str, took: timedelta) -> None:
        """Count a run; `outcome` is one of `OUTCOMES`."""
        with self._lock:
            self._own[_RUNS[outcome]] += 1
            self._own[_SECONDS] += max(took.total_seconds(), 0.0)

    def asked(self, requests: int, *, rate_limited: int) -> None:
        """Count what Asana was asked."""
        with self._lock:
            self._own[_REQUESTS] += requests
            self._own[_RATE_LIMITED] += rate_limited

    def met(self, *, unanswered: int, adopted: int) -> None:
        """Count creations without a clear answer, and those that were found again."""
        with self._lock:
            self._own[_UNANSWERED] += unanswered
            self._own[_ADOPTED] += adopted

    def answered(self, status: int) -> None:
        """Count an answer of our own over HTTP."""
        with self._lock:
            self._own[_STATUSES + status - ANSWERS.start] += 1
