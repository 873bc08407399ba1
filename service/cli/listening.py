"""Serving until a signal says to stop, and then stopping cleanly."""

from __future__ import annotations

import errno
import signal
import socket
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

import uvicorn

from service.cli.patient import PatientProtocol
from service.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from starlette.types import ASGIApp

DRAIN_SECONDS = 4
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Ctrl-C, the service manager, and a terminal that was closed."""


class Server(uvicorn.Server):
    """Uvicorn on a socket of ours; signals are ours too, because workers drain with it."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=PatientProtocol,
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=DRAIN_SECONDS,
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals alone."""
        yield

    def stop(self) -> None:
        """Take no more requests and end once those at work are answered."""
        self.should_exit = True


@contextmanager
def on_signal(
    *stops: Callable[[], None], at_once: Callable[[], None] | None = None
) -> Iterator[None]:
    """Call these when the process shall end; a second signal ends it at once.

    `at_once` is called just before that.
    """

    def stop_once(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, end_at_once if at_once else signal.SIG_DFL)
        for stop in stops:  # not here: the main thread may hold a lock they need
            Thread(target=stop).start()

    def end_at_once(number: int, _frame: FrameType | None) -> None:
        if at_once:
            at_once()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    before = {each: signal.signal(each, stop_once) for each in ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named, the protocol lets asyncio send each part of an answer at once. Unnamed, the second
    # part waits until the other side has confirmed the first: 40 ms for each answer.
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
    except OSError as error:
        found.close()
        if error.errno == errno.EADDRINUSE:
            raise ConfigurationError(
                f"Something else listens on port {port} already.",
                hint=f"Another `momentum serve`? Stop it, or use --port {port + 1}.",
            ) from error
        raise ConfigurationError(
            f"The address {host}:{port} cannot be used: {error.strerror}.",
            hint="Use --host 127.0.0.1 and a port above 1023.",
        ) from error
    found.listen()
    return found


def address(listening: socket.socket) -> str:
    """Return the URL of what listens there."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
