"""Whatever comes in: an answer in the 400s, a problem, and nothing of the input in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    import httpx

GOALS = "/api/v1/goals"
JSON = {"Content-Type": "application/json"}

NOT_JSON = {
    "half": b'{"skill": "canary',
    "nan": b'{"skill": "canary", "x": NaN}',
    "1e999": b'{"skill": "canary", "x": 1e999}',
    "5000 digits": b'{"skill": ' + b"7" * 5000 + b"}",
    "nul": b'{"skill": "canary\\u0000"}',
    "lone surrogate": b'{"skill": "canary\\ud800"}',
    "lone surrogate in a name": b'{"canary\\udfff": 1}',
    "name twice": b'{"skill": "canary", "skill": "canary"}',
    "deep": b'{"steps": ' + b"[" * 100_000,
    "deep and whole": b'{"steps": ' + b"[" * 900 + b"]" * 900 + b"}",
    "mark": b'\xef\xbb\xbf{"skill": "canary"}',
    "utf-16": '{"skill": "canary"}'.encode("utf-16"),
    "latin-1": '{"skill": "canaryé"}'.encode("latin-1"),
    "form": b"skill=canary",
}
NO_GOAL = {
    "list": [],
    "text": "canary",
    "number": 1,
    "nothing": None,
    "no skill": {"how": "canary"},
    "skill of another type": {"skill": ["canary"]},
    "skill of spaces": {"skill": "  "},
    "long skill": {"skill": "canary" * 1000},
    "unknown field": {"skill": "a", "canary": "canary"},
    "unknown group": {"skill": "a", "group": "canary"},
    "unknown road": {"skill": "a", "via": "canary"},
    "road of the other group": {"skill": "a", "group": "in_role", "via": "mentor"},
    "no day": {"skill": "a", "not_before": "canary"},
    "30 February": {"skill": "a", "not_before": "2027-02-30"},
    "seconds as a day": {"skill": "a", "not_before": 1e9},
    "year 1": {"skill": "a", "not_before": "0001-01-01"},
    "year 9999": {"skill": "a", "not_before": "9999-12-31"},
    "week date": {"skill": "a", "not_before": "2027-W01-1"},
    "arabic day": {"skill": "a", "not_before": "2027-0\u0665-03"},
    "no quarter": {"skill": "a", "quarter": "canary"},
    "quarter 5": {"skill": "a", "quarter": "2027-Q5"},
    "quarter and a line": {"skill": "a", "quarter": "2027-Q1\n"},
    "arabic quarter": {"skill": "a", "quarter": "20\u0662\u0667-Q1"},
    "steps of numbers": {"skill": "a", "steps": [1]},
    "nested steps": {"skill": "a", "steps": [[["canary"]]]},
    "step without text": {"skill": "a", "steps": [{"done": "canary"}]},
    "many steps": {"skill": "a", "steps": ["canary"] * 301},
    "control character": {"skill": "a", "how": "canary\x1b[31m"},
    "no character": {"skill": "a", "how": "canary\ufffe"},
}


def refused(answer: httpx.Response) -> None:
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]
    assert "canary" not in answer.text


@pytest.mark.parametrize("content", NOT_JSON.values(), ids=NOT_JSON.keys())
def test_what_two_programs_would_read_differently_is_refused(
    client: httpx.Client, content: bytes
) -> None:
    refused(client.post(GOALS, content=content, headers=JSON))
    refused(client.patch(f"{GOALS}/x", content=content, headers=JSON))
    refused(client.post(f"{GOALS}/x/defer", content=content, headers=JSON))


@pytest.mark.parametrize("body", NO_GOAL.values(), ids=NO_GOAL.keys())
def test_what_is_no_goal_is_refused_and_nothing_is_stored(
    client: httpx.Client, body: object
) -> None:
    refused(client.post(GOALS, content=json.dumps(body), headers=JSON))

    assert client.get(GOALS).json() == []


@pytest.mark.parametrize(
    "body",
    [
        {"until": "2027-05-03", "quarter": "2027-Q2"},
        {"until": "2026-10-05"},
        {"until": "2020-01-01"},
        {"quarter": "2026-Q4"},
        {"quarter": "2000-Q1"},
        {"until": 5},
        {"canary": 5},
    ],
)
def test_a_goal_is_not_put_off_to_nowhere(
    client: httpx.Client, body: dict[str, object]
) -> None:
    goal = client.post(GOALS, json={"skill": "a"}).headers["location"]
    before = client.get(goal).json()

    refused(client.post(f"{goal}/defer", json=body))

    assert client.get(goal).json() == before


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/goals/%00canary",
        "/api/v1/goals/%ED%A0%80canary",
        "/api/v1/goals/%20",
        "/api/v1/goals/..%2f..%2fcanary",
        "/api/v1/goals/" + "7" * 60_000,
        "/%00",
        "/api/v2/plan",
        "//api/v1/plan",
        "/api/v1/../v1/nothing",
    ],
)
def test_an_odd_address_is_not_found(client: httpx.Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert len(answer.text) < 1000


@pytest.mark.parametrize("since", ["0.5", "1e9", "1798761600", "2027-01-04", "canary", "%00"])
def test_a_moment_is_a_written_one_with_its_zone(client: httpx.Client, since: str) -> None:
    refused(client.get(f"/api/v1/history?since={since}"))


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/api/v1/plan", "GET, PATCH, POST, PUT"),
        ("/api/v1/goals", "GET, POST"),
        ("/api/v1/goals/x", "GET, PATCH"),
    ],
)
def test_a_method_that_is_not_taken_learns_of_all_that_are(
    client: httpx.Client, path: str, methods: str
) -> None:
    answer = client.options(path)

    assert (answer.status_code, answer.headers["allow"]) == (405, methods)


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=[]), max_size=20)
    | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    ["skill", "group", "via", "how", "steps", "answers", "quarter", "not_before", "until"]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=ANYTHING | st.dictionaries(FIELDS, ANYTHING, max_size=4))
def test_no_body_at_all_makes_the_service_fail(client: httpx.Client, body: object) -> None:
    content = json.dumps(body)

    for method, path in (
        ("POST", GOALS),
        ("PATCH", f"{GOALS}/x"),
        ("POST", f"{GOALS}/x/defer"),
        ("POST", f"{GOALS}/x/let-go"),
        ("PUT", "/api/v1/plan"),
    ):
        answer = client.request(method, path, content=content, headers=JSON)

        assert answer.status_code < 500, answer.text
