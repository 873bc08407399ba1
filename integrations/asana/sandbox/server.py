"""The stand-in over real HTTP, on loopback, for as long as it is needed."""

from __future__ import annotations

import logging
import socket
from contextlib import contextmanager
from email.utils import format_datetime
from threading import Event, Thread
from typing import TYPE_CHECKING

import uvicorn
from starlette.datastructures import MutableHeaders

from integrations.asana.sandbox.api.http import BASE
from integrations.asana.sandbox.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from integrations.asana.sandbox.world import World

DELIVERY_SECONDS = 0.1
FIRST_HEARTBEAT_SECONDS = 1.0
log = logging.getLogger(__name__)


@contextmanager
def serve(world: World, *, port: int = 0, guest: str = "The app") -> Iterator[str]:
    """Serve a world on 127.0.0.1 and yield the address of its API; port 0 takes a free one.

    Webhooks are delivered meanwhile; the first heartbeat leaves whoever asked for one the time
    to take the answer in, since what is refused comes again only after half a minute. The page
    with the boards is at the server's root; it calls whoever speaks over the API by the name
    of `guest`.
    """
    with (
        answering(dated_app(world, guest=guest), port=port) as address,
        delivering(world),
    ):
        yield f"{address}{BASE}"


def dated_app(world: World, *, guest: str = "The app") -> ASGIApp:
    """Return the app of a world; every answer carries the world's time, as Asana's do."""
    app = create_app(world, guest=guest)

    async def dated(scope: Scope, receive: Receive, send: Send) -> None:
        async def stamped(message: Message) -> None:
            if message["type"] == "http.response.start":
                now = format_datetime(world.clock(), usegmt=True)
                MutableHeaders(scope=message)["date"] = now
            await send(message)

        await app(scope, receive, stamped)

    return dated


@contextmanager
def answering(app: ASGIApp, *, port: int = 0) -> Iterator[str]:
    """Serve an app on 127.0.0.1 and yield its address."""
    listener = _listen(port)
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        date_header=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@contextmanager
def delivering(world: World) -> Iterator[None]:
    """Deliver a world's webhooks."""
    world.switches.first_heartbeat_seconds = FIRST_HEARTBEAT_SECONDS
    stop = Event()
    thread = Thread(target=_deliver, args=(world, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _listen(port: int) -> socket.socket:
    # asyncio sends without delay only where the protocol is named.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen()
    return listener


def _deliver(world: World, stop: Event) -> None:
    while not stop.wait(DELIVERY_SECONDS):
        try:
            world.deliver()
        except Exception:
            log.exception("A webhook could not be delivered.")
