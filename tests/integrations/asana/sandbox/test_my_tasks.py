"""My Tasks: sections of one's own, and only one's own token may use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Api

    from integrations.asana.sandbox import World
    from integrations.asana.sandbox.model import User, Workspace


@pytest.fixture
def mine(api: Api, workspace: Workspace) -> str:
    return api.get("/users/me/user_task_list", workspace=workspace.gid)["gid"]


@pytest.fixture
def later(api: Api, mine: str) -> str:
    sections = {one["name"]: one["gid"] for one in api.list(f"/projects/{mine}/sections")}
    return sections["Do later"]


def test_an_assigned_task_arrives_and_can_be_put_off(
    api: Api, board: str, mine: str, later: str
):
    task = api.post("/tasks", name="Speak", projects=[board], assignee="me")
    assert task["assignee_section"]["name"] == "Recently assigned"

    moved = api.put(f"/tasks/{task['gid']}", assignee_section=later)

    assert moved["assignee_section"]["name"] == "Do later"
    assert [one["gid"] for one in api.list(f"/sections/{later}/tasks")] == [task["gid"]]
    assert [one["gid"] for one in api.list(f"/user_task_lists/{mine}/tasks")] == [task["gid"]]


def test_assignee_and_section_can_be_written_at_once(api: Api, board: str, later: str):
    task = api.post(
        "/tasks", name="Speak", projects=[board], assignee="me", assignee_section=later
    )

    assert task["assignee_section"]["gid"] == later


def test_an_unassigned_task_leaves_my_tasks(api: Api, board: str, mine: str):
    task = api.post("/tasks", name="Speak", projects=[board], assignee="me")

    changed = api.put(f"/tasks/{task['gid']}", assignee=None)

    assert changed["assignee"] is None
    assert api.list(f"/user_task_lists/{mine}/tasks") == []


@pytest.fixture
def bob(world: World, workspace: Workspace, connect: Callable[..., Api]) -> Api:
    """The same workspace through another member's token."""
    user = world.add_user("Bob Example", "bob@example.com")
    workspace.members.append(user)
    return connect(user)


def test_only_the_assignee_sees_and_sets_the_section(
    api: Api, board: str, later: str, bob: Api
):
    task = api.post("/tasks", name="Speak", projects=[board], assignee="me")
    path = f"/tasks/{task['gid']}"

    assert "assignee_section" not in bob.get(path)
    assert bob.refusal("PUT", path, data={"assignee_section": later})[0] == 403
    assert api.refusal("PUT", path, data={"assignee_section": "1"})[0] == 400


def test_another_persons_my_tasks_are_closed(
    mine: str, world: World, connect: Callable[..., Api], workspace: Workspace, ada: User
):
    assert ada in workspace.members
    eve = world.add_user("Eve Example", "eve@example.com")

    assert connect(eve).refusal("GET", f"/projects/{mine}/sections")[0] == 403


def test_a_section_of_the_board_is_no_place_in_my_tasks(
    api: Api, board: str, sections: dict[str, str], later: str
):
    task = api.post("/tasks", name="Speak", projects=[board], assignee="me")["gid"]
    wrong = {"assignee_section": sections["Later"]}

    assert api.refusal("PUT", f"/tasks/{task}", data=wrong)[0] == 400
    assert api.refusal("POST", f"/sections/{later}/addTask", data={"task": task})[0] == 400
