"""Each call on the wire: what is sent, and what comes of the answer."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import httpx
import pytest

from integrations.asana.errors import (
    BadRequest,
    Forbidden,
    Gone,
    NotReached,
    PlanRequired,
    Refused,
    SyncTokenExpired,
    Unauthorized,
)
from integrations.asana.models import Event, Section, Team, User, Workspace

TASK = {
    "gid": "11",
    "name": "Data\u00a0storytelling",
    "html_notes": "<body>Own\u00a0text</body>",
    "completed": True,
    "due_on": "2027-03-31",
    "assignee": {"gid": "7", "resource_type": "user"},
    "assignee_section": {"gid": "70"},
    "memberships": [{"project": {"gid": "1"}, "section": {"gid": "2"}}],
    "parent": None,
    "num_subtasks": 2,
    "liked": True,
    "external": {"gid": "momentum:a", "data": None},
    "created_at": "2026-11-23T09:00:00.123Z",
    "modified_at": "2026-11-24T09:00:00.000Z",
    "permalink_url": "https://example.com/11",
}


def sent(route) -> dict[str, object]:
    return json.loads(route.calls.last.request.content)


def test_a_task_is_read_whole_with_its_no_break_spaces(client, wire):
    # As Asana sends it: raw UTF-8, which the SDK would turn into plain spaces.
    raw = json.dumps({"data": TASK}, ensure_ascii=False).encode()
    route = wire.get("/tasks/11").respond(200, content=raw)

    task = client.task("11")

    assert task.name == "Data\u00a0storytelling"
    assert task.html_notes == "<body>Own\u00a0text</body>"
    assert task.due_on == date(2027, 3, 31)
    assert (task.assignee, task.assignee_section) == ("7", "70")
    assert task.memberships == {"1": "2"}
    assert task.external_gid == "momentum:a"
    assert task.created_at == datetime(2026, 11, 23, 9, 0, 0, 123_000, tzinfo=UTC)
    assert task.completed
    assert task.liked
    assert "memberships.section" in route.calls.last.request.url.params["opt_fields"]


def test_what_asana_leaves_out_is_as_if_empty(client, wire):
    wire.get("/tasks/11").respond(200, json={"data": {"gid": "11", "name": None}})

    task = client.task("11")

    assert (task.name, task.html_notes, task.memberships) == ("", "<body></body>", {})


def test_a_list_is_read_to_its_end_in_order(client, wire):
    route = wire.get("/projects/1/tasks").mock(
        side_effect=[
            httpx.Response(
                200, json={"data": [{"gid": "1"}, {"gid": "2"}], "next_page": {"offset": "o1"}}
            ),
            httpx.Response(
                200, json={"data": [{"gid": "2"}, {"gid": "3"}], "next_page": {"offset": "o2"}}
            ),
            httpx.Response(200, json={"data": [], "next_page": None}),
        ]
    )

    assert [task.gid for task in client.tasks("1")] == ["1", "2", "3"]
    offsets = [call.request.url.params.get("offset") for call in route.calls]
    assert offsets == [None, "o1", "o2"]
    assert {call.request.url.params["limit"] for call in route.calls} == {"100"}


def test_every_reading_starts_at_the_first_page(client, wire):
    """The SDK writes `offset` into the options it is given."""
    pages = [
        httpx.Response(200, json={"data": [{"gid": "1"}], "next_page": {"offset": "o1"}}),
        httpx.Response(200, json={"data": [{"gid": "2"}], "next_page": None}),
    ]
    wire.get("/tasks/9/subtasks").mock(side_effect=pages * 2)

    assert client.subtasks("9") == client.subtasks("9")


def test_me_comes_with_the_workspaces(client, wire):
    wire.get("/users/me").respond(
        200, json={"data": {"gid": "7", "name": "Ada", "email": "ada@example.com"}}
    )
    wire.get("/workspaces").respond(
        200, json={"data": [{"gid": "1", "name": "Home", "is_organization": True}]}
    )

    home = Workspace("1", "Home", is_organization=True)
    assert client.me() == User("7", "Ada", "ada@example.com", (home,))


def test_my_teams_are_those_of_the_organisation(client, wire):
    route = wire.get("/users/me/teams").respond(200, json={"data": [{"gid": "5", "name": "T"}]})

    assert client.teams("1") == (Team("5", "T"),)
    assert route.calls.last.request.url.params["organization"] == "1"


def test_my_tasks_have_a_gid(client, wire):
    route = wire.get("/users/me/user_task_list").respond(200, json={"data": {"gid": "8"}})

    assert client.user_task_list("1") == "8"
    assert route.calls.last.request.url.params["workspace"] == "1"


@pytest.mark.parametrize("team", [None, "5"])
def test_a_project_is_private_and_a_board(client, wire, team):
    route = wire.post("/projects").respond(201, json={"data": {"gid": "1", "name": "Career"}})

    client.create_project(workspace="2", name="Career", html_notes="<body/>", team=team)

    assert sent(route)["data"] == {
        "workspace": "2",
        "name": "Career",
        "html_notes": "<body/>",
        "privacy_setting": "private",
        "default_view": "board",
    } | ({"team": "5"} if team else {})


def test_a_section_is_made_behind_another(client, wire):
    route = wire.post("/projects/1/sections").respond(
        201, json={"data": {"gid": "3", "name": "Later"}}
    )

    assert client.create_section("1", "Later", after="2") == Section("3", "Later")
    assert sent(route) == {"data": {"name": "Later", "insert_after": "2"}}


def test_no_body_is_repeated_in_the_address(client, wire):
    """The SDK does that for sections."""
    made = wire.post("/projects/1/sections").respond(201, json={"data": {"gid": "3"}})
    renamed = wire.put("/sections/3").respond(200, json={"data": {"gid": "3"}})

    client.create_section("1", "Later")
    client.rename_section("3", "Afterwards")

    assert set(made.calls.last.request.url.params) == {"opt_fields"}
    assert not renamed.calls.last.request.url.params
    assert sent(renamed) == {"data": {"name": "Afterwards"}}


def test_writes_send_the_given_fields_and_no_others(client, wire):
    task = wire.post("/tasks").respond(201, json={"data": TASK})
    step = wire.post("/tasks/11/subtasks").respond(201, json={"data": TASK})
    change = wire.put("/tasks/11").respond(200, json={"data": TASK})

    client.create_task({"name": "a\u00a0b", "completed": False})
    client.create_subtask("11", {"name": "s"})
    client.update_task("11", {"due_on": None})

    assert sent(task) == {"data": {"name": "a\u00a0b", "completed": False}}
    assert sent(step) == {"data": {"name": "s"}}
    assert sent(change) == {"data": {"due_on": None}}


def test_a_lone_surrogate_is_no_reason_to_break(client, wire):
    route = wire.post("/tasks").respond(201, json={"data": TASK})

    client.create_task({"name": "half \ud83d"})

    assert sent(route) == {"data": {"name": "half ?"}}


def test_deleting_what_is_gone_is_done(client, wire):
    wire.delete("/tasks/11").respond(404, json={"errors": [{"message": "Not found"}]})

    client.delete_task("11")


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, BadRequest),
        (401, Unauthorized),
        (402, PlanRequired),
        (403, Forbidden),
        (404, Gone),
        (409, Refused),
        (451, Refused),
    ],
)
def test_each_refusal_is_an_error_of_its_own(client, wire, status, error):
    wire.get("/tasks/11").respond(status, json={"errors": [{"message": "that will not do"}]})

    with pytest.raises(error, match="that will not do") as caught:
        client.task("11")
    assert type(caught.value) is error
    assert caught.value.status == status


@pytest.mark.parametrize(
    "data",
    [[], "x", None, {"name": "no gid"}, {"gid": 5}, {"gid": "1", "due_on": "30 February"}],
)
def test_an_answer_that_is_not_as_promised_is_not_trusted(client, wire, data):
    wire.get("/tasks/11").respond(200, json={"data": data})

    with pytest.raises(NotReached):
        client.task("11")


def test_a_gid_cannot_lead_elsewhere(client, wire):
    route = wire.get(path__regex=".*").respond(404, json={"errors": [{"message": "no"}]})

    with pytest.raises(Gone):
        client.task("1/../2?x=1")
    assert route.calls.last.request.url.raw_path.startswith(b"/api/1.0/tasks/1%2F..%2F2%3Fx")


@pytest.mark.parametrize(
    ("name", "on_the_wire"),
    [
        ("plan.yaml", b'filename="plan.yaml"'),
        ("Übersicht 1.png", b'filename="%C3%9Cbersicht%201.png"'),
    ],
)
def test_a_file_is_attached_under_a_name_that_survives(client, wire, name, on_the_wire):
    route = wire.post("/attachments").respond(200, json={"data": {"gid": "99"}})

    gid = client.attach("11", name=name, content=b"\x89PNG", media_type="image/png")

    body = route.calls.last.request.content
    assert gid == "99"
    assert on_the_wire in body
    assert b"\x89PNG" in body
    assert b'name="parent"\r\n\r\n11\r\n' in body


def test_events_bring_the_token_to_go_on_from(client, wire):
    raw = {
        "action": "changed",
        "resource": {"gid": "11", "resource_type": "task"},
        "change": {"field": "name", "action": "changed"},
        "parent": None,
        "user": None,
        "created_at": "2026-11-23T09:00:00.000Z",
    }
    route = wire.get("/events").respond(
        200, json={"data": [raw], "sync": "s2", "has_more": True}
    )

    events = client.events("1", "s1")

    assert dict(route.calls.last.request.url.params) == {"resource": "1", "sync": "s1"}
    assert (events.sync, events.has_more) == ("s2", True)
    assert events.events == (
        Event(
            "changed",
            "11",
            "task",
            field="name",
            created_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
        ),
    )
    assert client.round_trips == 1


@pytest.mark.parametrize("token", [None, "too old"])
def test_a_stream_that_starts_anew_says_where(client, wire, token):
    errors = [{"message": "Sync token invalid or too old."}]
    wire.get("/events").respond(412, json={"errors": errors, "sync": "s1"})

    with pytest.raises(SyncTokenExpired) as caught:
        client.events("1", token)
    assert caught.value.sync == "s1"


def test_events_without_a_token_are_not_trusted(client, wire):
    wire.get("/events").respond(200, json={"data": []})

    with pytest.raises(NotReached):
        client.events("1", "s1")
