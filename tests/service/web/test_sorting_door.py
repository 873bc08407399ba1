from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import httpx

SORTING, GOALS, PLAN = "/api/v1/sorting", "/api/v1/goals", "/api/v1/plan"
MUST, LIKE = "Proven stakeholder management across several teams", "Stakeholder management"
ASKED = {
    "momentum": 1,
    "postings": [
        {"title": "Head of Product", "requirements": [MUST, "Experience with SQL"]},
        {"title": "Director", "requirements": [LIKE, "Public speaking"]},
    ],
}


@pytest.fixture
def asked(client: httpx.Client) -> httpx.Client:
    """A client whose plan has postings, and no goal."""
    assert client.put(PLAN, json=ASKED).status_code == 200
    return client


def sort(client: httpx.Client, **body: object) -> httpx.Response:
    return client.post(SORTING, json=body)


def test_what_waits_is_sorted_line_by_line(asked: httpx.Client) -> None:
    first = asked.get(SORTING).json()["waiting"][0]
    assert (first["line"], [like["line"] for like in first["like"]]) == (MUST, [LIKE])

    made = sort(asked, line=MUST, like=[LIKE], group="mastered", evidence="Led it").json()
    assert made["goal"]["skill"] == first["skill"] == "Stakeholder management"
    assert made["goal"]["state"] == "mastered"
    assert made["goal"]["answers"] == [MUST, LIKE]
    assert (made["sorted"], made["total"]) == (2, 4)

    answered = sort(asked, line="Public speaking", goal="Stakeholder management").json()
    assert answered["goal"]["id"] == made["goal"]["id"]

    dropped = sort(asked, line="Experience with SQL", drop=True).json()
    assert (dropped["goal"], dropped["sorted"], dropped["total"]) == (None, 3, 3)
    assert asked.get(SORTING).json()["waiting"] == []


def test_the_schedule_comes_with_what_waits(asked: httpx.Client) -> None:
    sort(asked, line=MUST, group="outside", via="course", how="Take one")

    (quarter,) = asked.get(SORTING).json()["quarters"]
    assert quarter["quarter"] == "2026-Q4"
    assert [(goal["skill"], goal["due_on"]) for goal in quarter["goals"]] == [
        ("Stakeholder management", "2026-12-31")
    ]


def test_what_cannot_be_sorted_so_is_refused_in_words(asked: httpx.Client) -> None:
    sort(asked, line="Public speaking", drop=True)
    for status, body in (
        (404, {"line": "Golf", "drop": True}),
        (404, {"line": MUST, "goal": "Nobody"}),
        (422, {"line": MUST}),
        (422, {"line": MUST, "drop": True, "group": "outside"}),
        (422, {"line": MUST, "drop": True, "how": "Somehow"}),
        (422, {"line": MUST, "group": "elsewhere"}),
        (422, {"line": MUST, "group": "outside", "via": "feedback"}),
        (422, {"line": MUST, "group": "outside", "skill": "x" * 300}),
        (422, {"line": MUST, "group": "outside", "canary": 1}),
        (422, {"line": 5, "drop": True}),
        (422, {}),
    ):
        answer = sort(asked, **body)
        assert answer.status_code == status, answer.text
        assert answer.json()["hint"]
        assert "canary" not in answer.text

    again = sort(asked, line=MUST, group="outside")
    assert again.status_code == 200
    assert sort(asked, line=MUST, group="outside").status_code == 409


def test_a_goal_is_moved_in_the_order(client: httpx.Client) -> None:
    for skill in "ABCD":
        client.post(GOALS, json={"skill": skill})

    def order() -> str:
        return "".join(goal["skill"] for goal in client.get(GOALS).json())

    moved = client.post(f"{GOALS}/D/move", json={"position": 1})
    assert (moved.status_code, moved.json()["state"], order()) == (200, "active", "DABC")
    client.post(f"{GOALS}/D/move", json={"after": "B"})
    assert order() == "ABDC"
    outside = client.post(f"{GOALS}/D/move", json={"group": "outside", "before": "A"}).json()
    assert (outside["group"], order()) == ("outside", "DABC")

    for status, body in (
        (404, {"before": "Z"}),
        (422, {}),
        (422, {"position": 0}),
        (422, {"position": 2**70}),
        (422, {"before": "A", "after": "B"}),
        (422, {"group": "nowhere"}),
    ):
        answer = client.post(f"{GOALS}/D/move", json=body)
        assert answer.status_code == status, answer.text
    assert order() == "DABC"


def test_sorting_needs_the_key(stranger: httpx.Client) -> None:
    assert stranger.get(SORTING).status_code == 401
    assert stranger.post(SORTING, json={"line": MUST, "drop": True}).status_code == 401
