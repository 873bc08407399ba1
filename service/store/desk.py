"""One transaction for all threads of a process that come with the same thing at the same time.

A commit costs the same for one account as for thirty. Whoever comes to the desk while a
transaction is under way is served by the next one, together with all who came meanwhile; who
comes alone is served alone, at once. So nobody waits for a batch to fill, and of what is given
out nothing is taken but for a thread that is free to use it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from service.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Done = TypeVar("Done")
Next = TypeVar("Next")


@dataclass(slots=True, eq=False)
class _Visit(Generic[Done, Next]):
    done: Done | None
    wants: bool
    told: threading.Lock
    """Held until it was served, or has to serve those who came."""
    is_over: bool = False
    taken: Next | None = None
    error: Exception | None = None


class Desk(Generic[Done, Next]):
    """Calls `serve` with what was done and how many want more, from one thread at a time.

    `serve` returns at most so many, for those who want something in the order in which they
    came; it does all of it, or raises and does nothing.
    """

    def __init__(self, serve: Callable[[Sequence[Done], int], Sequence[Next]]) -> None:
        self._serve = serve
        self._lock = threading.Lock()
        self._coming: list[_Visit[Done, Next]] = []
        self._is_served = False

    def visit(self, done: Done | None = None, *, wants: bool = True) -> Next | None:
        """Bring what is done and take what is given; None where nothing is.

        Raises what `serve` raised: then nothing was brought, nor taken.
        """
        visit = _Visit[Done, Next](done, wants, threading.Lock())
        visit.told.acquire()
        with self._lock:
            self._coming.append(visit)
            waits, self._is_served = self._is_served, True
        if waits:
            visit.told.acquire()
        if not visit.is_over:
            self._serve_all()
        if visit.error is not None:
            raise visit.error
        return visit.taken

    def _serve_all(self) -> None:
        """Serve all who came; the first who came meanwhile serves next, and need not wait."""
        with self._lock:
            visits, self._coming = self._coming, []
        try:
            self._together(visits)
        finally:
            with self._lock:
                following = self._coming[:1]
                self._is_served = bool(following)
            for visit in (*following, *visits):
                visit.told.release()

    def _together(self, visits: list[_Visit[Done, Next]]) -> None:
        """Serve them; what is wrong with one of them must not be the others' trouble."""
        try:
            self._served(visits)
        except Exception as error:  # noqa: BLE001 - raised again, where it belongs
            if len(visits) > 1 and not isinstance(error, ServiceError):
                for visit in visits:
                    self._together([visit])
                return
            for visit in visits:  # the database is busy, or out of reach: for everybody
                visit.error = error
        for visit in visits:
            visit.is_over = True

    def _served(self, visits: list[_Visit[Done, Next]]) -> None:
        done = [visit.done for visit in visits if visit.done is not None]
        wanting = [visit for visit in visits if visit.wants]
        for visit, taken in zip(wanting, self._serve(done, len(wanting)), strict=False):
            visit.taken = taken
