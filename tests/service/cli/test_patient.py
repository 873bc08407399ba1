"""Requests that come slowly, without end or not as they say, over real sockets."""

from __future__ import annotations

import re
import socket
from contextlib import ExitStack, closing, contextmanager, suppress
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI, Request

from service.cli.listening import Server, listen
from service.web import errors
from service.web.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Iterator

POST = b"POST /size HTTP/1.1\r\nHost: localhost\r\n"
GET = b"GET /thread HTTP/1.1\r\nHost: localhost\r\n\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
HEAD_AND_2 = re.compile(rb"HTTP/1.1 200 .*\r\n\r\n2", re.DOTALL)
A_MOMENT, PATIENCE = 0.2, 2.0  # sixty refusals at once take a slow machine a while
FAR_TOO_LONG = 20.0
MANY = 2_000
MORE_THAN_THERE_ARE_THREADS = 60


def web() -> FastAPI:
    web = FastAPI()
    web.add_middleware(Guard, public_url=None, arrives_within=A_MOMENT)
    errors.install(web)

    @web.post("/size")
    async def size(request: Request) -> int:
        return len(await request.body())

    @web.get("/thread")
    def thread() -> str:
        return "here"

    return web


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A port where an application is served as the service is, with less patience."""
    listening = listen("127.0.0.1", 0)
    server = Server(web())
    served_by = server.config.http
    assert isinstance(served_by, type)
    server.config.http = type("Impatient", (served_by,), {"patience": PATIENCE})
    thread = Thread(target=server.run, args=([listening],))
    thread.start()
    yield listening.getsockname()[1]
    server.stop()
    thread.join()


@contextmanager
def connected(port: int, sent: bytes = b"") -> Iterator[socket.socket]:
    with closing(socket.create_connection(("127.0.0.1", port), FAR_TOO_LONG)) as line:
        line.sendall(sent)
        yield line


def rest(line: socket.socket) -> bytes:
    """Everything that comes until the other end hangs up."""
    found = b""
    with suppress(ConnectionResetError):
        while more := line.recv(65_536):
            found += more
    return found


def one_answer(line: socket.socket) -> bytes:
    """One answer of one byte, on a line that stays."""
    found = line.recv(65_536)
    while not HEAD_AND_2.fullmatch(found):
        more = line.recv(65_536)
        assert more, found
        found += more
    return found


def hangs_up(line: socket.socket, chunk: bytes) -> bool:
    """Send the same again and again, and see whether the other end has had enough at last."""
    line.settimeout(0.01)
    try:
        for _ in range(MANY):
            with suppress(TimeoutError):
                line.sendall(chunk)
            with suppress(TimeoutError):
                if not line.recv(65_536):
                    return True
    except ConnectionError:
        return True
    return False


@pytest.mark.parametrize("sent", [b"", b"P", POST, POST + b"X-Long: "])
def test_who_does_not_come_to_the_end_of_a_head_is_not_waited_for(
    port: int, sent: bytes
) -> None:
    with connected(port, sent) as line:
        assert rest(line) == b""


def test_a_head_that_trickles_is_as_late_as_one_that_stops(port: int) -> None:
    with connected(port, GET[:-2]) as line:
        assert hangs_up(line, b"X-Slow: 1\r\n")


@pytest.mark.parametrize(
    "sent",
    [
        POST + b"Content-Length: 1000\r\n\r\n",
        POST + b"Content-Length: 1000\r\n\r\n" + b"x" * 999,
        POST + CHUNKED + b"1\r\nx\r\n",
        POST + CHUNKED + b"fffff\r\nx",
        POST + b"Expect: 100-continue\r\nContent-Length: 1000\r\n\r\n",
    ],
)
def test_a_body_that_does_not_come_to_its_end_is_told_so(port: int, sent: bytes) -> None:
    with connected(port, sent) as line:
        answer = rest(line).removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"connection: close" in answer
    assert b"application/problem+json" in answer
    assert b"within 0.2 seconds" in answer


def test_slow_bodies_hold_no_thread_up(port: int) -> None:
    slow = POST + b"Content-Length: 10\r\n\r\nx"
    with ExitStack() as stack:
        lines = [
            stack.enter_context(connected(port, slow))
            for _ in range(MORE_THAN_THERE_ARE_THREADS)
        ]
        with connected(port, GET[:-2] + b"Connection: close\r\n\r\n") as line:
            assert rest(line).endswith(b'"here"')
        answers = [rest(line) for line in lines]

    assert {answer[:12] for answer in answers} == {b"HTTP/1.1 408"}


def test_a_body_without_end_is_refused_and_not_read_for_ever(port: int) -> None:
    with connected(port, POST + CHUNKED) as line:
        assert hangs_up(line, b"10000\r\n" + b"x" * 65_536 + b"\r\n")


def test_a_body_larger_than_it_may_be_is_refused_by_what_it_says_of_itself(port: int) -> None:
    with connected(port, POST + b"Content-Length: 99999999999\r\n\r\n") as line:
        assert line.recv(65_536).startswith(b"HTTP/1.1 413 ")
        rest(line)


def test_more_than_the_stated_length_is_another_request_and_none(port: int) -> None:
    with connected(port, POST + b"Content-Length: 1\r\n\r\nxyz\r\n\r\n") as line:
        answers = rest(line)

    assert answers.startswith(b"HTTP/1.1 200 ")
    assert b"HTTP/1.1 400 " in answers


@pytest.mark.parametrize(
    "lengths",
    [
        b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        b"Content-Length: -1\r\n\r\nx",
        b"Content-Length: one\r\n\r\nx",
        b"Content-Length: 1, 2\r\n\r\nx",
        b"Transfer-Encoding: gzip\r\n\r\nx",
        CHUNKED + b"many\r\nx\r\n",
        CHUNKED + b"-1\r\nx\r\n",
    ],
)
def test_a_length_that_is_none_is_refused(port: int, lengths: bytes) -> None:
    with connected(port, POST + lengths) as line:
        answer = rest(line)

    assert answer[:12] in {b"HTTP/1.1 400", b"HTTP/1.1 501"}


def test_where_there_are_two_lengths_the_chunks_count(port: int) -> None:
    body = b"Content-Length: 99\r\nConnection: close\r\n" + CHUNKED + b"2\r\nxy\r\n0\r\n\r\n"
    with connected(port, POST + body) as line:
        assert rest(line).endswith(b"\r\n\r\n2")


def test_what_arrives_in_time_is_answered_request_after_request(port: int) -> None:
    with connected(port) as line:
        for _ in range(3):
            line.sendall(POST + b"Content-Length: 2\r\n\r\n")
            line.sendall(b"xy")
            assert one_answer(line)
