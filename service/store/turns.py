"""Whose turn it is with a SQLite file: who came first, in a process and among processes."""

from __future__ import annotations

import fcntl
import os
import time
from collections import deque
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOOK_SECONDS = 0.0005
"""How often the first in the line looks whether it may begin."""
PATIENCE = 2.0
"""Seconds that one waits to be the first in the line, before one looks without being it."""


class Turns:
    """A lock for the threads of a process that is handed on to who has waited longest.

    A plain lock goes to whoever asks in the right moment: mostly to the thread that has just
    given it back.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._is_taken = False
        self._waiting: deque[Lock] = deque()

    def take(self, seconds: float) -> bool:
        """Wait for one's turn, at most so long; False where it has not come."""
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        try:
            if mine.acquire(timeout=seconds):
                return True
        except BaseException:  # a signal's, in the main thread
            if not self._leave(mine):
                self.hand_on()
            raise
        return not self._leave(mine)

    def hand_on(self) -> None:
        """End one's turn."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False

    def _leave(self, mine: Lock) -> bool:
        """Wait no longer; False where one's turn has come in this very moment."""
        with self._lock:
            if mine not in self._waiting:
                return False
            self._waiting.remove(mine)
            return True


class Line:
    """The processes that want to begin a transaction, at most one of them at the head.

    Of itself SQLite lets them look again and again, up to a tenth of a second apart, and
    whoever looks in the right moment is next: some wait for seconds. Here only the head looks,
    and who ends a transaction and wants another finds the head taken.

    It only keeps an order: what keeps transactions apart are SQLite's own locks. Where the
    file of the line cannot be had or locked, there is no order, and none for who has waited for
    `patience` seconds: the head may be a process that somebody has stopped.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        """Stand in the line of that file, which is made where there is none."""
        self._path = path
        self._patience = patience
        self._file: int | None = None

    @contextmanager
    def head(self, give_up_at: float) -> Iterator[None]:
        """Come to the head, or stop waiting for that; leave it at the end of the context."""
        file = self._opened()
        give_up_at = min(give_up_at, time.monotonic() + self._patience)
        while not _is_locked(file) and time.monotonic() < give_up_at:
            time.sleep(LOOK_SECONDS)
        try:
            yield
        finally:
            if file is not None:
                with suppress(OSError):
                    fcntl.flock(file, fcntl.LOCK_UN)

    def __del__(self) -> None:
        """Leave no file open where nobody closed the database."""
        self.close()

    def close(self) -> None:
        """Close the file; whoever comes again opens it again."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _opened(self) -> int | None:
        if self._file is None:
            try:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            except OSError:
                return None
        return self._file


def _is_locked(file: int | None) -> bool:
    if file is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # not every file system has such locks
        return True
    return True
