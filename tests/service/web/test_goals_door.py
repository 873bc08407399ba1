from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.store import accounts

if TYPE_CHECKING:
    import httpx

    from service.bootstrap import App

GOALS = "/api/v1/goals"


@pytest.fixture
def goal(client: httpx.Client) -> str:
    """The address of a goal."""
    return client.post(GOALS, json={"skill": "Data storytelling"}).headers["location"]


def test_a_goal_is_added_placed_and_found_under_its_address(client: httpx.Client) -> None:
    added = client.post(
        GOALS,
        json={
            "skill": "Public speaking",
            "group": "outside",
            "via": "volunteering",
            "steps": ["Find a meetup", {"text": "Ask for a slot", "done": True}],
            "not_before": "2027-05-03",
        },
    )
    found = client.get(added.headers["location"])

    assert added.status_code == 201
    assert found.json() == added.json()
    assert found.json()["state"] == "deferred"
    assert found.json()["due_on"] == "2027-05-03"
    assert [step["text"] for step in found.json()["steps"]] == [
        "Find a meetup",
        "Ask for a slot",
    ]
    assert client.get(GOALS).json() == [found.json()]


def test_a_goal_is_found_by_name_and_by_how_its_name_begins(
    client: httpx.Client, goal: str
) -> None:
    for wanted in ("Data storytelling", "data st"):
        assert client.get(f"{GOALS}/{wanted}").json() == client.get(goal).json()


@pytest.mark.parametrize(
    "name",
    ["'; DROP TABLE goals; --", '" OR 1=1 --', "100%", "a_b", "\\", ":name", "$1", "?", "{0}"],
)
def test_a_name_that_a_database_could_take_for_a_command_is_a_name(
    client: httpx.Client, goal: str, name: str
) -> None:
    added = client.post(GOALS, json={"skill": name, "how": name, "steps": [name]})

    found = client.get(added.headers["location"]).json()
    assert (found["skill"], found["how"], found["steps"][0]["text"]) == (name, name, name)
    assert client.get(goal).json()["skill"] == "Data storytelling"
    assert len(client.get(GOALS).json()) == 2


def test_a_goal_is_edited_field_by_field(client: httpx.Client, goal: str) -> None:
    client.patch(goal, json={"skill": "Storytelling", "how": "Own the deck"})
    edited = client.patch(goal, json={"how": None, "add_steps": ["Shadow"]}).json()

    assert (edited["skill"], edited["how"]) == ("Storytelling", "Own the deck")
    assert edited["formerly"] == ["Data storytelling"]
    assert len(edited["steps"]) == 1


def test_a_goal_goes_through_all_its_states(client: httpx.Client, goal: str) -> None:
    def after(action: str, body: dict[str, str] | None = None) -> dict[str, object]:
        answer = (
            client.post(f"{goal}/{action}", json=body)
            if body
            else client.post(f"{goal}/{action}")
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    assert after("defer")["quarter"] == "2027-Q1"
    assert after("defer", {"until": "2027-05-03"})["due_on"] == "2027-05-03"
    assert after("defer", {"quarter": "2028-Q3"})["due_on"] == "2028-07-03"
    assert after("activate")["state"] == "active"
    assert after("activate", {"group": "outside"})["group"] == "outside"
    assert after("let-go", {"reason": "Lost its point"})["reason"] == "Lost its point"
    assert after("activate")["state"] == "active"
    assert after("master", {"evidence": "Led it"})["evidence"] == "Led it"
    assert client.get(goal).json()["group"] == "mastered"


def test_every_change_asks_for_a_sync(app: App, client: httpx.Client, goal: str) -> None:
    def wanted() -> int:
        with app.database.begin() as tx:
            return accounts.the_only(tx).wanted

    before = wanted()
    client.post(f"{goal}/let-go")

    assert wanted() == before + 1


@pytest.mark.usefixtures("goal")
def test_a_goal_that_is_not_there_is_not_found_with_the_nearest_names(
    client: httpx.Client,
) -> None:
    for method, path in (("GET", ""), ("PATCH", ""), ("POST", "/activate")):
        answer = client.request(method, f"{GOALS}/Data storytime{path}", json={})

        assert answer.status_code == 404
        assert "Data storytelling" in answer.json()["hint"]


def test_a_second_goal_of_the_same_name_is_a_conflict(client: httpx.Client, goal: str) -> None:
    answer = client.post(GOALS, json={"skill": "data  STORYTELLING"})

    assert answer.status_code == 409
    assert client.get(GOALS).json() == [client.get(goal).json()]


def test_a_body_that_does_not_say_it_is_json_is_refused(
    client: httpx.Client, goal: str
) -> None:
    for kind in ("", "text/plain", "application/x-www-form-urlencoded", "application/jsonp"):
        answer = client.patch(goal, content=b'{"how": "x"}', headers={"Content-Type": kind})

        assert answer.status_code == 415
    upper = client.patch(goal, content=b"{}", headers={"Content-Type": "application/JSON"})
    assert upper.status_code == 200
