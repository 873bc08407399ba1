"""Postings over HTTP: brought in three ways, picked from, removed and taken up again."""

from __future__ import annotations

import json
from dataclasses import replace
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
from support.postings import HTML, LINK, MARKDOWN, MUST, OFFER, Shelf

from service.store import accounts, keys
from service.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx
    from starlette.types import ASGIApp

    from service.bootstrap import App

POSTINGS = "/api/v1/postings"
TITLE = "Head of Product, Acme"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def web() -> Shelf:
    return Shelf()


@pytest.fixture
def client(app: App, web: Shelf, visit: Callable[[ASGIApp], httpx.Client]) -> httpx.Client:
    """A client with a key, of a service that sees a web of our own."""
    with app.database.begin() as tx:
        key = keys.create(tx, accounts.the_only(tx).id, "script", app.clock())
    client = visit(create_app(replace(app, pages=web)))
    client.headers["Authorization"] = f"Bearer {key}"
    return client


@pytest.fixture
def posting(client: httpx.Client) -> str:
    """The address of a posting."""
    return client.post(POSTINGS, json={"text": MARKDOWN, "title": TITLE}).headers["location"]


def asked(found: dict[str, object]) -> list[str]:
    return [line["text"] for line in found["lines"] if line["asked"]]


def refused(answer: httpx.Response, status: int | None = None) -> dict[str, object]:
    assert answer.headers["content-type"] == "application/problem+json", answer.text[:300]
    assert answer.status_code == status if status else 400 <= answer.status_code < 500
    problem = answer.json()
    assert problem["detail"]
    return problem


def test_text_is_brought_in_and_found_under_its_address(client: httpx.Client) -> None:
    answer = client.post(POSTINGS, json={"text": MARKDOWN, "title": TITLE})
    found = client.get(answer.headers["location"]).json()

    assert answer.status_code == 201
    assert answer.json() == found
    assert (found["title"], found["came"], found["active"]) == (TITLE, "text", True)
    assert MUST in asked(found)
    assert OFFER in [line["text"] for line in found["lines"]]
    assert OFFER in found["text"]
    (listed,) = client.get(POSTINGS).json()
    assert listed == {key: found[key] for key in listed}
    assert client.get(f"{POSTINGS}/head of").json() == found


def test_a_link_is_fetched_and_its_page_is_read(client: httpx.Client, web: Shelf) -> None:
    answer = client.post(POSTINGS, json={"link": LINK, "title": TITLE})

    assert answer.status_code == 201
    assert (answer.json()["url"], answer.json()["came"]) == (LINK, "link")
    assert MUST in asked(answer.json())
    refused(client.post(POSTINGS, json={"link": LINK, "title": "Another"}), 409)
    assert web.asked == [LINK]


@pytest.mark.parametrize(("name", "content"), [("job.md", MARKDOWN), ("job.html", HTML)])
def test_a_file_is_uploaded(client: httpx.Client, name: str, content: str) -> None:
    answer = client.post(POSTINGS, files={"file": (name, content)}, data={"title": TITLE})

    assert answer.status_code == 201, answer.text
    assert (answer.json()["title"], answer.json()["came"]) == (TITLE, "file")
    assert MUST in asked(answer.json())


def test_lines_are_picked(client: httpx.Client, posting: str) -> None:
    lines = {line["text"]: line["number"] for line in client.get(posting).json()["lines"]}
    changes = {
        "add": [lines[OFFER], "Sailing"],
        "drop": [MUST],
        "nice_to_have": ["Sailing"],
        "attribute": [OFFER],
    }
    answer = client.patch(posting, json={**changes, "nice_to_have": []})
    again = client.patch(posting, json={"nice_to_have": ["Sailing"]})

    assert answer.status_code == 200, answer.text
    assert {"text": OFFER, "kind": "attribute"} in answer.json()["requirements"]
    assert MUST not in asked(answer.json())
    assert again.json()["requirements"][-1] == {"text": "Sailing", "nice_to_have": True}
    assert again.json()["lines"][-1]["own"]
    assert client.get(posting).json() == again.json()
    (listed,) = client.get("/api/v1/plan").json()["postings"]
    assert listed["requirements"] == again.json()["requirements"]


def test_a_posting_is_removed_and_taken_up_again(client: httpx.Client, posting: str) -> None:
    before = client.get(posting).json()

    removed = client.delete(posting)

    assert (removed.status_code, removed.content) == (204, b"")
    assert client.get(POSTINGS).json() == []
    (former,) = client.get(POSTINGS, params={"former": True}).json()
    assert (former["title"], former["active"]) == (TITLE, False)
    assert client.get(posting).json() == {**before, "active": False}
    refused(client.delete(posting), 409)
    refused(client.patch(posting, json={"add": [1]}), 409)
    assert client.post(f"{posting}/take-up").json() == before
    refused(client.post(f"{posting}/take-up"), 409)


def test_every_change_asks_for_a_sync(app: App, client: httpx.Client, posting: str) -> None:
    def wanted() -> int:
        with app.database.begin() as tx:
            return accounts.the_only(tx).wanted

    before = wanted()
    client.patch(posting, json={"add": ["Sailing"]})
    client.delete(posting)

    assert wanted() == before + 2


def test_a_fourth_posting_is_refused_before_anything_is_fetched(
    client: httpx.Client, web: Shelf
) -> None:
    for number in range(3):
        body = {"text": f"## Requirements\n\n- Skill {number}\n", "title": f"Job {number}"}
        assert client.post(POSTINGS, json=body).status_code == 201

    problem = refused(client.post(POSTINGS, json={"link": LINK, "title": TITLE}), 409)

    assert "3 postings already" in problem["detail"]
    assert web.asked == []


def test_where_nothing_is_found_it_is_added_and_says_so(client: httpx.Client) -> None:
    answer = client.post(POSTINGS, json={"text": "The sea was calm.", "title": "Poem"})

    assert answer.status_code == 201
    assert answer.json()["requirements"] == []
    assert "No line of it is picked" in answer.json()["notice"]


NO_POSTING = {
    "list": [],
    "nothing": None,
    "empty": {},
    "text and link": {"text": "canary", "link": LINK},
    "text of another type": {"text": ["canary"]},
    "unknown field": {"text": "a", "canary": 1},
    "text of spaces": {"text": " \n ", "title": "a"},
    "no title": {"text": "The sea was calm."},
    "title of a control character": {"text": "a", "title": "canary\x1b"},
    "no character": {"text": "a", "title": "canary\ufffe"},
    "long title": {"text": "a", "title": "canary" * 200},
    "long text": {"text": "canary " * 40_000, "title": "a"},
    "many lines": {"text": "- a\n" * 4000, "title": "a"},
    "long link": {"link": f"{LINK}/{'a' * 1000}", "title": "a"},
    "no page": {"link": "https://jobs.example.com/gone", "title": "a"},
}
NOT_JSON = {
    "half": b'{"text": "canary',
    "nul": b'{"text": "canary\\u0000", "title": "a"}',
    "lone surrogate": b'{"text": "canary\\ud800", "title": "a"}',
    "5000 digits": b'{"text": ' + b"7" * 5000 + b"}",
    "deep": b'{"text": ' + b"[" * 100_000,
    "name twice": b'{"text": "a", "text": "canary"}',
    "mark": b'\xef\xbb\xbf{"text": "canary"}',
    "utf-16": '{"text": "canary"}'.encode("utf-16"),
}


def test_what_is_no_posting_is_refused_and_nothing_is_stored(client: httpx.Client) -> None:
    for name, body in NO_POSTING.items():
        answer = client.post(POSTINGS, content=json.dumps(body), headers=JSON)

        refused(answer)
        assert "canary" not in answer.text, name
    assert client.get(POSTINGS, params={"former": True}).json() == []


def test_json_is_read_strictly(client: httpx.Client) -> None:
    for content in NOT_JSON.values():
        refused(client.post(POSTINGS, content=content, headers=JSON), 400)
        refused(client.patch(f"{POSTINGS}/x", content=content, headers=JSON), 400)


def test_a_form_that_is_none_is_refused(client: httpx.Client) -> None:
    for content, kind in (
        (b"", "multipart/form-data"),
        (b"canary", "multipart/form-data; boundary=x"),
        (b"--x\r\n\r\ncanary\r\n--x--\r\n", "multipart/form-data; boundary=x"),
        (
            b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\ncanary\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
        (
            b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\ncanary\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
        (b"text=canary", "application/x-www-form-urlencoded"),
        (b"canary", "text/plain"),
        (b"canary", ""),
    ):
        answer = client.post(POSTINGS, content=content, headers={"Content-Type": kind})

        refused(answer)
        assert "canary" not in answer.text


def test_no_file_makes_the_service_fail(client: httpx.Client) -> None:
    for name, content, title in (
        ("a\x1b[31m.md", MARKDOWN.encode("utf-16"), TITLE),
        ("../../etc/passwd", MARKDOWN.encode(), TITLE),
        ("a.md", b"\x89PNG\r\n\x1a\n\0\0", TITLE),
        ("a.md", MARKDOWN.encode(), "NUL \0"),
        ("a.md", MARKDOWN.encode(), ""),
        ("a.md", MARKDOWN.encode(), "x" * 20_000),
        ("a.json", b'{"title": ' * 5000, TITLE),
    ):
        answer = client.post(POSTINGS, files={"file": (name, content)}, data={"title": title})

        assert answer.status_code < 500, answer.text[:300]


def test_what_is_no_pick_is_refused_and_changes_nothing(
    client: httpx.Client, posting: str
) -> None:
    before = client.get(posting).json()

    for changes in (
        {"add": [0]},
        {"add": [10**9]},
        {"add": [1.5]},
        {"add": [True]},
        {"add": [["canary"]]},
        {"add": "canary"},
        {"drop": [3999]},
        {"drop": ["canary"]},
        {"add": ["canary\x1b"]},
        {"add": ["canary" * 500]},
        {"add": ["a"] * 1001},
        {"canary": [1]},
        [],
    ):
        refused(client.patch(posting, json=changes))
    assert client.get(posting).json() == before


def test_a_posting_that_is_not_there_is_not_found(client: httpx.Client, posting: str) -> None:
    for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/take-up")):
        answer = client.request(method, f"{POSTINGS}/Head of Produkt, Acm{path}", json={})

        assert TITLE in refused(answer, 404)["hint"]
    assert client.get(posting).status_code == 200


def test_without_the_key_nothing_is_read(stranger: httpx.Client) -> None:
    refused(stranger.post(POSTINGS, content=b"{", headers={"Content-Type": "text/plain"}), 401)


def test_two_links_are_read_at_once_and_a_third_comes_again(
    app: App, client: httpx.Client, visit: Callable[[ASGIApp], httpx.Client]
) -> None:
    started, go = [Event(), Event(), Event()], Event()

    class Slow(Shelf):
        def get(self, url: str):
            started[len(self.asked)].set()
            page = super().get(url)
            assert go.wait(30)
            return page

    slow = Slow({f"{LINK}/{number}": HTML.replace("maps", str(number)) for number in range(3)})
    busy = visit(create_app(replace(app, pages=slow)))
    busy.headers = client.headers

    def bring(number: int) -> httpx.Response:
        body = {"link": f"{LINK}/{number}", "title": f"Job {number}"}
        return busy.post(POSTINGS, json=body)

    answers: list[httpx.Response] = []
    threads = []
    for number in range(2):
        thread = Thread(target=lambda number=number: answers.append(bring(number)))
        thread.start()
        threads.append(thread)
        assert started[number].wait(30)
    third = bring(2)
    go.set()
    for thread in threads:
        thread.join(30)

    assert refused(third, 503)["hint"]
    assert third.headers["retry-after"] == "5"
    assert [answer.status_code for answer in answers] == [201, 201]
    assert bring(2).status_code == 201
