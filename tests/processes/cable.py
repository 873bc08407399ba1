"""A network cable between a process and what it talks to, which a test can pull."""

from __future__ import annotations

import socket
from contextlib import closing, contextmanager, suppress
from threading import Lock, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PIECE = 65_536


class Cable:
    """Carries bytes from an address of this machine to wherever `reach` leads."""

    def __init__(self, reach: Callable[[], socket.socket], host: str) -> None:
        self._reach = reach
        self._lock = Lock()
        self._ends: list[socket.socket] = []
        self._pulled = False
        self._door = socket.create_server((host, 0))
        self.port = int(self._door.getsockname()[1])
        Thread(target=self._listen, daemon=True).start()

    def pull(self) -> None:
        """Carry nothing more, and begin nothing."""
        with self._lock:
            self._pulled = True
            for end in self._ends:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            self._ends.clear()

    def plug_in(self) -> None:
        """Carry again what begins from now on."""
        self._pulled = False

    def close(self) -> None:
        """End for good."""
        self.pull()
        self._door.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._door.accept()
                with self._lock:
                    if self._pulled:
                        near.close()
                        continue
                    far = self._reach()
                    self._ends += [near, far]
                for pair in ((near, far), (far, near)):
                    Thread(target=_carry, args=pair, daemon=True).start()


def _carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError), closing(target):
        while piece := source.recv(PIECE):
            target.sendall(piece)


@contextmanager
def cable(reach: Callable[[], socket.socket], host: str) -> Iterator[Cable]:
    """Lend one."""
    lent = Cable(reach, host)
    try:
        yield lent
    finally:
        lent.close()
