"""Every door is known: it needs the key, or is on the list with its reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from fastapi.routing import iter_route_contexts
from support.in_process import ADDRESS
from support.visitor import ON_SQLITE

from service.web.app import create_app
from service.web.guard import HEADERS

if TYPE_CHECKING:
    import httpx

    from service.bootstrap import App

WITHOUT_KEY = {
    ("GET", "/livez"): "a supervisor asks it, and it tells nothing",
    ("GET", "/readyz"): "a load balancer asks it, and it tells one word",
    ("GET", "/openapi.json"): "the same for everybody, and in the source",
    (
        "GET",
        "/metrics",
    ): "this machine's own where no proxy stands before it, else it needs the key",
    ("POST", "/hooks/sync"): "checks the key itself, or a signature in its place",
    ("POST", "/hooks/asana/{nonce}"): "Asana's, which proves itself by a signature",
    ("GET", "/sign-in"): "one has to get in somewhere",
    ("POST", "/sign-in"): "checks the key itself",
    ("GET", "/sign-in/asana"): "sends the browser to Asana, where nothing is set to 404",
    (
        "GET",
        "/sign-in/asana/done",
    ): "Asana's code is the key, with the state of the browser that set out",
    ("GET", "/sign-in/{secret}"): "the link is the key, once and for minutes",
    ("POST", "/sign-out"): "who is out already is where it leads, and nothing ends",
    ("GET", "/static/{name}"): "style and script, the same for everybody and in the source",
}


def doors(app: App) -> list[tuple[str, str]]:
    found = iter_route_contexts(create_app(app).routes)
    return [
        (method, str(route.path))
        for route in found
        for method in sorted(set(route.methods or ["?"]) - {"HEAD"})
    ]


def test_every_door_is_closed_to_a_stranger_or_open_for_a_reason(
    app: App, stranger: httpx.Client
) -> None:
    found = doors(app)

    assert set(WITHOUT_KEY) < set(found)
    for method, path in found:
        if (method, path) not in WITHOUT_KEY:
            here = {"Origin": ADDRESS}
            answer = stranger.request(method, re.sub(r"{\w+}", "1", path), headers=here)
            if method == "GET" and not path.startswith("/api/"):
                assert answer.status_code == 303, path
                assert answer.headers["location"] == "/sign-in"
            else:
                assert answer.status_code == 401, (method, path)
                assert answer.headers["www-authenticate"] == "Bearer"


@ON_SQLITE
def test_every_answer_of_every_door_carries_the_headers(
    app: App, client: httpx.Client, stranger: httpx.Client
) -> None:
    ways: list[tuple[str, str, dict[str, str]]] = [
        *(
            (method, re.sub(r"{\w+}", "1", path), {})
            for method, path in doors(app)
            if not path.startswith("/api/v1/progress.")  # drawing takes seconds
        ),
        ("GET", "/static/page.css", {}),
        ("TRACE", "/", {}),
        ("GET", "/nowhere", {"Accept": "text/html"}),
        ("GET", "/", {"Host": "evil.example.com"}),
        ("POST", "/sign-in", {"Content-Length": "99999999", "Accept": "text/html"}),
    ]

    statuses = set()
    for method, path, headers in ways:
        for visitor in (client, stranger):
            answer = visitor.request(method, path, headers=headers)
            statuses.add(answer.status_code)
            for name in HEADERS:
                assert answer.headers[name], (method, path)
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            assert "server" not in answer.headers
    assert {200, 303, 401, 403, 404, 405, 413, 421, 422} <= statuses


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer mk_",
        "Bearer mk_" + "A" * 43,
        "Bearer " + "A" * 60_000,
        "Basic bWs6bWs=",
        "mk_",
        b"Bearer mk_\xff\xfe",
        b"\x80",
    ],
)
def test_what_is_no_key_opens_nothing(client: httpx.Client, authorization: str | bytes) -> None:
    answer = client.get("/api/v1/plan", headers={"Authorization": authorization})

    assert answer.status_code == 401
    assert "mk_A" not in answer.text


def test_the_scheme_may_be_written_in_any_case(client: httpx.Client) -> None:
    key = client.headers["Authorization"].removeprefix("Bearer ")

    answer = client.get("/api/v1/plan", headers={"Authorization": f"bearer  {key} "})

    assert answer.status_code == 200


def test_a_stranger_learns_nothing_from_what_is_wrong_with_the_body(
    stranger: httpx.Client,
) -> None:
    answers = [
        stranger.post("/api/v1/goals", content=content, headers={"Content-Type": kind})
        for content in (b"{", b'{"skill": NaN}', b"[]", b"\xff")
        for kind in ("application/json", "text/plain", "")
    ]

    assert {answer.status_code for answer in answers} == {401}


def test_the_description_is_for_everybody_and_names_the_key_and_the_problems(
    stranger: httpx.Client,
) -> None:
    described = stranger.get("/openapi.json").json()

    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert "4XX" in operation["responses"], path
            assert operation["summary"]
            open_ = (method.upper(), path) in WITHOUT_KEY
            assert bool(operation.get("security")) is not open_


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/api/v1/plan/"])
def test_what_is_not_served_is_not_found(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404
