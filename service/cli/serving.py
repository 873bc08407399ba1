"""The whole service in this process: it answers, works, and keeps its webhooks."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.cli.keeping import keeping_webhooks
from service.cli.listening import Server
from service.cli.running import working
from service.web.app import create_app

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from service.bootstrap import App
    from service.cli.running import Crew

UNREADY_SECONDS = 3.0
"""With what requests and webhooks get after it, the process ends within ten."""


@dataclass(frozen=True, slots=True)
class Service:
    """What answers, and what works behind it."""

    server: Server
    crew: Crew

    def run(self, listening: socket.socket) -> None:
        """Serve until `stop`."""
        self.server.run(sockets=[listening])

    def stop(self) -> None:
        """Begin nothing more and be ready for nothing more, then take no more requests.

        While what has begun comes to its end, requests are still answered, and /readyz says
        to send no more of them.
        """
        self.crew.stop()
        self.crew.drain(UNREADY_SECONDS)
        self.server.stop()


@contextmanager
def serving(app: App, *, threads: int = 1) -> Iterator[Service]:
    """Lend the service; the end of the context waits for the work that has begun."""
    with working(app, threads=threads) as crew:
        server = Server(crew.waking(create_app(app, stopping=crew.stopping)))
        hooks = keeping_webhooks(
            app, stopping=crew.stopping, is_serving=lambda: bool(server.started)
        )
        with hooks:
            yield Service(server, crew)
