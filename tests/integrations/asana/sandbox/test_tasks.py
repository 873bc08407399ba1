"""Tasks: what may be written, what comes back, where they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Api, Clock

    from integrations.asana.sandbox import Person, World
    from integrations.asana.sandbox.model import User, Workspace


def test_a_task_is_placed_where_its_membership_says(
    api: Api, board: str, sections: dict[str, str]
):
    placed = {"project": board, "section": sections["Later"]}

    task = api.post("/tasks", name="Speak", memberships=[placed])

    assert task["memberships"][0]["section"]["name"] == "Later"
    assert [one["name"] for one in api.list(f"/sections/{sections['Later']}/tasks")] == [
        "Speak"
    ]


def test_a_project_alone_means_its_first_section(api: Api, board: str):
    task = api.post("/tasks", name="Speak", projects=[board])

    assert task["memberships"][0]["section"]["name"] == "Now"


def test_new_tasks_go_to_the_end_or_on_top_as_the_switch_says(
    api: Api, board: str, world: World
):
    for name in "ab":
        api.post("/tasks", name=name, projects=[board])
    world.switches.created_task_on_top = True
    api.post("/tasks", name="c", projects=[board])

    names = [one["name"] for one in api.list(f"/projects/{board}/tasks")]
    assert names == ["c", "a", "b"]


def test_a_task_needs_somewhere_to_be(api: Api):
    assert api.refusal("POST", "/tasks", data={"name": "Speak"})[0] == 400


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({"name": 3}, "name"),
        ({"due_on": "30 February"}, "due_on"),
        ({"due_on": "2026-02-30"}, "due_on"),
        ({"due_on": "2026-12-31", "due_at": "2026-12-31T10:00:00Z"}, "due_on"),
        ({"completed": "yes"}, "completed"),
        ({"assignee": "nobody@example.com"}, "assignee"),
        ({"projects": ["1"]}, "projects"),
        ({"num_likes": 3}, "num_likes"),
        ({"notes": "a", "html_notes": "<body>a</body>"}, "notes"),
    ],
)
def test_a_bad_field_is_refused_by_name_and_nothing_is_written(
    api: Api, board: str, data: dict, word: str
):
    task = api.post("/tasks", name="Speak", projects=[board])

    status, message = api.refusal("PUT", f"/tasks/{task['gid']}", data={"name": "New"} | data)

    assert status == 400
    assert word in message
    assert api.get(f"/tasks/{task['gid']}")["name"] == "Speak"


def test_a_day_and_a_time_replace_each_other(api: Api, board: str):
    task = api.post("/tasks", name="Speak", projects=[board], due_on="2026-12-31")
    path = f"/tasks/{task['gid']}"

    timed = api.put(path, due_at="2027-01-02T23:30:00+01:00")
    assert (timed["due_on"], timed["due_at"]) == ("2027-01-02", "2027-01-02T22:30:00.000Z")
    dated = api.put(path, due_on="2027-03-31")
    assert (dated["due_on"], dated["due_at"]) == ("2027-03-31", None)
    assert api.put(path, due_on=None)["due_on"] is None


def test_only_what_was_sent_is_changed_and_modified_at_tells(
    api: Api, board: str, clock: Clock
):
    task = api.post("/tasks", name="Speak", projects=[board], due_on="2026-12-31")
    clock.pass_(minutes=5)

    same = api.put(f"/tasks/{task['gid']}", name="Speak")
    other = api.put(f"/tasks/{task['gid']}", name="Talk")

    assert same["modified_at"] == task["modified_at"] < other["modified_at"]
    assert other["due_on"] == "2026-12-31"


def test_a_move_is_no_modification(
    api: Api, board: str, sections: dict[str, str], clock: Clock
):
    task = api.post("/tasks", name="Speak", projects=[board])
    clock.pass_(minutes=5)

    api.post(f"/sections/{sections['Later']}/addTask", task=task["gid"])

    moved = api.get(f"/tasks/{task['gid']}")
    assert moved["memberships"][0]["section"]["name"] == "Later"
    assert moved["modified_at"] == task["modified_at"]


def test_completing_tells_when(api: Api, board: str, clock: Clock):
    task = api.post("/tasks", name="Speak", projects=[board])
    clock.pass_(hours=1)

    done = api.put(f"/tasks/{task['gid']}", completed=True)
    assert done["completed_at"] == "2026-11-23T10:00:00.000Z"
    assert api.put(f"/tasks/{task['gid']}", completed=False)["completed_at"] is None


@pytest.mark.parametrize(("answers", "status"), [("404", 404), ("403", 403), ("200", 200)])
def test_a_trashed_task_answers_as_the_switch_says(
    api: Api, board: str, world: World, answers: str, status: int
):
    gid = api.post("/tasks", name="Speak", projects=[board])["gid"]
    api.delete(f"/tasks/{gid}")
    world.switches.trashed_task_answers = answers

    answer = api.call("GET", f"/tasks/{gid}")

    assert answer.status_code == status
    if answer.is_success:
        assert answer.json()["data"]["memberships"] == []
    assert api.call("PUT", f"/tasks/{gid}", data={"name": "x"}).is_client_error
    assert api.list(f"/projects/{board}/tasks") == []


def test_external_is_unique_found_by_path_and_free_again_after_the_trash(api: Api, board: str):
    made = api.post("/tasks", name="a", projects=[board], external={"gid": "m:1", "data": "x"})
    again = {"name": "b", "projects": [board], "external": {"gid": "m:1"}}

    assert "already assigned" in api.refusal("POST", "/tasks", data=again)[1]
    assert api.get("/tasks/external:m%3A1")["gid"] == made["gid"]
    assert len(api.list(f"/projects/{board}/tasks")) == 1
    api.delete(f"/tasks/{made['gid']}")
    assert api.refusal("GET", "/tasks/external:m%3A1")[0] == 404
    assert api.post("/tasks", **again)["external"] == {"gid": "m:1"}


def test_external_is_seen_by_the_app_that_wrote_it_alone(
    api: Api, board: str, connect: Callable[..., Api], ada: User
):
    made = api.post("/tasks", name="a", projects=[board], external={"gid": "m:1"})

    other = connect(ada, oauth=True)

    assert "external" not in other.get(f"/tasks/{made['gid']}")
    assert other.refusal("GET", "/tasks/external:m%3A1")[0] == 404


def test_external_may_be_closed_to_personal_tokens(api: Api, board: str, world: World):
    world.switches.external_with_personal_token = False
    wanted = {"name": "a", "projects": [board], "external": {"gid": "m:1"}}

    assert api.refusal("POST", "/tasks", data=wanted)[0] == 400
    world.switches.external_ignored = True
    assert "external" not in api.post("/tasks", **wanted)


def test_a_heart_is_the_callers_own(
    api: Api, board: str, world: World, connect: Callable[..., Api], workspace: Workspace
):
    task = api.post("/tasks", name="Speak", projects=[board])
    bob = world.add_user("Bob Example", "bob@example.com")
    workspace.members.append(bob)

    assert api.put(f"/tasks/{task['gid']}", liked=True)["liked"] is True
    seen = connect(bob).get(f"/tasks/{task['gid']}")
    assert (seen["liked"], seen["num_likes"]) == (False, 1)


def test_tasks_can_be_asked_for_by_what_happened_since(
    api: Api, board: str, clock: Clock, person: Person
):
    old = api.post("/tasks", name="old", projects=[board])["gid"]
    done = api.post("/tasks", name="done", projects=[board])["gid"]
    person.complete(done)
    clock.pass_(days=1)
    since = clock().isoformat()
    person.rename(old, "renamed")

    changed = api.list("/tasks", project=board, modified_since=since)
    unfinished = api.list(f"/projects/{board}/tasks", completed_since="now")
    assert [one["name"] for one in changed] == ["renamed"]
    assert [one["name"] for one in unfinished] == ["renamed"]
    assert api.refusal("GET", "/tasks")[0] == 400


def test_what_a_stranger_asks_for_is_forbidden(
    api: Api, board: str, world: World, connect: Callable[..., Api]
):
    task = api.post("/tasks", name="Speak", projects=[board])
    stranger = connect(world.add_user("Eve Example", "eve@example.com"))

    assert stranger.refusal("GET", f"/tasks/{task['gid']}")[0] == 403
    assert stranger.refusal("GET", f"/projects/{board}")[0] == 403
    assert stranger.refusal("GET", "/tasks/1")[0] == 404
