"""The way to a page: an address is checked, then connected to, all before one deadline."""

from __future__ import annotations

import queue
import re
import socket
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import httpcore

from integrations.postings.addresses import is_public
from integrations.postings.errors import NotAllowed, Unreachable

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable

LookUp: TypeAlias = Callable[[str, int], Sequence[str]]
"""All addresses of a name, for a port; an OSError where there are none."""

Connect: TypeAlias = Callable[[str, int, float], httpcore.NetworkStream]
"""A connection to an address and port, within so many seconds."""

MOST_ADDRESSES = 4
ONE_ATTEMPT = 5.0
"""Seconds for one of several addresses, so that a dead one leaves time for the next."""

NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE)
"""How a name's last part reads if somebody's resolver could take the whole for a number."""


def look_up(name: str, port: int) -> list[str]:
    """Ask the system's resolver."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def connect(address: str, port: int, seconds: float) -> httpcore.NetworkStream:
    """Connect to an address, not to a name."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=seconds)


class Deadline:
    """One end for everything that follows, however many steps it takes."""

    def __init__(self, clock: Callable[[], float], seconds: float) -> None:
        self._clock = clock
        self._ends_at = clock() + seconds

    def left(self) -> float:
        """Seconds until the end: more than none, or it raises httpcore.TimeoutException."""
        left = self._ends_at - self._clock()
        if left <= 0:
            raise httpcore.TimeoutException
        return left


class Wire(httpcore.NetworkBackend):
    """Connects to nothing but public addresses, and lets no answer outlast the deadline.

    A name is looked up once for each connection. Whatever it resolves to later is never
    asked for, because the connection is made to the address that was checked.
    """

    def __init__(self, deadline: Deadline, look_up: LookUp, connect: Connect) -> None:
        self._deadline = deadline
        self._look_up = look_up
        self._connect = connect

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline rules
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Connect to the first address of `host` that answers, if all of them are public."""
        addresses = self._public_addresses(host.strip("[]"), port)
        *others, last = addresses[:MOST_ADDRESSES]
        for address in others:
            try:
                return self._connected(address, port, min(ONE_ATTEMPT, self._deadline.left()))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connected(last, port, self._deadline.left())

    def _connected(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        return _Bounded(self._connect(address, port, seconds), self._deadline)

    def _public_addresses(self, host: str, port: int) -> list[str]:
        addresses = [host] if _is_literal(host) else self._looked_up(host, port)
        if not addresses or not all(map(is_public, addresses)):
            raise NotAllowed
        return addresses

    def _looked_up(self, host: str, port: int) -> list[str]:
        """Ask in a thread of its own: a resolver knows no time-out."""
        if NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):
            raise NotAllowed
        answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._look_up(host, port))
            except Exception as error:  # noqa: BLE001 - raised where it is waited for
                answers.put(error)

        threading.Thread(target=ask, daemon=True).start()
        try:
            answer = answers.get(timeout=self._deadline.left())
        except queue.Empty:
            raise httpcore.TimeoutException from None
        if isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_AGAIN:
            raise Unreachable("Names cannot be looked up at the moment.") from answer
        if isinstance(answer, OSError | UnicodeError):
            raise NotAllowed from answer
        if isinstance(answer, Exception):
            raise answer
        return list(dict.fromkeys(answer))


class _Bounded(httpcore.NetworkStream):
    """A connection whose every step has what is left of the whole time, and no more."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _Bounded(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _is_literal(host: str) -> bool:
    try:
        socket.inet_pton(socket.AF_INET6 if ":" in host else socket.AF_INET, host)
    except OSError:
        return False
    return True
