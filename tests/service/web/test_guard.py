from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI, Request

from service.web import errors
from service.web.arriving import MAX_BODY
from service.web.guard import HEADERS, Guard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx
    from anyio.from_thread import BlockingPortal
    from starlette.types import Message


CANARY = "canary"


@pytest.fixture
def client(web: FastAPI, visit: Callable[[FastAPI], httpx.Client]) -> httpx.Client:
    return visit(web)


@pytest.fixture
def web() -> FastAPI:
    web = FastAPI()
    web.add_middleware(Guard, public_url="https://momentum.example.com/base")
    errors.install(web)

    @web.post("/size")
    async def size(request: Request) -> int:
        return len(await request.body())

    @web.get("/broken")
    def broken() -> None:
        raise RuntimeError(CANARY)

    return web


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost:8765", "[::1]:80", "momentum.example.com", "LOCALHOST"],
)
def test_a_known_host_is_served(client: httpx.Client, host: str) -> None:
    assert client.post("/size", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example.com",
        "127.0.0.1.evil.example.com",
        "localhost@evil.example.com",
        "momentum.example.com.",
        "[::1",
        "",
        "*",
    ],
)
def test_any_other_host_is_turned_away(client: httpx.Client, host: str) -> None:
    answer = client.post("/size", headers={"Host": host})

    assert answer.status_code == 421
    assert answer.headers["content-type"] == "application/problem+json"
    assert "evil" not in answer.text


def test_a_body_up_to_the_limit_is_read(client: httpx.Client) -> None:
    assert client.post("/size", content=b"x" * MAX_BODY).json() == MAX_BODY


def test_a_larger_body_is_refused_by_its_length_or_while_it_comes(client: httpx.Client) -> None:
    def chunks() -> Iterator[bytes]:
        yield from [b"x" * 65536] * 160

    for content in (b"x" * (MAX_BODY + 1), chunks()):
        answer = client.post("/size", content=content)

        assert answer.status_code == 413
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["hint"]


@pytest.mark.parametrize("path", ["/size", "/nowhere", "/broken"])
def test_every_answer_carries_the_headers_and_none_opens_the_door_to_other_origins(
    client: httpx.Client, path: str
) -> None:
    answer = client.get(path, headers={"Origin": "https://evil.example.com"})

    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert answer.headers["strict-transport-security"]
    assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_an_unforeseen_error_is_a_problem_and_its_message_stays_out_of_answer_and_log(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = client.get("/broken")

    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["instance"] in caplog.text
    assert "RuntimeError" in caplog.text
    assert CANARY not in answer.text + caplog.text


def test_who_hangs_up_in_the_middle_is_not_an_error(
    web: FastAPI, portal: BlockingPortal, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[Message] = []

    async def gone() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        said.append(message)

    headers = [(b"host", b"localhost")]
    scope = {"type": "http", "method": "POST", "path": "/size", "headers": headers}
    portal.call(web, {**scope, "query_string": b""}, gone, send)

    assert said == []
    assert caplog.text == ""


def test_what_the_framework_refuses_is_a_problem_too(client: httpx.Client) -> None:
    missing, method = client.get("/nowhere"), client.delete("/size")

    assert (missing.status_code, method.status_code) == (404, 405)
    assert method.headers["allow"] == "POST"
    for answer in (missing, method):
        assert answer.headers["content-type"] == "application/problem+json"
        members = {"type", "title", "status", "detail", "hint", "instance"}
        assert set(answer.json()) == members
