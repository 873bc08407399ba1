from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

PLAN = "/api/v1/plan"
YAML = {"Content-Type": "application/yaml"}
JSON = {"Content-Type": "application/json; charset=utf-8"}
FILE = """\
momentum: 1
purpose: Lead a product
goals:
  - {skill: Data storytelling, group: in_role, steps: [Shadow the next deck]}
  - {skill: Public speaking, group: outside, not_before: 2027-05-03}
"""


def test_a_plan_comes_in_and_goes_out_with_what_was_worked_out(client: httpx.Client) -> None:
    imported = client.put(PLAN, content=FILE, headers=YAML)
    plan = client.get(PLAN).json()

    assert imported.status_code == 200
    assert imported.json()["added"] == ["Data storytelling", "Public speaking"]
    assert plan["purpose"] == "Lead a product"
    first, second = plan["goals"]
    assert (first["skill"], first["state"], first["quarter"]) == (
        "Data storytelling",
        "active",
        "2026-Q4",
    )
    assert (first["due_on"], first["gid"]) == ("2026-12-31", None)
    assert (second["state"], second["due_on"]) == ("deferred", "2027-05-03")


def test_the_same_plan_again_changes_nothing_as_yaml_or_as_json(client: httpx.Client) -> None:
    data = {
        "momentum": 1,
        "purpose": "Lead a product",
        "goals": [
            {
                "skill": "Data storytelling",
                "group": "in_role",
                "steps": ["Shadow the next deck"],
            },
            {"skill": "Public speaking", "group": "outside", "not_before": "2027-05-03"},
        ],
    }
    client.post(PLAN, content=FILE, headers=YAML)
    before = client.get(PLAN).json()

    for content, headers in ((FILE, YAML), (json.dumps(data), JSON)):
        again = client.post(PLAN, content=content, headers=headers).json()

        assert (again["added"], again["changed"]) == ([], [])
    assert client.get(PLAN).json() == before


def test_a_goal_that_is_missing_is_kept_unless_the_plan_is_to_be_pruned(
    client: httpx.Client,
) -> None:
    client.put(PLAN, content=FILE, headers=YAML)
    shorter = "\n".join(FILE.splitlines()[:-1])

    kept = client.put(PLAN, content=shorter, headers=YAML).json()
    states = [goal["state"] for goal in client.get(PLAN).json()["goals"]]
    client.put(f"{PLAN}?prune=true", content=shorter, headers=YAML)
    pruned = [goal["state"] for goal in client.get(PLAN).json()["goals"]]

    assert kept["missing"] == ["Public speaking"]
    assert (states, pruned) == (["active", "deferred"], ["active", "let_go"])


def test_all_problems_of_a_plan_come_at_once_each_with_its_place(client: httpx.Client) -> None:
    wrong = "momentum: 1\ngoals:\n  - {skill: A, grupp: in_role}\n  - {group: nowhere}\n"

    answer = client.put(PLAN, content=wrong, headers=YAML)

    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:momentum:invalid-input"
    problems = answer.json()["problems"]
    assert {problem["line"] for problem in problems} == {3, 4}
    assert all(problem["message"] and problem["hint"] for problem in problems)


BAD_FILES = {
    "nothing": b"",
    "words": b"just words",
    "list": b"[]",
    "binary": bytes(range(256)),
    "nul": b"purpose: a\x00b\n",
    "utf-16 surrogate": b"\xff\xfe\x00\xd8",
    "alias bomb": b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "itself": b"&a [*a]",
    "tag": b"!!python/object/apply:os.system [echo canary]",
    "deep": b"[" * 5000,
    "twice": b"purpose: a\npurpose: b\n",
    "30 February": b"goals: [{skill: A, not_before: 2027-02-30}]",
    "year 0": b"goals: [{skill: A, not_before: 0000-01-01}]",
    "year 9999": b"goals: [{skill: A, quarter: 9999-Q4}]",
    "surrogate": b'goals: [{skill: "\\ud800"}]',
    "5000 digits": b"momentum: " + b"1" * 5000,
    "NaN": b"momentum: .nan",
}


@pytest.mark.parametrize("content", BAD_FILES.values(), ids=BAD_FILES.keys())
def test_what_is_no_plan_is_refused_and_changes_nothing(
    client: httpx.Client, content: bytes
) -> None:
    before = client.get(PLAN).json()

    for headers in (YAML, JSON):
        answer = client.put(PLAN, content=content, headers=headers)

        assert 400 <= answer.status_code < 500
        assert answer.headers["content-type"] == "application/problem+json"
    assert client.get(PLAN).json() == before


@pytest.mark.parametrize("kind", ["", "text/plain", "multipart/form-data", "application/xml"])
def test_a_body_of_another_type_is_refused(client: httpx.Client, kind: str) -> None:
    answer = client.put(PLAN, content=FILE, headers={"Content-Type": kind})

    assert answer.status_code == 415
    assert "application/yaml" in answer.json()["hint"]


def test_ten_megabytes_are_refused_with_or_without_a_length(client: httpx.Client) -> None:
    def chunks() -> Iterator[bytes]:
        yield from [b"# " + b"x" * 65534] * 160

    for content in (b"#" * 10_000_000, chunks()):
        assert client.put(PLAN, content=content, headers=YAML).status_code == 413
