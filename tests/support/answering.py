"""The service on a socket of this machine, with its worker, for as long as a block lasts."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

from service.cli.serving import serving

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from service.bootstrap import App


@contextmanager
def answering(app: App, listening: socket.socket) -> Iterator[None]:
    """Serve, work and keep webhooks, as `momentum serve` does."""
    with serving(app) as service:
        thread = Thread(target=service.run, args=(listening,))
        thread.start()
        try:
            yield
        finally:
            service.stop()
            thread.join()
