"""An internet of its own: names, addresses and answers, and a record of what was done."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpcore

from integrations.postings.fetch import Pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = "93.184.215.14"
"""A public address; nothing ever leaves for it."""


@dataclass
class Internet:
    """`names` has the addresses of a name, or several of such lists: one for each look-up.

    `answers` has the raw answer of an address. `now` is the time, which only tests move.
    """

    names: dict[str, list[str] | Iterator[list[str]]] = field(default_factory=dict)
    answers: dict[str, httpcore.NetworkStream] = field(default_factory=dict)
    looked_up: list[str] = field(default_factory=list)
    connected: list[tuple[str, int]] = field(default_factory=list)
    now: float = 0.0

    def pages(self) -> Pages:
        return Pages(look_up=self.look_up, connect=self.connect, clock=lambda: self.now)

    def look_up(self, name: str, port: int) -> list[str]:
        assert port in {80, 443}
        self.looked_up.append(name)
        if name not in self.names and _is_number(name):
            return [socket.inet_ntoa(socket.inet_aton(name))]
        try:
            found = self.names[name]
        except KeyError:
            raise socket.gaierror(socket.EAI_NONAME, "unknown name") from None
        return found if isinstance(found, list) else next(found)

    def connect(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        assert seconds > 0
        self.connected.append((address, port))
        try:
            return self.answers[address]
        except KeyError:
            raise httpcore.ConnectError("nobody there") from None

    def answer(self, *parts: bytes, at: str = HERE, before: Callable[[], None] | None = None):
        """Let an address answer in these parts; `before` is called before each of them."""
        self.answers[at] = _Stream(list(parts), before or (lambda: None))
        return self


class _Stream(httpcore.MockStream):
    """An answer that is there again for each new connection, and tells what was sent."""

    def __init__(self, parts: list[bytes], before: Callable[[], None]) -> None:
        super().__init__(list(parts))
        self._parts = parts
        self._before = before
        self.sent = b""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._before()
        return super().read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        assert timeout is not None
        self.sent += buffer

    def close(self) -> None:
        self._buffer = list(self._parts)
        self._closed = False


def _is_number(name: str) -> bool:
    """Whether a resolver takes it for an address in decimal, octal or hexadecimal digits."""
    try:
        socket.inet_aton(name)
    except OSError:
        return False
    return True


def page(
    body: bytes = b"<p>Nurse</p>", *, status: str = "200 OK", **headers: str
) -> tuple[bytes, bytes]:
    """The head and the body of an answer."""
    told = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
    told |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join([*lines, "", ""]).encode(), body


def moved(to: str, status: str = "302 Found") -> tuple[bytes, bytes]:
    return page(b"", status=status, location=to)
