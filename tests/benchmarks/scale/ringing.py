"""Rings on a server: as many as it takes, and at a steady pace."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from benchmarks.scale.bell import ACCOUNTS, RING, SIGNATURE, path_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BELL = Path(__file__).with_name("bell.py")
AT_ONCE = 64


@dataclass(frozen=True)
class Rung:
    """What was taken: how many a second, the seconds of computing, and those each waited."""

    rate: float
    computing: float
    waits: tuple[float, ...]

    @property
    def each_us(self) -> float:
        """Microseconds of the server's computing for one ring."""
        return self.computing / len(self.waits) * 1e6

    def percentile(self, share: float) -> float:
        """Milliseconds that this share of them waited at most."""
        return sorted(self.waits)[int(share * (len(self.waits) - 1))] * 1000


@dataclass(frozen=True)
class Server:
    """A server in a process of its own."""

    url: str
    pid: int

    def computed(self) -> float:
        """Return the seconds that all of its threads have computed so far."""
        told = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(which: str, *database: str) -> Iterator[Server]:
    """Serve it in a process of its own."""
    command = [sys.executable, str(BELL), which, "0", *database]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and code
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        port = process.stdout.readline().strip()
        yield Server(f"http://127.0.0.1:{port}", process.pid)
        process.stdin.close()


def flood(server: Server, rings: int) -> Rung:
    """Ring as fast as it is answered, so many at a time."""
    return asyncio.run(_rung(server, rings, None))


def steady(server: Server, rings: int, per_second: float) -> Rung:
    """Ring so often; a wait counts from the moment at which the ring was due."""
    return asyncio.run(_rung(server, rings, per_second))


async def _rung(server: Server, rings: int, per_second: float | None) -> Rung:
    lines = await asyncio.gather(*(_Line.open(server.url) for _ in range(AT_ONCE)))
    began, computed = time.perf_counter(), server.computed()
    if per_second is None:
        waits = await _as_fast_as_it_goes(lines, rings)
    else:
        waits = await _at_a_pace(lines, rings, per_second)
    rate = rings / (time.perf_counter() - began)
    for line in lines:
        line.writer.close()
    return Rung(rate, server.computed() - computed, tuple(waits))


async def _as_fast_as_it_goes(lines: Sequence[_Line], rings: int) -> list[float]:
    numbers = iter(range(rings))
    waits: list[float] = []

    async def one_after_the_other(line: _Line) -> None:
        for number in numbers:
            since = time.perf_counter()
            await line.ring(1 + number % ACCOUNTS)
            waits.append(time.perf_counter() - since)

    await asyncio.gather(*(one_after_the_other(line) for line in lines))
    return waits


async def _at_a_pace(lines: Sequence[_Line], rings: int, per_second: float) -> list[float]:
    free: asyncio.Queue[_Line] = asyncio.Queue()
    for line in lines:
        free.put_nowait(line)
    began = time.perf_counter()

    async def one(number: int) -> float:
        due = began + number / per_second
        await asyncio.sleep(due - time.perf_counter())
        line = await free.get()
        await line.ring(1 + number % ACCOUNTS)
        free.put_nowait(line)
        return time.perf_counter() - due

    return await asyncio.gather(*(one(number) for number in range(rings)))


@dataclass(frozen=True)
class _Line:
    """One connection, with as little to compute as there can be: the server has the rest."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def open(cls, url: str) -> _Line:
        there = urlsplit(url)
        line = cls(*await asyncio.open_connection(there.hostname, there.port))
        await line.ring(1)
        return line

    async def ring(self, account_id: int) -> None:
        head = (
            f"POST {path_of(account_id)} HTTP/1.1\r\nHost: localhost\r\n"
            f"X-Hook-Signature: {SIGNATURE}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(RING)}\r\n\r\n"
        )
        self.writer.write(head.encode() + RING)
        answer = await self.reader.readuntil(b"\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 200"), answer
